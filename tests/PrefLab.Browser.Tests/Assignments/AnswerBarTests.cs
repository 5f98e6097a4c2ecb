using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using static PrefLab.Browser.Tests.Assignments.AnnotateScene;

namespace PrefLab.Browser.Tests.Assignments;

public sealed class AnswerBarTests(BrowserSite site)
{
    [Fact]
    public async Task Keyboard_WholeBatchWithDimensions_StoresRatingsAndMarks()
    {
        var scene = await CreateAsync(site, batchSize: 3, asked: true, ties: false);
        var page = await scene.StartAsync(inHand: 3);
        Assert.Equal(0, await page.Locator(".scale [aria-pressed='true'], .dim input:checked").CountAsync());
        Assert.Equal(0, await page.Locator(".scale [value='3']").CountAsync());

        await PressAsync(page, "Enter");
        await page.GetByText("Choose an answer first.").WaitForAsync();
        await PressAsync(page, "2", "ArrowLeft", "ArrowDown", "Space", "ArrowDown", "ArrowRight", "b", "f", "Enter");
        await ShownAsync(page, 2, size: 3);
        await PressAsync(page, "5", "Enter");
        await ShownAsync(page, 3, size: 3);
        await PressAsync(page, "1", "4", "Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Batch finished" }).WaitForAsync();
        await page.TakeAsync("annotate-finished");

        Assert.Equal(3, await scene.LabelsAsync());
        Assert.Equal(1, await scene.LabelsAsync("both_bad AND flagged AND dimensions IS NOT NULL"));
        Assert.Equal("1 2 3", await scene.Project.ScalarAsync<string>(
            """
            SELECT concat_ws(' ', ratings->>'helpfulness', ratings->>'correctness', ratings->>'harmlessness') FROM (
                SELECT (SELECT jsonb_object_agg(key, value::int * (CASE WHEN left_is_a THEN 1 ELSE -1 END) + 2) FROM jsonb_each_text(dimensions)) AS ratings
                FROM labels WHERE project_id = $1 AND flagged) one
            """,
            scene.Project.Id.Value));
        Complaints.AssertNone(page);
    }

    [Fact]
    public async Task Mouse_ChoosesRatesAndSubmits()
    {
        var scene = await CreateAsync(site, asked: true);
        var page = await scene.StartAsync(inHand: 3);

        await page.GetByRole(AriaRole.Button, new() { Name = "2 is better" }).ClickAsync();
        await page.Locator(".dim").First.GetByText("2", new() { Exact = true }).ClickAsync();
        await page.GetByText("Both bad").ClickAsync();
        await page.TakeAsync("annotate-chosen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await ShownAsync(page, 2);
        await SavedAsync(page);

        Assert.Equal(1, await scene.LabelsAsync("both_bad AND dimensions ? 'helpfulness'"));
    }

    [Fact]
    public async Task Draft_FollowsToAnotherMachine()
    {
        var scene = await CreateAsync(site, asked: true);
        var page = await scene.StartAsync(inHand: 3);
        var stored = page.WaitForResponseAsync(response => response.Url.EndsWith("/draft", StringComparison.Ordinal) && response.Status == 204);
        await PressAsync(page, "5", "c");
        await page.Keyboard.TypeAsync("not yet");
        await stored;

        var elsewhere = await site.OpenAsync(scene.Person.Email);
        await elsewhere.GotoAsync(scene.Path);

        await Assertions.Expect(elsewhere.Locator("#comment")).ToHaveValueAsync("not yet");
        await Assertions.Expect(elsewhere.GetByRole(AriaRole.Button, new() { Name = "2 is much better" })).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task Keys_ChangedInTheSheet_WorkAndFollowToAnotherMachine()
    {
        var scene = await CreateAsync(site);
        var page = await scene.StartAsync(inHand: 3);

        await page.Keyboard.PressAsync("?");
        await page.TakeAsync("annotate-keys");
        await page.Locator("[data-change=answer1]").ClickAsync();
        await page.Keyboard.PressAsync("b");
        await page.GetByText("b is in use for").WaitForAsync();
        await page.Locator("[data-change=answer1]").ClickAsync();
        var stored = page.WaitForResponseAsync(response => response.Url.EndsWith("/settings", StringComparison.Ordinal));
        await page.Keyboard.PressAsync("+");
        Assert.Equal(204, (await stored).Status);
        await page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await page.Keyboard.PressAsync("+");
        await ShownAsync(page, 2);

        var elsewhere = await site.OpenAsync(scene.Person.Email);
        await elsewhere.GotoAsync(scene.Path);
        await ShownAsync(elsewhere, 2);
        await Assertions.Expect(elsewhere.Locator(".scale [value='1'] kbd")).ToHaveTextAsync("+");
        Complaints.AssertNone(page);
    }

    [Fact]
    public async Task Reserve_KeepsTwelveReadyForTenAnswersOffline()
    {
        var scene = await CreateAsync(site, comparisons: 14);
        var page = await scene.StartAsync(inHand: 3);
        await page.Locator(".work-bar summary").ClickAsync();
        await page.TakeAsync("annotate-menu");
        await page.GetByLabel("Keep 12 comparisons ready for working offline").CheckAsync();
        await InHandAsync(page, 12);
        await page.Keyboard.PressAsync("Escape");
        await page.Context.SetOfflineAsync(true);

        for (var i = 1; i <= 10; i++)
        {
            await ShownAsync(page, i);
            await page.Keyboard.PressAsync($"{(i % 5) + 1}");
        }

        await page.GetByText("Offline: 10 answers wait").WaitForAsync();
        await page.Context.SetOfflineAsync(false);
        await SavedAsync(page);

        Assert.Equal(10, await scene.LabelsAsync());
        Assert.Equal(10, await scene.LabelsAsync("server_seconds IS NULL"));
        Assert.Equal(10, await scene.Project.ScalarAsync<long>("SELECT count(DISTINCT assignment_id) FROM labels WHERE project_id = $1", scene.Project.Id.Value));
    }
}
