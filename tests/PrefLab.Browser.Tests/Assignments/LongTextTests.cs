using System.Globalization;
using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using PrefLab.Testing.Database;

namespace PrefLab.Browser.Tests.Assignments;

/// <summary>Prompt and both responses of two million signs each: how soon one can answer, and what freezes meanwhile.</summary>
public sealed class LongTextTests(BrowserSite site)
{
    private const int Length = 1_990_000;

    // Long tasks of the whole visit, and how long the last answer took.
    private const string Observe =
        "window.tasks = []; new PerformanceObserver(list => window.tasks.push(...list.getEntries().map(it => it.duration))).observe({ type: 'longtask', buffered: true });"
        + "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(it => { window.shift += it.value; })).observe({ type: 'layout-shift', buffered: true });";

    [Theory]
    [InlineData("word")]
    [InlineData("paragraph")]
    [InlineData("paragraphs")]
    [InlineData("lines")]
    [InlineData("nested")]
    [InlineData("fence")]
    [InlineData("formulas")]
    public async Task B074_ThreeTextsOfTwoMillionSigns_LeaveThePageUsable(string shape)
    {
        var text = TextOf(shape);
        var project = await TestProject.CreateAsync(site.Data.Database, goldFraction: 0);
        await project.AddComparisonAsync(text, text, text + "x");
        await project.AddComparisonAsync("q", "a", "b");
        var (person, _) = await site.AddAnnotatorAsync(project, "Ana");
        var page = await site.OpenAsync(person.Email);
        await page.AddInitScriptAsync(Observe);
        await page.GotoAsync($"/p/{project.Id}/annotate");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();

        await page.Locator(".item [data-copy-source]:visible").First.WaitForAsync(new() { Timeout = 60_000 });
        var paint = await page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now()");
        var ready = await page.EvaluateAsync<double>("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd");
        var size = await page.EvaluateAsync<int>("Math.max(...[...document.querySelectorAll('.resp > .content')].map(it => it.textContent.length))");
        var scrolled = await page.EvaluateAsync<double>(
            "async () => { const it = document.querySelector('.resp > .content'); let worst = 0; for (let n = 1; n <= 20; n++) { const from = performance.now(); it.scrollTop = it.scrollHeight * n / 20; await new Promise(done => requestAnimationFrame(() => setTimeout(done))); worst = Math.max(worst, performance.now() - from); } return worst; }");
        await page.Locator("[data-toggle-differences]").First.ClickAsync();
        await page.Locator(".differences-note").WaitForAsync();
        await AnnotateScene.InHandAsync(page, 2);
        var before = await page.EvaluateAsync<double>("performance.now()");
        await page.Keyboard.PressAsync("1");
        await page.GetByText("2 of 50", new() { Exact = true }).WaitForAsync();
        var answered = await page.EvaluateAsync<double>("performance.now()") - before;
        var tasks = await page.EvaluateAsync<double[]>("window.tasks.filter(it => it > 200)");
        var shift = await page.EvaluateAsync<double>("window.shift");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{shape}: painted {paint:0} ms, ready {ready:0} ms, key {answered:0} ms, worst scroll {scrolled:0} ms, shift {shift:0.000}, long tasks {string.Join(' ', tasks.Select(it => it.ToString("0", CultureInfo.InvariantCulture)))}"));

        Assert.InRange(size, text.Length - 1, text.Length + 2);
        Assert.InRange(shift, 0, .1);
        // A frozen page, not a slow machine.
        Assert.InRange(ready, 0, 30_000);
        Assert.InRange(answered, 0, 5_000);
        Complaints.AssertNone(page);
    }

    private static string TextOf(string shape) => shape switch
    {
        "word" => new string('w', Length),
        "paragraph" => Repeated("Words of a very long answer that somebody has to read to its end. "),
        "paragraphs" => Repeated("Words of a very long answer that somebody has to read to its end.\n\n"),
        "lines" => Repeated("line nr. 7\n"),
        "nested" => string.Concat(Enumerable.Range(0, 20_000).Select(n => new string('>', (n % 50) + 1) + " - 1. **a** [b](http://example.org) " + "`c`\n"))[..1_100_000],
        "fence" => "```python\n" + Repeated("    def f(a, b): return a + b  # x\n") + "```\n",
        _ => Repeated("$\\frac{a}{b} + \\sqrt{x^2}$ and $$\\sum_{i=1}^n i$$\n"),
    };

    private static string Repeated(string part) => string.Concat(Enumerable.Repeat(part, Length / part.Length));
}
