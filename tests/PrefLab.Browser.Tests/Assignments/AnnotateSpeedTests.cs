using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using static PrefLab.Browser.Tests.Assignments.AnnotateScene;

namespace PrefLab.Browser.Tests.Assignments;

public sealed class AnnotateSpeedTests(BrowserSite site)
{
    [Fact]
    public async Task Keys_WhileTheServerDoesNotAnswer_ShowTheNextFromMemory()
    {
        var scene = await CreateAsync(site);
        var page = await scene.StartAsync(inHand: 3);
        var released = new TaskCompletionSource();
        await page.RouteAsync("**/*", async route =>
        {
            await released.Task;
            await route.ContinueAsync();
        });

        await PressAsync(page, "2");
        await ShownAsync(page, 2);
        await PressAsync(page, "4");
        await ShownAsync(page, 3);
        Assert.Equal(0, await scene.LabelsAsync());
        released.SetResult();
        await SavedAsync(page);

        Assert.Equal(2, await scene.LabelsAsync());
        Complaints.AssertNone(page);
    }

    [Fact]
    public async Task Answers_OneAfterTheOther_KeepThePageSmall()
    {
        var scene = await CreateAsync(site, comparisons: 20);
        var page = await scene.StartAsync(inHand: 3);
        for (var i = 1; i <= 14; i++)
        {
            await ShownAsync(page, i);
            await page.Keyboard.PressAsync("2");
        }

        await SavedAsync(page);
        await InHandAsync(page, 3);

        Assert.Equal(3, await page.Locator("#work > .item").CountAsync());
        Assert.Equal(3, await scene.Project.ScalarAsync<long>("SELECT count(*) FROM assignments WHERE project_id = $1 AND state = 1", scene.Project.Id.Value));
    }

    [Fact]
    public async Task DoubleClick_AndAHeldKey_AnswerOnce()
    {
        var scene = await CreateAsync(site, comparisons: 8);
        var page = await scene.StartAsync(inHand: 3);

        await page.GetByRole(AriaRole.Button, new() { Name = "1 is better" }).DblClickAsync();
        await ShownAsync(page, 2);
        await page.Keyboard.DownAsync("4");
        await page.Keyboard.DownAsync("4");
        await page.Keyboard.DownAsync("4");
        await page.Keyboard.UpAsync("4");
        await ShownAsync(page, 3);
        await SavedAsync(page);

        Assert.Equal(2, await scene.LabelsAsync());
    }
}
