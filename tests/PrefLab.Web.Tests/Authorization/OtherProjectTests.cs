using System.Net;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Authorization;

/// <summary>A lead of one project posts to its pages with another project's id in the form: the address counts.</summary>
public sealed class OtherProjectTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_WithAnotherProjectInTheForm_ChangesAndShowsNothingOfIt()
    {
        var (own, other) = (await TestProject.CreateAsync(web.Data.Database), await TestProject.CreateAsync(web.Data.Database));
        await other.AddComparisonAsync("a secret prompt", "a", "b");
        var annotator = await other.AddAnnotatorAsync();
        var comparison = await other.ScalarAsync<long>("SELECT id FROM comparisons WHERE project_id = $1", other.Id.Value);
        await web.Factory.AddPersonAsync("lead@example.org", project: own.Id, role: Role.Lead);
        using var lead = await web.Factory.SignInAsync("lead@example.org");
        var token = (await lead.GetHtmlAsync($"/p/{own.Id}/members")).QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var (path, fields) in new[]
        {
            ($"annotators/{annotator.Id}?handler=Act", Fields(("Act.Kind", "Pause"), ("Reason", "none"))),
            ($"annotators/{annotator.Id}?handler=Undo", Fields(("undone", "1"), ("undoReason", "none"))),
            ($"annotators/1?handler=Act&annotatorId={annotator.Id}", Fields(("Act.Kind", "Pause"), ("Reason", "none"), ("AnnotatorId", $"{annotator.Id}"))),
            ($"comparisons/{comparison}?handler=Gold", Fields(("Form.Preference", "A>"))),
            ($"comparisons/{comparison}?handler=Gold", Fields(("Form.Preference", "neither"))),
            ("members?handler=Remove", Fields(("personId", $"{annotator.PersonId}"))),
        })
        {
            fields["__RequestVerificationToken"] = token;
            fields["ProjectId"] = fields["projectId"] = $"{other.Id}";
            using var form = new FormUrlEncodedContent(fields);

            using var answer = await lead.PostAsync(new Uri($"/p/{own.Id}/{path}", UriKind.Relative), form, Ct);

            Assert.Equal((path, HttpStatusCode.NotFound), (path, answer.StatusCode));
            Assert.DoesNotContain("a secret prompt", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }

        Assert.Equal((short)Standing.Active, await other.ScalarAsync<short>("SELECT standing FROM annotators WHERE project_id = $1", other.Id.Value));
        Assert.Equal(1, await other.ScalarAsync<long>("SELECT count(*) FROM memberships WHERE project_id = $1", other.Id.Value));
        Assert.True(await other.ScalarAsync<bool>("SELECT gold_preference IS NULL FROM comparisons WHERE project_id = $1", other.Id.Value));
    }
}
