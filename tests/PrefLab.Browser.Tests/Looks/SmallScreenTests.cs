using Microsoft.Playwright;
using PrefLab.Browser.Tests.Assignments;
using PrefLab.Browser.Tests.Site;

namespace PrefLab.Browser.Tests.Looks;

/// <summary>The annotate page where little fits: on small and turned phones, at four times the size, and with more room between letters and lines.</summary>
public sealed class SmallScreenTests(BrowserSite site)
{
    /// <summary>What somebody who needs it sets for every page (WCAG 2.2, 1.4.12).</summary>
    private const string Spacing =
        """
        () => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }');
          document.adoptedStyleSheets.push(sheet);
        }
        """;

    /// <summary>Of what is needed for an answer, what cannot be brought into the window or is covered there; the answers also while something is read.</summary>
    private const string OutOfReach =
        """
        () => {
          const found = [];
          const check = it => {
            const box = it.getBoundingClientRect();
            const [left, right, top, bottom] = [Math.max(0, box.left), Math.min(innerWidth, box.right), Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
            const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
            if (right - left < 20 || bottom - top < 20 || !it.contains(hit)) {
              found.push(`${it.tagName} “${it.textContent.trim().slice(0, 30)}” under ${hit?.tagName}.${hit?.className}`);
            }
          };
          const answers = document.querySelectorAll('.scale button');
          scrollTo({ top: 0, behavior: 'instant' });
          answers.forEach(check);
          for (const it of document.querySelectorAll('.work-bar summary, .item:not([hidden]) :is(.prompt, .resp header), .dim label, #open-skip, .comment summary, #submit')) {
            it.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
            check(it);
            if (it.closest('.item')) {
              answers.forEach(check);
            }
          }
          return found;
        }
        """;

    private static readonly (int Width, int Height)[] Screens = [(320, 568), (320, 256), (844, 390), (667, 375), (390, 844), (1440, 900)];

    [Fact]
    public async Task Page_OnEachScreen_FitsInItsWidthAndKeepsTheAnswersInReach()
    {
        var scene = await AnnotateScene.CreateAsync(site, asked: true);
        var page = await scene.StartAsync(inHand: 3);
        var look = new Look(page);

        foreach (var isSpaced in (bool[])[false, true])
        {
            if (isSpaced)
            {
                await page.EvaluateAsync(Spacing);
            }

            foreach (var (width, height) in Screens)
            {
                var state = $"screen-{width}-{height}{(isSpaced ? "-spaced" : "")}";
                await page.SetViewportSizeAsync(width, height);
                await page.TakeAsync(state);
                await look.MeasureAsync(state);
                var outOfReach = await page.EvaluateAsync<string[]>(OutOfReach);
                Assert.True(outOfReach.Length == 0, $"{state}: {string.Join('\n', outOfReach)}");
            }
        }

        look.AssertNothingFound();
        Complaints.AssertNone(page);
    }

    [Fact]
    public async Task Answer_OnATurnedPhone_ShowsBothResponsesAndTheNextComparisonFromItsTop()
    {
        var scene = await AnnotateScene.CreateAsync(site, asked: true);
        var page = await scene.StartAsync(inHand: 3, width: 844, height: 390);

        foreach (var name in (string[])["Response 1", "Response 2"])
        {
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = name })).ToBeInViewportAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "2 is better" }).ClickAsync();
        await page.Locator("#submit").ClickAsync();
        await AnnotateScene.ShownAsync(page, 2);
        await Assertions.Expect(page.Locator(".item:not([hidden]) .prompt")).ToBeInViewportAsync();
        await AnnotateScene.SavedAsync(page);

        Assert.Equal(0, await page.EvaluateAsync<int>("() => scrollY"));
        Assert.Equal(1, await scene.LabelsAsync());
        Complaints.AssertNone(page);
    }
}
