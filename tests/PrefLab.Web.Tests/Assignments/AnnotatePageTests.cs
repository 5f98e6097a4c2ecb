using System.Net;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Projects;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using PrefLab.Web.Tests.Projects;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Assignments;

public sealed class AnnotatePageTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    [Theory]
    [InlineData("wit")]
    [InlineData("quality [1-5] & 'style' = 100%25 +.]")]
    [InlineData("\u200fחדות 🧪")]
    public async Task Answer_DimensionOfAnyName_IsStoredUnderIt(string dimension)
    {
        var (project, browser) = await SceneAsync(it => it.Dimensions = [new Dimension(dimension, 1, Asked: true)]);
        var path = $"/p/{project.Id}/annotate";
        var field = (await browser.GetHtmlAsync(path)).QuerySelector("#answer input[type=radio]")!.GetAttribute("name")!;

        using var answered = await browser.PostFormAsync(path, Fields((field, "3"), ("Input.Answer", "4")), "#answer");

        Assert.Equal(HttpStatusCode.Redirect, answered.StatusCode);
        Assert.Equal(dimension, await project.ScalarAsync<string>("SELECT jsonb_object_keys(dimensions) FROM labels WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task B047_BackButtonThenSubmitAgain_SaysSoAndStoresNothing()
    {
        var (project, browser) = await SceneAsync(_ => { });
        var path = $"/p/{project.Id}/annotate";
        var old = (await browser.GetHtmlAsync(path)).QuerySelector("[name='Input.Token']")!.GetAttribute("value")!;
        using var first = await browser.PostFormAsync(path, Fields(("Input.Answer", "4")), "#answer");

        using var again = await browser.PostFormAsync(path, Fields(("Input.Token", old), ("Input.Answer", "1")), "#answer");

        var shown = await browser.GetHtmlAsync(again.Headers.Location!.OriginalString);
        Assert.Contains("answered already", shown.QuerySelector(".work-message[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task B059_CommentAndNameThatTurnTheDirection_AreShownIsolatedAndStoredAsTheyAre()
    {
        const string Comment = "\u202Eevil\u202C \u2067x \U000E0041 👩‍👩‍👧";
        var (project, browser) = await SceneAsync(_ => { });
        using var answered = await browser.PostFormAsync($"/p/{project.Id}/annotate", Fields(("Input.Answer", "4"), ("Input.Comment", Comment)), "#answer");
        await web.Factory.AddPersonAsync("lead-of-comments@example.org", project: project.Id, role: Role.Lead);
        using var lead = await web.Factory.SignInAsync("lead-of-comments@example.org");
        var comparison = await project.ScalarAsync<long>("SELECT comparison_id FROM labels WHERE project_id = $1", project.Id.Value);

        var page = await lead.GetHtmlAsync($"/p/{project.Id}/comparisons/{comparison}");
        var members = await lead.GetHtmlAsync($"/p/{project.Id}/members");

        Assert.Equal(Comment, page.QuerySelector("td.pre > bdi")!.TextContent);
        Assert.Equal(Comment, await project.ScalarAsync<string>("SELECT comment FROM labels WHERE project_id = $1", project.Id.Value));
        Assert.All(members.QuerySelectorAll("tbody th"), name => Assert.NotNull(name.QuerySelector("bdi")));
    }

    [Fact]
    public async Task Paused_ShowsTheReasonThatWasGiven()
    {
        var (project, browser) = await SceneAsync(_ => { });
        var annotator = new AnnotatorId(await project.ScalarAsync<long>("SELECT id FROM annotators WHERE project_id = $1", project.Id.Value));
        await new AnnotatorActionService(web.Data.Database, TimeProvider.System).ActAsync(
            new Actor(1, true, null), project.Id, annotator, new AnnotatorActionRequest(AnnotatorActionKind.Pause, "Faster than <b>reading</b>"),
            TestContext.Current.CancellationToken);

        var page = await browser.GetHtmlAsync($"/p/{project.Id}/annotate");

        Assert.Equal("Your work here is paused", page.QuerySelector(".work-rest h2")!.TextContent);
        Assert.Equal("Faster than <b>reading</b>", page.QuerySelector(".work-rest bdi")!.TextContent);
    }

    [Fact]
    public async Task Rest_OnlyWhoHasJustLooked_IsToldThatThereIsNothing()
    {
        var (project, browser) = await SceneAsync(_ => { });
        var path = $"/p/{project.Id}/annotate";
        var answered = "";
        for (var i = 0; i < 3; i++)
        {
            using var answer = await browser.PostFormAsync(path, Fields(("Input.Answer", "4")), "#answer");
            answered = answer.Headers.Location!.OriginalString;
        }

        var afterTheLast = await browser.GetHtmlAsync(answered);
        await project.AddComparisonsAsync(1);
        var later = await browser.GetHtmlAsync(path);
        using var looked = await browser.PostFormAsync(path, [], "form:has(#start)");

        Assert.Equal("Nothing to answer right now", afterTheLast.QuerySelector(".work-rest h2")!.TextContent);
        Assert.Equal("Ready when you are", later.QuerySelector(".work-rest h2")!.TextContent);
        Assert.NotNull((await browser.GetHtmlAsync(looked.Headers.Location!.OriginalString)).QuerySelector("#answer"));
    }

    [Fact]
    public async Task Rest_AfterWorkThatWasGivenByName_OffersTheProjectsOwn()
    {
        var project = await TestProject.CreateAsync(web.Data.Database, goldFraction: 0);
        await project.AddComparisonsAsync(3);
        await web.Factory.AddPersonAsync("named@example.org", project: project.Id, role: Role.Annotator);
        var annotator = await project.ScalarAsync<long>("SELECT id FROM annotators WHERE project_id = $1", project.Id.Value);
        using var lead = await web.BrowserAsync(project, Role.Lead);
        using var given = await lead.PostFormAsync(
            $"/p/{project.Id}/comparisons/assign", Fields(("Form.Annotator", $"{annotator}"), ("Form.Ids", "c-1")), "main form:not([action])");
        using var browser = await web.Factory.SignInAsync("named@example.org");

        using var answered = await browser.PostFormAsync($"/p/{project.Id}/annotate", Fields(("Input.Answer", "4")), "#answer");

        var page = await browser.GetHtmlAsync(answered.Headers.Location!.OriginalString);
        Assert.Equal("Start", page.QuerySelector("#start")!.TextContent);
    }

    private async Task<(TestProject Project, HttpClient Browser)> SceneAsync(Action<Project> change)
    {
        var project = await TestProject.CreateAsync(web.Data.Database, goldFraction: 0, change: change);
        await project.AddComparisonsAsync(3);
        var email = $"annotator-{Guid.CreateVersion7():N}@example.org";
        await web.Factory.AddPersonAsync(email, project: project.Id, role: Role.Annotator);
        var browser = await web.Factory.SignInAsync(email);
        using var started = await browser.PostFormAsync($"/p/{project.Id}/annotate", [], "form:has(#start)");
        return (project, browser);
    }
}
