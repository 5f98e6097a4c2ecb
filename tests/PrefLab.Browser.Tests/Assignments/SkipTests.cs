using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using static PrefLab.Browser.Tests.Assignments.AnnotateScene;

namespace PrefLab.Browser.Tests.Assignments;

public sealed class SkipTests(BrowserSite site)
{
    [Fact]
    public async Task Dialog_SaysWhatIsLeft_AndAtNoneOffersOnlyHarmful()
    {
        var scene = await CreateAsync(site, comparisons: 8, skips: 2);
        var page = await scene.StartAsync(inHand: 3);
        await page.Context.SetOfflineAsync(true);

        await page.Keyboard.PressAsync("k");
        await page.GetByText("Skips left in this batch: 2.").WaitForAsync();
        await PressAsync(page, "1", "Enter");
        await ShownAsync(page, 2);
        await page.Keyboard.PressAsync("k");
        // The skip that waits is counted, although the server has not heard of it.
        await page.GetByText("Skips left in this batch: 1.").WaitForAsync();
        await PressAsync(page, "2", "Enter");
        await ShownAsync(page, 3);
        await page.Context.SetOfflineAsync(false);
        await SavedAsync(page);
        await page.Keyboard.PressAsync("k");
        await page.Locator("#skip").GetByText("No skips are left in this batch.").WaitForAsync();
        await page.TakeAsync("annotate-skips-none");

        Assert.Equal(["Harmful"], await page.Locator("#skip [name=reason]:enabled").EvaluateAllAsync<string[]>("all => all.map(it => it.value)"));
        await PressAsync(page, "4", "Enter");
        await ShownAsync(page, 4);
    }

    [Fact]
    public async Task Refused_BecauseAnotherTabTookTheLast_SaysSoAndTheComparisonComesBack()
    {
        var scene = await CreateAsync(site, comparisons: 3, skips: 1);
        var page = await scene.StartAsync(inHand: 3);
        await page.Keyboard.PressAsync("k");
        await page.GetByText("Skips left in this batch: 1.").WaitForAsync();
        await scene.Project.ExecuteAsync("UPDATE batches SET skips = 1 WHERE project_id = $1", scene.Project.Id.Value);

        await PressAsync(page, "1", "Enter");
        await page.Locator("#refused").GetByText("so it was not skipped and comes back to you").WaitForAsync();
        await page.WaitForFunctionAsync("() => document.querySelectorAll('#work > .item').length === 3");

        Assert.Equal(0, await scene.Project.ScalarAsync<long>("SELECT count(*) FROM assignments WHERE project_id = $1 AND state = 3", scene.Project.Id.Value));
        Assert.Equal("1", await page.Locator("#work > .item").Last.GetAttributeAsync("data-position"));
    }

    [Fact]
    public async Task WithoutScripts_ALinkOpensTheDialog()
    {
        var scene = await CreateAsync(site, comparisons: 3, skips: 1);
        var page = await scene.StartAsync(scripts: false);

        await page.GetByRole(AriaRole.Link, new() { Name = "Skip…" }).ClickAsync();
        await page.GetByText("Skips left in this batch: 1.").WaitForAsync();
        await page.TakeAsync("annotate-skip-without-scripts");
        await page.GetByLabel("It is broken or unreadable").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Skip", Exact = true }).ClickAsync();
        await page.GetByText("Skipped. Somebody else will answer it.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Skip…" }).ClickAsync();
        await page.Locator("#skip").GetByText("No skips are left in this batch.").WaitForAsync();
        await page.GetByLabel("Something else").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Skip", Exact = true }).ClickAsync();
        await page.Locator(".work-message").GetByText("No skips are left in this batch").WaitForAsync();

        await ShownAsync(page, 2);
        Assert.Equal(1, await scene.Project.ScalarAsync<long>("SELECT count(*) FROM assignments WHERE project_id = $1 AND state = 3", scene.Project.Id.Value));
    }
}
