using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using static PrefLab.Browser.Tests.Assignments.AnnotateScene;

namespace PrefLab.Browser.Tests.Assignments;

public sealed class AnnotateSpeedTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    private const int Answers = 24;

    [Fact]
    public async Task Key_WhileTheServerIsSlow_ShowsTheNextFromMemoryAtOnce()
    {
        var scene = await CreateAsync(site, comparisons: Answers + 3);
        var page = await scene.StartAsync(inHand: 3);
        await page.RouteAsync("**/*", async route =>
        {
            await Task.Delay(250);
            await route.ContinueAsync();
        });
        await page.EvaluateAsync(
            """
            () => {
              window.took = [];
              const shown = () => document.querySelector('#work > .item:not([hidden])')?.dataset.token;
              addEventListener('keydown', () => {
                const [began, before] = [performance.now(), shown()];
                const look = () => shown() && shown() !== before
                  ? setTimeout(() => took.push(performance.now() - began))
                  : requestAnimationFrame(look);
                requestAnimationFrame(look);
              }, { capture: true });
            }
            """);
        for (var i = 1; i <= Answers; i++)
        {
            await InHandAsync(page, 2);
            await page.Keyboard.PressAsync($"{(i % 5) + 1}");
            await page.WaitForFunctionAsync("count => took.length === count", i);
        }

        await SavedAsync(page);
        var took = (await page.EvaluateAsync<double[]>("() => took")).Order().ToArray();
        TestContext.Current.TestOutputHelper?.WriteLine($"median {took[Answers / 2]:0.0} ms, p95 {took[(int)(Answers * .95)]:0.0} ms");
        Assert.InRange(took[Answers / 2], 0, 100);
        Assert.InRange(took[(int)(Answers * .95)], 0, 200);
        Assert.Equal(Answers, await scene.LabelsAsync());
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
