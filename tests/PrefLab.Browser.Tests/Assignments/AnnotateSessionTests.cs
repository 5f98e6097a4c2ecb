using System.Globalization;
using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using static PrefLab.Browser.Tests.Assignments.AnnotateScene;

namespace PrefLab.Browser.Tests.Assignments;

/// <summary>A long sitting: the page neither grows nor slows. <c>PREFLAB_SESSION=500</c> makes it as long as a day's.</summary>
public sealed class AnnotateSessionTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    private const int Batch = 50;
    private const int WarmUp = 51;

    private static readonly int Answers =
        int.TryParse(Environment.GetEnvironmentVariable("PREFLAB_SESSION"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 60;

    [Fact]
    public async Task Session_AfterTheFirstFifty_KeepsItsMemoryAndItsPace()
    {
        var scene = await CreateAsync(site, comparisons: Answers + 3);
        var page = await scene.StartAsync(inHand: 3);
        var cdp = await page.Context.NewCDPSessionAsync(page);
        await cdp.SendAsync("Performance.enable");
        await page.EvaluateAsync(
            """
            () => {
              window.took = [];
              const shown = () => document.querySelector('#work > .item:not([hidden])')?.dataset.token;
              addEventListener('keydown', () => {
                const [began, before] = [performance.now(), shown()];
                const look = () => shown() !== before ? setTimeout(() => took.push(performance.now() - began)) : requestAnimationFrame(look);
                requestAnimationFrame(look);
              }, { capture: true });
            }
            """);
        Metrics? first = null;
        for (var i = 1; i <= Answers; i++)
        {
            await ShownAsync(page, ((i - 1) % Batch) + 1);
            if (i == WarmUp)
            {
                first = await MeasureAsync(page, cdp);
            }

            await page.Keyboard.PressAsync($"{(i % 5) + 1}");
            await page.WaitForFunctionAsync("count => took.length === count", i);
            if (i % Batch == 0)
            {
                await page.GetByRole(AriaRole.Button, new() { Name = "Start the next batch" }).ClickAsync();
            }
        }

        await SavedAsync(page);
        var last = await MeasureAsync(page, cdp);
        var took = (await page.EvaluateAsync<double[]>("() => took")).Order().ToArray();
        var (p50, p95) = (took[took.Length / 2], took[(int)(took.Length * .95)]);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Answers} answers: p50 {p50:0.0} ms, p95 {p95:0.0} ms; {first} → {last}");

        Assert.Equal(Answers, await scene.LabelsAsync());
        Assert.InRange(p50, 0, 100);
        Assert.InRange(last.Nodes, 0, first!.Nodes * 1.1);
        Assert.InRange(last.Listeners, 0, first.Listeners * 1.1);
        Assert.InRange(last.Heap, 0, first.Heap * 1.1);
        Complaints.AssertNone(page);
    }

    /// <summary>What is left after everything that can be collected was.</summary>
    private static async Task<Metrics> MeasureAsync(IPage page, ICDPSession cdp)
    {
        await InHandAsync(page, 3);
        // The browser's own list of what was fetched, which it ends at 250 entries by itself.
        await page.EvaluateAsync("performance.clearResourceTimings()");
        await cdp.SendAsync("HeapProfiler.collectGarbage");
        await cdp.SendAsync("HeapProfiler.collectGarbage");
        var metrics = (await cdp.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray()
            .ToDictionary(it => it.GetProperty("name").GetString()!, it => it.GetProperty("value").GetDouble(), StringComparer.Ordinal);
        return new Metrics(metrics["JSHeapUsedSize"], metrics["Nodes"], metrics["JSEventListeners"]);
    }

    private sealed record Metrics(double Heap, double Nodes, double Listeners)
    {
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"heap {Heap / 1e6:0.00} MB, {Nodes:0} nodes, {Listeners:0} listeners");
    }
}
