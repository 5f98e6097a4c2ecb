using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;

namespace PrefLab.Browser.Tests.Looks;

/// <summary>Looks at states of a page as they are, wide and narrow, light and dark: what axe finds, what leaves the window, what is cut, what is too small to hit.</summary>
/// <param name="page">The page that is looked at.</param>
/// <param name="before">What was looked at on another page of the same journey.</param>
internal sealed class Look(IPage page, Look? before = null)
{
    private const string Geometry =
        """
        () => {
          const found = [];
          const name = it => `${it.tagName.toLowerCase()}.${it.className} “${it.textContent.trim().slice(0, 30)}”`;
          for (const it of [document.documentElement, ...document.querySelectorAll('.work-body, .work-bar, .answer, dialog[open], .menu-panel')]) {
            if (it.clientWidth > 0 && it.scrollWidth > it.clientWidth + 1) {
              found.push(`${it.scrollWidth} wide in ${it.clientWidth}: ${name(it)}`);
            }
          }
          for (const it of document.querySelectorAll('main, main *')) {
            if (/hidden|clip/.test(getComputedStyle(it).overflowY) && it.scrollHeight > it.clientHeight + 1 && !it.closest('.visually-hidden, .content, .clamp, .work-body')) {
              found.push(`${it.scrollHeight} high in ${it.clientHeight}: ${name(it)}`);
            }
          }
          const dialog = document.querySelector('dialog[open]');
          const controls = 'button, summary, label, a.btn, input, select, textarea';
          for (const it of (dialog ?? document).querySelectorAll(`${controls}, h1, h2, h3, legend, .badge, .kpi .v, dt, dd`)) {
            if (!it.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || it.closest('.visually-hidden, .skip-link, .content')) {
              continue;
            }
            const box = it.getBoundingClientRect();
            if (!it.closest('.pair, .sub, .table-wrap') && (box.right > innerWidth + 1 || box.left < -1)) {
              found.push(`outside: ${name(it)}`);
            }
            if (it.clientWidth > 0 && it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).textOverflow !== 'ellipsis' && !it.matches('input, textarea')) {
              found.push(`cut: ${name(it)}`);
            }
            const target = it.matches('input[type=radio], input[type=checkbox]') ? it.closest('label')?.getBoundingClientRect() ?? box : box;
            if (it.matches(controls) && !it.matches('label:not(:has(input))') && (target.width < 23.5 || target.height < 23.5)) {
              found.push(`${target.width.toFixed(0)} × ${target.height.toFixed(0)}: ${name(it)}`);
            }
          }
          return found;
        }
        """;

    private static readonly (int Width, int Height, ColorScheme Scheme)[] Everywhere =
        [(1440, 900, ColorScheme.Light), (390, 844, ColorScheme.Dark), (1440, 900, ColorScheme.Dark), (390, 844, ColorScheme.Light)];

    /// <summary>Each width and each theme once; every combination where pictures are wanted.</summary>
    private static readonly int Looks = Environment.GetEnvironmentVariable("PREFLAB_SCREENSHOTS") is { Length: > 0 } ? Everywhere.Length : 2;

    private readonly List<string> found = before?.found ?? [];

    /// <param name="state">What is on the screen.</param>
    /// <param name="scripts">Whether scripts run; axe is one.</param>
    public async Task AtAsync(string state, bool scripts = true)
    {
        // Style sheets and fonts among them.
        await page.WaitForFunctionAsync("() => document.readyState === 'complete'");
        foreach (var (width, height, scheme) in Everywhere.Take(Looks))
        {
            await page.SetViewportSizeAsync(width, height);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await page.TakeAsync($"{state}-{scheme}-{width}");
            if (scripts)
            {
                found.AddRange((await page.ViolationsAsync()).Select(it => $"{state} {scheme} {width}: {it}"));
            }

            await MeasureAsync($"{state} {scheme} {width}");
        }

        await page.SetViewportSizeAsync(Everywhere[0].Width, Everywhere[0].Height);
    }

    /// <summary>Looks only at where everything is, in the window as it is.</summary>
    public async Task MeasureAsync(string state) => found.AddRange((await page.EvaluateAsync<string[]>(Geometry)).Select(it => $"{state}: {it}"));

    public void AssertNothingFound() => Assert.True(found.Count == 0, string.Join('\n', found));
}
