using PrefLab.Core.Accounts;
using PrefLab.Testing.Web;
using PrefLab.Web.Pages.Annotators;
using PrefLab.Web.Tests.Projects;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Annotators;

public sealed class AnnotatorPageTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    [Fact]
    public async Task Get_AfterWorkAndAPauseThatExcludesAll_ShowsOthersTimesSignalsAndWhatHappened()
    {
        var (project, annotator) = await web.WorkedAsync();
        using var operations = await web.BrowserAsync(project, Role.Operations);
        var path = $"/p/{project.Id}/annotators/{annotator.Id}";
        using var paused = await operations.PostFormAsync($"{path}?Act.Kind=Pause&Act.Scope=All", Fields(("Reason", "Too <fast>")), "#preview form");

        var page = await operations.GetHtmlAsync(path);

        var counts = page.QuerySelectorAll(".confusion td").Select(it => int.Parse(it.TextContent.Trim(), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal((9, 12), (counts.Count, counts.Sum()));
        Assert.Contains("12 of these answers are excluded", page.QuerySelector("#confusion")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("over 12, 12 of them excluded", page.QuerySelector(".facts")!.TextContent, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("#peers tbody tr"));
        Assert.Equal(12, page.QuerySelectorAll(".time-plot circle").Length);
        Assert.NotNull(page.QuerySelector(".time-plot line"));
        Assert.Contains("Prefers the left side", page.QuerySelector("#signals")!.TextContent, StringComparison.Ordinal);
        var happened = page.QuerySelector("aside .timeline li")!;
        Assert.StartsWith("Paused by ", happened.TextContent, StringComparison.Ordinal);
        Assert.Contains("Too <fast>", happened.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(happened.QuerySelector("a")!.GetAttribute("href")!));
        Assert.Null(page.QuerySelector("[style]"));
    }

    [Fact]
    public async Task Get_InTheLiveTest_SaysTheEvidenceAndWhatComesNext()
    {
        var (project, annotator) = await web.WorkedAsync();
        using var operations = await web.BrowserAsync(project, Role.Operations);
        var path = $"/p/{project.Id}/annotators/{annotator.Id}";
        var (right, golds) = (await project.ScalarAsync<int>("SELECT golds_correct FROM annotators WHERE project_id = $1 AND id = $2", project.Id.Value, annotator.Id.Value),
            await project.ScalarAsync<int>("SELECT golds_answered FROM annotators WHERE project_id = $1 AND id = $2", project.Id.Value, annotator.Id.Value));

        var page = await operations.GetHtmlAsync(path);
        var wrong = await operations.GetHtmlAsync(page.QuerySelector("#golds a[href*='wrong=true']")!.GetAttribute("href")!);

        var said = page.QuerySelector("#test")!.TextContent;
        Assert.Contains($"{right} of {golds} gold", said, StringComparison.Ordinal);
        Assert.Contains(" of 4.6: flags at 4.6", said, StringComparison.Ordinal);
        Assert.Contains("of 5.0: calls for a look at 5.0", said, StringComparison.Ordinal);
        Assert.Contains("At the limit: flagged, and working on until somebody has decided.", said, StringComparison.Ordinal);
        Assert.Equal(3, page.QuerySelectorAll("#test .bar").Length);
        Assert.Equal((golds, golds - right), (page.QuerySelectorAll("#golds tbody tr").Length, wrong.QuerySelectorAll("#golds tbody tr").Length));
        Assert.Equal(golds - right, wrong.QuerySelectorAll("#golds .badge.bad").Length);
        Assert.Contains($"wrong only, {golds - right}", wrong.QuerySelector("#golds [aria-current]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("annotator.flagged", """{"reason": "3 of 9 golds"}""", "Flagged by a live test", "3 of 9 golds", null)]
    [InlineData("annotator.paused", """{"reason": "Slow down", "released": 2, "action": 7}""", "Paused; 2 assignments in hand were taken back", "Slow down", 7L)]
    [InlineData("annotator.action_refused", """{"action": "retrain", "reason": "No"}""", "Not possible: retrain", "No", null)]
    [InlineData("annotator.action_refused", """{"action": "undo:7", "reason": "No"}""", "An undo was not possible", "No", null)]
    [InlineData("annotator.rescored", """{"comparison": 1, "before": [4, 9], "after": [5, 9]}""", "Golds scored anew, since a known answer changed", "4 of 9 right before, 5 of 9 now", null)]
    [InlineData("onboarding.qualified", """{"right": 4, "questions": 5, "needed": 3}""", "Qualified: 4 of 5 right, 3 needed", "", null)]
    [InlineData("annotator.dropped", null, "A drop of accuracy on golds was noticed", "", null)]
    [InlineData("something.new_here", "[]", "something new here", "", null)]
    public void Words_OfAnEvent_AreASentence(string kind, string? data, string text, string detail, long? action) =>
        Assert.Equal(new TimelineWords(text, detail, action), TimelineWords.Of(kind, data));
}
