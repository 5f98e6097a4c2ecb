using System.Net;
using AngleSharp.Dom;
using PrefLab.Core.Accounts;
using PrefLab.Core.Projects;
using PrefLab.Metrics;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using PrefLab.Web.Tests.Projects;

namespace PrefLab.Web.Tests.Assignments;

public sealed class PreviewTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private const string Answer = "#answer";

    [Fact]
    public async Task Get_BesideTheRealPage_HasTheSameWork()
    {
        var (project, lead) = await SceneAsync();
        await project.AddComparisonsAsync(1);
        using var annotator = await web.BrowserAsync(project, Role.Annotator);
        await AddAnnotatorRowAsync(project);
        using (await annotator.PostFormAsync($"/p/{project.Id}/annotate", [], "form[action*=Next]"))
        {
        }

        var real = await annotator.GetHtmlAsync($"/p/{project.Id}/annotate");
        var preview = await lead.GetHtmlAsync(Path(project));

        Assert.Equal(Skeleton(real), Skeleton(preview));
        Assert.Equal(real.QuerySelectorAll("script[src], link").Select(Address), preview.QuerySelectorAll("script[src], link").Select(Address));
        Assert.NotEqual("", real.QuerySelector("#answer")!.GetAttribute("data-person"));
        Assert.Equal("", preview.QuerySelector("#answer")!.GetAttribute("data-person"));
        Assert.Equal("Preview", preview.QuerySelector(".work-bar .badge")!.TextContent);
    }

    [Fact]
    public async Task AnswerAndSkip_ThroughTheWholeProject_StoreNothing()
    {
        var (project, lead) = await SceneAsync();
        await project.AddComparisonsAsync(2);
        await project.AddGoldsAsync(2);
        await project.AddAnnotatorAsync();
        var before = await StateAsync(project);
        var seen = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var path = seen.Count == 0 ? Path(project) : $"{Path(project)}?comparison={await IdAsync(project, seen[^1])}";
            using var answer = await lead.PostFormAsync(path, WebPeople.Fields(("Input.Answer", "1"), ("Input.Comment", "well"), ("Input.ActiveSeconds", "4.2")), Answer);
            var page = await answer.HtmlAsync();
            Assert.StartsWith("Not stored. It would have been:", page.QuerySelector(".work-message")!.TextContent, StringComparison.Ordinal);
            seen.Add(page.QuerySelector(".prompt .content")!.TextContent.Trim());
        }

        using var skipped = await lead.PostFormAsync(Path(project), WebPeople.Fields(("reason", "CannotJudge")), "#skip form");

        Assert.Equal(["prompt 1", "prompt 2", "prompt 3", "prompt 0", "prompt 1"], seen);
        Assert.Contains("A skip with its reason would have been stored", (await skipped.HtmlAsync()).QuerySelector(".work-message")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync(project));
    }

    [Fact]
    public async Task Answer_OnTheLeft_SaysItInCanonicalOrderAndJudgesTheGold()
    {
        var (project, lead) = await SceneAsync();
        await project.AddGoldsAsync(1, Preference.BBetter);
        var page = await lead.GetHtmlAsync(Path(project));
        var leftIsA = page.QuerySelector(".resp.l .content")!.TextContent.Contains("bad", StringComparison.Ordinal);
        var token = page.QuerySelector("[name='Input.Token']")!.GetAttribute("value")!;

        using var answer = await lead.PostFormAsync(Path(project), WebPeople.Fields(("Input.Token", token), ("Input.Answer", "1"), ("Input.BothBad", "true")), Answer);

        Assert.Equal(
            leftIsA
                ? "Not stored. It would have been: A>> (A was response 1), both were bad, a gold answered wrong, B> was expected."
                : "Not stored. It would have been: B>> (B was response 1), both were bad, a gold answered right.",
            (await answer.HtmlAsync()).QuerySelector(".work-message")!.TextContent);
    }

    [Theory]
    [InlineData("9", "The answer is a number from 1")]
    [InlineData("x", "The answer did not arrive whole")]
    [InlineData("3", "This project has no tie")]
    public async Task Answer_ThatWouldBeRefused_IsRefusedAndShownAgain(string given, string expected)
    {
        var (project, lead) = await SceneAsync(tiesAllowed: false);
        await project.AddComparisonsAsync(2);

        using var answer = await lead.PostFormAsync(Path(project), WebPeople.Fields(("Input.Answer", given), ("Input.Comment", "kept")), Answer);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.HtmlAsync();
        Assert.StartsWith(expected, page.QuerySelector(".work-message.bad")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("prompt 0", page.QuerySelector(".prompt .content")!.TextContent.Trim());
        Assert.Equal("kept", page.QuerySelector("#comment")!.TextContent.TrimStart('\n'));
    }

    [Fact]
    public async Task Get_WithoutComparisons_LeadsToImport()
    {
        var (project, lead) = await SceneAsync();

        var page = await lead.GetHtmlAsync(Path(project));

        Assert.Equal($"/p/{project.Id}/import", page.QuerySelector(".work-rest a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Get_ComparisonOfAnotherProject_Is404()
    {
        var (project, lead) = await SceneAsync();
        await project.AddComparisonsAsync(1);
        var (other, _) = await SceneAsync();
        await other.AddComparisonsAsync(1);

        using var answer = await lead.GetAsync(new Uri($"{Path(project)}?comparison={await IdAsync(other, "prompt 0")}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Pages_OfTheLead_LeadToIt()
    {
        var (project, lead) = await SceneAsync();
        foreach (var path in (string[])["comparisons", "settings", "guidelines"])
        {
            Assert.NotNull((await lead.GetHtmlAsync($"/p/{project.Id}/{path}")).QuerySelector($"a[href='{Path(project)}']"));
        }
    }

    /// <summary>The elements of the work and of its dialogs, with their classes and names.</summary>
    private static IEnumerable<string> Skeleton(IDocument page) =>
        page.QuerySelectorAll("#work, #work *, .answer, .answer *, dialog, dialog *").Select(it => $"{it.LocalName}.{it.ClassName}#{it.Id} {it.GetAttribute("name")}");

    private static string? Address(IElement element) => element.GetAttribute("src") ?? element.GetAttribute("href");

    private static string Path(TestProject project) => $"/p/{project.Id}/preview";

    private static Task<long> IdAsync(TestProject project, string prompt) =>
        project.ScalarAsync<long>("SELECT id FROM comparisons WHERE project_id = $1 AND prompt = $2", project.Id.Value, prompt);

    private static Task<string> StateAsync(TestProject project) => project.ScalarAsync<string>(
        """
        SELECT concat_ws(' ', (SELECT count(*) FROM assignments WHERE project_id = $1), (SELECT count(*) FROM labels WHERE project_id = $1),
            (SELECT count(*) FROM batches WHERE project_id = $1), (SELECT count(*) FROM audit_events WHERE project_id = $1),
            (SELECT string_agg(c::text, ' ' ORDER BY c.id) FROM comparisons c WHERE c.project_id = $1),
            (SELECT string_agg(a::text, ' ' ORDER BY a.id) FROM annotators a WHERE a.project_id = $1),
            (SELECT p::text FROM projects p WHERE p.id = $1))
        """,
        project.Id.Value);

    /// <summary>The browser of an annotator has a membership only: it works when its person is one of the project's annotators.</summary>
    private async Task AddAnnotatorRowAsync(TestProject project)
    {
        await using var db = web.Data.Open();
        var person = db.Memberships.Single(it => it.ProjectId == project.Id && it.Role == Role.Annotator).PersonId;
        db.Annotators.Add(new Core.Annotators.Annotator { ProjectId = project.Id, PersonId = person, Standing = Core.Annotators.Standing.Active, StandingSince = DateTimeOffset.UnixEpoch, JoinedAt = DateTimeOffset.UnixEpoch });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private async Task<(TestProject Project, HttpClient Lead)> SceneAsync(bool tiesAllowed = true)
    {
        var project = await TestProject.CreateAsync(web.Data.Database, goldFraction: 0, change: it =>
        {
            it.TiesAllowed = tiesAllowed;
            it.Dimensions = [new Dimension("clarity", 1, true)];
        });
        return (project, await web.BrowserAsync(project, Role.Lead));
    }
}
