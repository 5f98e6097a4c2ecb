using System.Net;
using AngleSharp.Dom;
using PrefLab.Core;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Projects;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Assignments;

/// <summary>Looking at one's last answers again and correcting them, on pages without scripts.</summary>
public sealed class AnswersPagesTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    [Fact]
    public async Task List_ShowsOwnAnswersNewestFirst_AndTheWorkPageLeadsThere()
    {
        var (project, browser) = await SceneAsync(answers: 2);

        var list = await browser.GetHtmlAsync($"/p/{project.Id}/answers");
        var work = await browser.GetHtmlAsync($"/p/{project.Id}/annotate");

        Assert.Equal(["2 is better", "1 is much better Flagged"], list.QuerySelectorAll("tbody tr td:nth-child(2)").Select(cell => cell.TextContent.Trim()));
        Assert.Equal(2, list.QuerySelectorAll("tbody a").Length);
        Assert.Contains($"/p/{project.Id}/answers", work.QuerySelector(".work-bar")!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfSomebodyElse_HasNothingOfIt()
    {
        var (project, _) = await SceneAsync(answers: 1);
        using var other = await AnnotatorAsync(project);

        var list = await other.GetHtmlAsync($"/p/{project.Id}/answers");

        Assert.Empty(list.QuerySelectorAll("tbody"));
        Assert.Contains("You have not answered anything yet.", list.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_OfSomebodyPausedWithAnswersExcluded_SayThatTheyDoNotCount()
    {
        var (project, browser) = await SceneAsync(answers: 2);
        var operations = await web.Factory.AddPersonAsync($"operations-{Guid.CreateVersion7():N}@example.org", project: project.Id, role: Role.Operations);
        var annotator = new AnnotatorId(await project.ScalarAsync<long>("SELECT id FROM annotators WHERE project_id = $1", project.Id.Value));
        await web.Factory.InScopeAsync((AnnotatorActionService actions) => actions.ActAsync(
            new Actor(operations.Id, false, null), project.Id, annotator, new AnnotatorActionRequest(AnnotatorActionKind.Pause, "Careless", ExclusionScope.All),
            TestContext.Current.CancellationToken));

        var list = await browser.GetHtmlAsync($"/p/{project.Id}/answers");
        var own = await browser.GetHtmlAsync($"/p/{project.Id}/me");
        var projects = await browser.GetHtmlAsync("/projects");

        Assert.All(list.QuerySelectorAll("tbody tr"), row => Assert.Contains("does not count", row.TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("can be corrected", list.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Of your answers, 2 do not count at present", own.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(projects.QuerySelectorAll("main .btn-primary"));
        Assert.NotNull(projects.QuerySelector($"main a[href='/p/{project.Id}/me']"));
    }

    [Fact]
    public async Task Answer_IsFilledInAndSubmittingItCorrects()
    {
        var (project, browser) = await SceneAsync(answers: 1);
        var path = await PathAsync(browser, project);
        var shown = await browser.GetHtmlAsync(path);
        Assert.Equal("1", shown.QuerySelector(".scale [aria-pressed=true]")!.GetAttribute("value"));
        Assert.True(shown.QuerySelector("#flagged")!.HasAttribute("checked"));
        Assert.Equal("1", shown.QuerySelector("input[type=radio][checked]")!.GetAttribute("value"));
        Assert.Equal("why 1", shown.QuerySelector("#comment")!.TextContent);

        using var corrected = await browser.PostFormAsync(path, Fields(("Input.Answer", "5"), ("Input.Comment", "better so")), "#answer");
        using var unchanged = await browser.PostFormAsync(path, Fields(("Input.Answer", "5")), "#answer");

        var list = await browser.GetHtmlAsync(corrected.Headers.Location!.OriginalString);
        Assert.Equal("Corrected.", list.QuerySelector("[role=status]")!.TextContent);
        Assert.StartsWith("2 is much better", list.QuerySelector("tbody td:nth-child(2)")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.EndsWith("notice=unchanged", unchanged.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal("better so", await project.ScalarAsync<string>(
            "SELECT comment FROM labels WHERE project_id = $1 AND is_current AND supersedes IS NOT NULL AND flagged AND dimensions IS NOT NULL", project.Id.Value));
    }

    [Fact]
    public async Task Answer_CorrectedMeanwhile_SaysSoAndShowsWhatStands()
    {
        var (project, browser) = await SceneAsync(answers: 1);
        var path = await PathAsync(browser, project);
        var old = (await browser.GetHtmlAsync(path)).QuerySelector("[name='Input.Supersedes']")!.GetAttribute("value")!;
        using var first = await browser.PostFormAsync(path, Fields(("Input.Answer", "5")), "#answer");

        using var late = await browser.PostFormAsync(path, Fields(("Input.Answer", "3"), ("Input.Supersedes", old)), "#answer");

        Assert.Equal(HttpStatusCode.BadRequest, late.StatusCode);
        var shown = await late.HtmlAsync();
        Assert.Contains("was changed before", shown.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("5", shown.QuerySelector(".scale [aria-pressed=true]")!.GetAttribute("value"));
        Assert.Equal(2, await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1", project.Id.Value));
    }

    [Theory]
    [InlineData("Input.Supersedes", "none")]
    [InlineData("Input.Key", "none")]
    [InlineData("Input.Answer", "6")]
    public async Task Answer_NotUnderstood_Is400AndStoresNothing(string field, string value)
    {
        var (project, browser) = await SceneAsync(answers: 1);
        var fields = Fields(("Input.Answer", "4"));
        fields[field] = value;

        using var refused = await browser.PostFormAsync(await PathAsync(browser, project), fields, "#answer");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(1, await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task Answer_OfSomebodyElseOrOfNothing_Is404AndCannotBeCorrected()
    {
        var (project, browser) = await SceneAsync(answers: 1);
        using var other = await AnnotatorAsync(project);
        await AnswerAsync(other, project, 2);
        var own = await PathAsync(other, project);
        var path = await PathAsync(browser, project);
        var form = await browser.GetHtmlAsync(path);
        string Value(string name) => form.QuerySelector($"[name='{name}']")!.GetAttribute("value")!;

        using var got = await other.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        using var nothing = await other.GetAsync(new Uri($"/p/{project.Id}/answers/{Guid.NewGuid()}", UriKind.Relative), TestContext.Current.CancellationToken);
        // With a form of their own, posted to the other's address: neither token nor key lets them in.
        using var content = new FormUrlEncodedContent(Fields(
            ("Input.Token", Value("Input.Token")), ("Input.Key", $"{Guid.NewGuid()}"), ("Input.Supersedes", Value("Input.Supersedes")), ("Input.Answer", "5"),
            ("__RequestVerificationToken", (await other.GetHtmlAsync(own)).QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!)));
        using var posted = await other.PostAsync(new Uri($"{path}?handler=Answer", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound], [got.StatusCode, nothing.StatusCode, posted.StatusCode]);
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1 AND supersedes IS NOT NULL", project.Id.Value));
    }

    [Fact]
    public async Task Answer_ThatCanNoLongerBeChanged_IsShownWithoutAForm()
    {
        var (project, browser) = await SceneAsync(answers: 1);
        var path = await PathAsync(browser, project);
        await project.ExecuteAsync("UPDATE annotators SET standing = 4 WHERE project_id = $1", project.Id.Value);

        var shown = await browser.GetHtmlAsync(path);

        Assert.Equal("This answer can no longer be changed.", shown.QuerySelector("[role=alert]")!.TextContent);
        Assert.NotNull(shown.QuerySelector(".item"));
        Assert.Null(shown.QuerySelector("#answer"));
    }

    private static async Task<string> PathAsync(HttpClient browser, TestProject project) =>
        (await browser.GetHtmlAsync($"/p/{project.Id}/answers")).QuerySelector("tbody a")!.GetAttribute("href")!;

    /// <summary>Answers 1, 4, 1, … with everything that can be entered.</summary>
    private static async Task AnswerAsync(HttpClient browser, TestProject project, int answers)
    {
        var path = $"/p/{project.Id}/annotate";
        using var started = await browser.PostFormAsync(path, [], "form:has(#start)");
        for (var i = 0; i < answers; i++)
        {
            var answer = i % 2 == 0 ? "1" : "4";
            using var stored = await browser.PostFormAsync(
                path,
                Fields(("Input.Answer", answer), ("Input.Dimensions[wit]", "1"), ("Input.Flagged", i % 2 == 0 ? "true" : "false"), ("Input.Comment", $"why {answer}")),
                "#answer");
        }
    }

    private async Task<(TestProject Project, HttpClient Browser)> SceneAsync(int answers)
    {
        var project = await TestProject.CreateAsync(web.Data.Database, goldFraction: 0, change: it => it.Dimensions = [new Dimension("wit", 1, Asked: true)]);
        await project.AddComparisonsAsync(4);
        var browser = await AnnotatorAsync(project);
        await AnswerAsync(browser, project, answers);
        return (project, browser);
    }

    private async Task<HttpClient> AnnotatorAsync(TestProject project)
    {
        var email = $"annotator-{Guid.CreateVersion7():N}@example.org";
        await web.Factory.AddPersonAsync(email, project: project.Id, role: Role.Annotator);
        return await web.Factory.SignInAsync(email);
    }
}
