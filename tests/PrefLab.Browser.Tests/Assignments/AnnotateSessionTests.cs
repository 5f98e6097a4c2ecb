using System.Globalization;
using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using static PrefLab.Browser.Tests.Assignments.AnnotateScene;

namespace PrefLab.Browser.Tests.Assignments;

/// <summary>A long sitting: the page neither grows nor slows. <c>PREFLAB_SESSION=500</c> makes it as long as a day's.</summary>
public sealed class AnnotateSessionTests(BrowserSite site)
{
    private const int Batch = 50;
    private const int WarmUp = 50;

    /// <summary>
    /// For each key a promise of how long the next comparison took to show, which is kept when the one behind that is in the page too.
    /// It is the page's own little code: what a test's locators compile to counts as the page's memory.
    /// </summary>
    private const string Watch =
        """
        () => {
          const shown = () => document.querySelector('#work > .item:not([hidden])');
          const start = () => document.getElementById('start');
          const state = () => shown()?.dataset.token ?? start()?.id;
          const until = (is, then) => is() ? then() : requestAnimationFrame(() => until(is, then));
          const isAhead = () => start() || shown()?.dataset.position === shown()?.dataset.size || document.querySelectorAll('#work > .item').length > 1;
          addEventListener('keydown', () => {
            const [began, before] = [performance.now(), state()];
            window.next = new Promise(done => requestAnimationFrame(() => until(() => (state() ?? before) !== before, () => setTimeout(() => {
              const took = performance.now() - began;
              until(isAhead, () => done(took));
            }))));
          }, { capture: true });
        }
        """;

    private static readonly int Answers =
        int.TryParse(Environment.GetEnvironmentVariable("PREFLAB_SESSION"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 60;

    [Fact]
    public async Task Session_AfterTheFirstFifty_KeepsItsMemoryAndItsPace()
    {
        var scene = await CreateAsync(site, comparisons: Answers + 3);
        var page = await scene.StartAsync(inHand: 3);
        var cdp = await page.Context.NewCDPSessionAsync(page);
        await cdp.SendAsync("Performance.enable");
        await page.EvaluateAsync(Watch);
        var took = new List<double>();
        Metrics? first = null;
        for (var i = 1; i <= Answers; i++)
        {
            var next = await PressAsync(page, $"{(i % 5) + 1}");
            if (i % Batch == 0)
            {
                // The last answer of a batch waits for the server; Enter starts the next batch.
                await PressAsync(page, "Enter");
            }
            else
            {
                took.Add(next);
            }

            if (i == WarmUp)
            {
                first = await MeasureAsync(page, cdp);
            }
        }

        var last = await MeasureAsync(page, cdp);
        took.Sort();
        var (p50, p95) = (took[took.Count / 2], took[(int)(took.Count * .95)]);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Answers} answers: p50 {p50:0.0} ms, p95 {p95:0.0} ms; {first} → {last}");

        Assert.Equal(Answers, await scene.LabelsAsync());
        Assert.InRange(p50, 0, 100);
        Assert.InRange(last.Nodes, 0, first!.Nodes * 1.1);
        Assert.InRange(last.Listeners, 0, first.Listeners * 1.1);
        Assert.InRange(last.Heap, 0, first.Heap * 1.1);
        Complaints.AssertNone(page);
    }

    private static async Task<double> PressAsync(IPage page, string key)
    {
        await page.Keyboard.PressAsync(key);
        return await page.EvaluateAsync<double>("() => next");
    }

    /// <summary>What is left after everything that can be collected was.</summary>
    private static async Task<Metrics> MeasureAsync(IPage page, ICDPSession cdp)
    {
        await SavedAsync(page);
        await InHandAsync(page, 3);
        await cdp.SendAsync("HeapProfiler.collectGarbage");
        await cdp.SendAsync("HeapProfiler.collectGarbage");
        var metrics = (await cdp.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray()
            .ToDictionary(it => it.GetProperty("name").GetString()!, it => it.GetProperty("value").GetDouble(), StringComparer.Ordinal);
        var outside = (await cdp.SendAsync("Runtime.getHeapUsage"))!.Value.TryGetProperty("embedderHeapUsedSize", out var size) ? size.GetDouble() : 0;
        return new Metrics(metrics["JSHeapUsedSize"], outside, metrics["Nodes"], metrics["JSEventListeners"]);
    }

    /// <param name="Heap">Bytes of the scripts' heap; that functions in use are compiled to machine code one after the other is nearly all of its growth.</param>
    /// <param name="Outside">Bytes of the browser's own objects; what the test listens with (each request) is among them.</param>
    private sealed record Metrics(double Heap, double Outside, double Nodes, double Listeners)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"heap {Heap / 1e6:0.00} MB, outside {Outside / 1e6:0.00} MB, {Nodes:0} nodes, {Listeners:0} listeners");
    }
}
