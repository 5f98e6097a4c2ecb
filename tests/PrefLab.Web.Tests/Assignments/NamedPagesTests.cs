using System.Net;
using AngleSharp.Dom;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using PrefLab.Web.Content;
using PrefLab.Web.Tests.Projects;

namespace PrefLab.Web.Tests.Assignments;

public sealed class NamedPagesTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private const string Give = "main form:not([action])";
    private const string Withdraw = "main form[action*=Withdraw]";

    [Fact]
    public async Task Give_PastedIds_ListsThemOpenAndServesThem()
    {
        var (project, annotator, lead) = await SceneAsync();
        using var answer = await lead.PostFormAsync(Path(project), WebPeople.Fields(("Form.Annotator", $"{annotator.Id}"), ("Form.Ids", " c-2\r\n\r\nc-0 \r\n")), Give);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);

        var page = await lead.GetHtmlAsync(Path(project));

        Assert.Equal("2 comparisons were given.", page.QuerySelector(".alert-success")!.TextContent.Trim());
        Assert.Equal(["c-0", "c-2"], page.QuerySelectorAll("tbody td:nth-child(2)").Select(cell => cell.TextContent.Trim()));
        Assert.Equal(["waiting", "waiting"], page.QuerySelectorAll("tbody .badge").Select(cell => cell.TextContent));
        Assert.Equal("prompt 2", (await new Annotating(web.Data.Database, project, annotator).NextAsync()).Prompt);
    }

    [Fact]
    public async Task Give_WithBadLines_SaysEachAndKeepsTheTextAndStoresNothing()
    {
        var (project, annotator, lead) = await SceneAsync();
        const string ids = "c-0\nc-1\n\nnot there\nc-1\n<b>x</b>";

        using var answer = await lead.PostFormAsync(Path(project), WebPeople.Fields(("Form.Annotator", $"{annotator.Id}"), ("Form.Ids", ids)), Give);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.HtmlAsync();
        Assert.Equal(
            ["4 not there The project has no comparison with this external id.", "5 c-1 It stands on an earlier line already.", "6 <b>x</b> The project has no comparison with this external id."],
            page.QuerySelectorAll(".problems tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent))));
        Assert.Equal(ids, page.QuerySelector("textarea")!.TextContent.TrimStart('\n'));
        Assert.Equal($"{annotator.Id}", page.QuerySelector("option[selected]")!.GetAttribute("value"));
        Assert.Equal(0, await AssignmentsAsync(project));
    }

    [Theory]
    [InlineData("", "c-0", "Choose who gets them.")]
    [InlineData("ANNOTATOR", "\n \n", "Paste 1 to 500 external ids")]
    [InlineData("999999", "c-0", "The project has no such annotator.")]
    [InlineData("PAUSED", "c-0", "This annotator is paused and gets no work.")]
    public async Task Give_WithoutAPersonOrIds_SaysWhat(string whom, string ids, string expected)
    {
        var (project, annotator, lead) = await SceneAsync();
        var paused = await project.AddAnnotatorAsync(Standing.Paused);
        var id = whom switch { "ANNOTATOR" => $"{annotator.Id}", "PAUSED" => $"{paused.Id}", _ => whom };

        using var answer = await lead.PostFormAsync(Path(project), WebPeople.Fields(("Form.Annotator", id), ("Form.Ids", ids)), Give);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, (await answer.HtmlAsync()).QuerySelector(".field-validation-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await AssignmentsAsync(project));
    }

    [Fact]
    public async Task Give_MoreThanARequestHolds_IsRefusedWhole()
    {
        var (project, annotator, lead) = await SceneAsync();
        var ids = string.Join('\n', Enumerable.Range(0, 501).Select(n => $"x-{n}"));

        using var answer = await lead.PostFormAsync(Path(project), WebPeople.Fields(("Form.Annotator", $"{annotator.Id}"), ("Form.Ids", ids)), Give);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Paste 1 to 500", (await answer.HtmlAsync()).QuerySelector(".field-validation-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comparison_GivenAndWithdrawn_OnItsOwnPage()
    {
        var (project, annotator, lead) = await SceneAsync();
        var path = $"/p/{project.Id}/comparisons/{await project.ScalarAsync<long>("SELECT min(id) FROM comparisons WHERE project_id = $1", project.Id.Value)}";
        using var given = await lead.PostFormAsync(path, WebPeople.Fields(("Form.Annotator", $"{annotator.Id}")), "form[action*=Assign]");
        Assert.Equal(HttpStatusCode.Redirect, given.StatusCode);
        var page = await lead.GetHtmlAsync(path);
        Assert.Equal("The comparison was given.", page.QuerySelector(".alert-success")!.TextContent);
        var box = page.QuerySelector("input[name=assignment]")!;

        using var withdrawn = await lead.PostFormAsync(path, WebPeople.Fields(("assignment", box.GetAttribute("value")!)), Withdraw);

        Assert.Equal(path, withdrawn.Headers.Location!.OriginalString);
        page = await lead.GetHtmlAsync(path);
        Assert.Equal("1 assignment was withdrawn; its place is free again.", page.QuerySelector(".alert-success")!.TextContent);
        Assert.Null(page.QuerySelector("input[name=assignment]"));
        Assert.Equal("withdrawn", page.QuerySelector($"{Withdraw} .badge")!.TextContent);
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task Comparison_GivenTwiceToOnePerson_SaysThatTheyHaveIt()
    {
        var (project, annotator, lead) = await SceneAsync();
        var path = $"/p/{project.Id}/comparisons/{await project.ScalarAsync<long>("SELECT min(id) FROM comparisons WHERE project_id = $1", project.Id.Value)}";
        using (await lead.PostFormAsync(path, WebPeople.Fields(("Form.Annotator", $"{annotator.Id}")), "form[action*=Assign]"))
        {
        }

        using var again = await lead.PostFormAsync(path, WebPeople.Fields(("Form.Annotator", $"{annotator.Id}")), "form[action*=Assign]");

        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
        Assert.Equal("Nothing was given. This person has it now.", (await again.HtmlAsync()).QuerySelector(".validation-summary-errors li")!.TextContent);
        Assert.Equal(1, await AssignmentsAsync(project));
    }

    [Fact]
    public async Task Comparison_ForOperations_ShowsNoWayToGive()
    {
        var (project, annotator, _) = await SceneAsync();
        using var operations = await web.BrowserAsync(project, Role.Operations);
        var path = $"/p/{project.Id}/comparisons/{await project.ScalarAsync<long>("SELECT min(id) FROM comparisons WHERE project_id = $1", project.Id.Value)}";
        var page = await operations.GetHtmlAsync(path);
        Assert.Null(page.QuerySelector("form[action*=Assign]"));
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(WebPeople.Fields(("Form.Annotator", $"{annotator.Id}"), ("__RequestVerificationToken", token)));

        using var answer = await operations.PostAsync(new Uri($"{path}?handler=Assign", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(0, await AssignmentsAsync(project));
    }

    [Fact]
    public async Task Annotators_Simulated_AreMarkedOnce()
    {
        var (project, annotator, lead) = await SceneAsync();
        await using (var owner = new Npgsql.NpgsqlConnection(web.Data.ConnectionString))
        {
            await owner.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new Npgsql.NpgsqlCommand("UPDATE annotators SET is_simulated = true WHERE project_id = $1", owner) { Parameters = { new() { Value = project.Id.Value } } };
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var page = await lead.GetHtmlAsync($"/p/{project.Id}/annotators");

        var row = page.QuerySelectorAll("tbody tr").Single(it => it.TextContent.Contains(AnnotatorName.Of(annotator.Id), StringComparison.Ordinal));
        Assert.Single(row.QuerySelectorAll("*"), it => it.ChildElementCount == 0 && it.TextContent.Contains("simulated", StringComparison.OrdinalIgnoreCase));
    }

    private static string Path(TestProject project) => $"/p/{project.Id}/comparisons/assign";

    private static Task<long> AssignmentsAsync(TestProject project) =>
        project.ScalarAsync<long>("SELECT count(*) FROM assignments WHERE project_id = $1", project.Id.Value);

    private async Task<(TestProject Project, Annotator Annotator, HttpClient Lead)> SceneAsync()
    {
        var project = await TestProject.CreateAsync(web.Data.Database, goldFraction: 0);
        await project.AddComparisonsAsync(4);
        return (project, await project.AddAnnotatorAsync(), await web.BrowserAsync(project, Role.Lead));
    }
}
