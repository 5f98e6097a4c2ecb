using System.Net;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Web;
using PrefLab.Web.Tests.Projects;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Annotators;

public sealed class ActionsPageTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private const string Preview = "?Act.Kind=Pause&Act.Scope=All#actions";

    [Fact]
    public async Task Pause_PreviewedDoneAndUndone_IsListedWithItsEffect()
    {
        var (project, annotator) = await web.WorkedAsync();
        using var operations = await web.BrowserAsync(project, Role.Operations);
        var path = $"/p/{project.Id}/annotators/{annotator.Id}";

        var before = await operations.GetHtmlAsync($"{path}{Preview}");
        using var unexplained = await operations.PostFormAsync($"{path}{Preview}", Fields(("Reason", " ")), "#preview form");
        using var paused = await operations.PostFormAsync($"{path}{Preview}", Fields(("Reason", "<b>Careless</b>")), "#preview form");
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Redirect), (unexplained.StatusCode, paused.StatusCode));
        var after = await operations.GetHtmlAsync(path);
        using var unknown = await operations.PostFormAsync(path, Fields(("undone", "999999"), ("undoReason", "Which?")), ".acted form");
        using var undone = await operations.PostFormAsync(path, Fields(("undoReason", "A mistake")), ".acted form");
        var restored = await operations.GetHtmlAsync(path);

        Assert.Contains("12", before.QuerySelector("#preview")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Redirect), (unknown.StatusCode, undone.StatusCode));
        Assert.Contains("12 comparisons reopened", after.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(after.QuerySelector("[role=status] form"));
        Assert.Contains("<b>Careless</b>", after.QuerySelector(".acted li")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("A mistake", restored.QuerySelector(".acted .undone")!.TextContent, StringComparison.Ordinal);
        Assert.Null(restored.QuerySelector(".acted form"));
        Assert.Equal("Active", restored.QuerySelector(".row-line .badge")!.TextContent);
    }

    [Fact]
    public async Task Reinstate_AfterAnExclusion_SaysWhatStaysExcludedAndHowItCountsAgain()
    {
        var (project, annotator) = await web.WorkedAsync();
        using var operations = await web.BrowserAsync(project, Role.Operations);
        var path = $"/p/{project.Id}/annotators/{annotator.Id}";
        using var paused = await operations.PostFormAsync($"{path}{Preview}", Fields(("Reason", "Careless")), "#preview form");
        var labels = await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1 AND excluded", project.Id.Value);

        var preview = await operations.GetHtmlAsync($"{path}?Act.Kind=Reinstate");
        using var reinstated = await operations.PostFormAsync($"{path}?Act.Kind=Reinstate", Fields(("Reason", "Talked")), "#preview form");
        var after = await operations.GetHtmlAsync(path);
        using var counted = await operations.PostFormAsync(path, Fields(("undoReason", "They were good")), ".acted li:nth-child(2) form");
        var again = await operations.GetHtmlAsync(path);

        Assert.StartsWith($"{labels} labels stay excluded by the pause of ", preview.QuerySelector("#stay-excluded")!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"Reinstated. {labels} labels stay excluded", after.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Undo", "Count its labels again"], after.QuerySelectorAll(".acted button").Select(it => it.TextContent));
        Assert.Contains($"{labels} labels count again.", again.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Its labels count again", again.QuerySelector(".acted .undone")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Labels of an action count again", again.QuerySelector("aside .timeline")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Active", again.QuerySelector(".row-line .badge")!.TextContent);
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1 AND excluded", project.Id.Value));
    }

    [Fact]
    public async Task Dismiss_OfAConcern_IsOfferedForeseenAndDone()
    {
        var (project, annotator) = await web.WorkedAsync();
        using var operations = await web.BrowserAsync(project, Role.Operations);
        var path = $"/p/{project.Id}/annotators/{annotator.Id}";
        var without = await operations.GetHtmlAsync(path);
        await project.ExecuteAsync("UPDATE annotators SET concern_since = '2026-11-20' WHERE project_id = $1", project.Id.Value);

        var with = await operations.GetHtmlAsync(path);
        var preview = await operations.GetHtmlAsync($"{path}?Act.Kind=Dismiss");
        using var dismissed = await operations.PostFormAsync($"{path}?Act.Kind=Dismiss", Fields(("Reason", "Two golds were ambiguous")), "#preview form");
        var after = await operations.GetHtmlAsync(path);

        Assert.Equal((null, HttpStatusCode.Redirect), (without.QuerySelector("[value=Dismiss], #dismiss"), dismissed.StatusCode));
        Assert.NotNull(with.QuerySelector("#act-kind [value=Dismiss]"));
        Assert.NotNull(with.QuerySelector("#dismiss"));
        Assert.Contains("since 20 Nov 2026", preview.QuerySelector("#preview")!.TextContent, StringComparison.Ordinal);
        Assert.Null(after.QuerySelector("#dismiss"));
        Assert.Contains("Concern dismissed", after.QuerySelector(".acted li")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Concern dismissed", after.QuerySelector("aside .timeline")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?Act.Kind=Reinstate", HttpStatusCode.Conflict)]
    [InlineData("?Act.Kind=Dismiss", HttpStatusCode.Conflict)]
    [InlineData("?Act.Kind=Shout", HttpStatusCode.BadRequest)]
    [InlineData("?Act.Kind=Pause&Act.Scope=Since", HttpStatusCode.BadRequest)]
    [InlineData("?Act.Kind=Pause&Act.Scope=Since&Act.Since=2999-01-01", HttpStatusCode.BadRequest)]
    [InlineData("?Act.Kind=Pause&Act.Scope=Since&Act.Since=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("?Act.Kind=Note&Act.Scope=All", HttpStatusCode.OK)]
    public async Task Preview_OfWhatIsNotPossible_SaysSo(string query, HttpStatusCode status)
    {
        var (project, annotator) = await web.WorkedAsync();
        using var operations = await web.BrowserAsync(project, Role.Operations);

        using var answer = await operations.GetAsync(new Uri($"/p/{project.Id}/annotators/{annotator.Id}{query}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
    }
}
