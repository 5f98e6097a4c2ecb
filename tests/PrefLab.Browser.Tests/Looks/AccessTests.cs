using Microsoft.Playwright;
using PrefLab.Browser.Tests.Assignments;
using PrefLab.Browser.Tests.Site;
using static PrefLab.Browser.Tests.Assignments.AnnotateScene;

namespace PrefLab.Browser.Tests.Looks;

/// <summary>The annotate page for those who listen to it, who go through it by keys, and who choose its colours and movements themselves.</summary>
public sealed class AccessTests(BrowserSite site)
{
    /// <summary>What has the focus, and what lies over it where none of it can be seen.</summary>
    private const string Focused =
        """
        () => {
          const it = document.activeElement;
          if (it === document.body) {
            return ['', ''];
          }
          const seen = it.matches('.seg input') ? it.closest('label') : it;
          let { left, right, top, bottom } = seen.getBoundingClientRect();
          for (let at = seen.parentElement; at; at = at.parentElement) {
            if (getComputedStyle(at).overflowY !== 'visible') {
              const clip = at === document.documentElement ? { left: 0, right: innerWidth, top: 0, bottom: innerHeight } : at.getBoundingClientRect();
              [left, right, top, bottom] = [Math.max(left, clip.left), Math.min(right, clip.right), Math.max(top, clip.top), Math.min(bottom, clip.bottom)];
            }
          }
          [left, right, top, bottom] = [Math.max(left, 0), Math.min(right, innerWidth), Math.max(top, 0), Math.min(bottom, innerHeight)];
          const hits = [.5, .2, .8].map(part => document.elementFromPoint((left + right) / 2, top + (bottom - top) * part));
          const name = `${it.tagName} ${it.id} ${it.className} “${(it.getAttribute('aria-label') ?? it.textContent).trim().slice(0, 40)}”`;
          return [name, right > left && bottom > top && hits.some(hit => seen.contains(hit)) ? '' : `${hits[0]?.tagName}.${hits[0]?.className}`];
        }
        """;

    [Fact]
    public async Task Tree_HasPromptResponsesAnswersRubricAndSubmitInThisOrder()
    {
        var scene = await CreateAsync(site, asked: true);
        var page = await scene.StartAsync(inHand: 3);

        await Assertions.Expect(page.Locator("body")).ToMatchAriaSnapshotAsync(
            """
            - main:
              - heading "Test" [level=1]
              - text: 1 of 50
              - progressbar "Progress in this batch"
              - status: Saved
              - article "Comparison 1 of 50":
                - region "Prompt":
                  - paragraph
                - region "Responses":
                  - article "Response 1":
                    - heading "Response 1" [level=2]
                    - button "Copy response 1"
                    - region "Text of response 1"
                  - article "Response 2":
                    - heading "Response 2" [level=2]
                    - button "Copy response 2"
                    - region "Text of response 2"
              - group "Which response is better?":
                - button /1 is much better/
                - button /1 is better/
                - button /About the same/
                - button /2 is better/
                - button /2 is much better/
              - group "helpfulness":
                - radio /Response 1/
                - radio /the same/
                - radio /Response 2/
              - group "correctness"
              - group "harmlessness"
              - group "conciseness"
              - checkbox /Both bad/
              - checkbox /Flag for the lead/
              - button /Skip/
              - button /Submit/
            """);
    }

    [Fact]
    public async Task Events_AreSaidInRegionsThatWereThereBefore()
    {
        var scene = await CreateAsync(site, asked: true);
        var page = await scene.StartAsync(inHand: 3);
        var focus = page.Locator(":focus");

        Assert.Equal(["status", "status", "status", "alert"], await page.EvaluateAsync<string[]>(
            """
            () => ['saved', 'message', 'waiting', 'refused'].map(id => document.getElementById(id).closest('[role=status], [role=alert]'))
              .map(it => it?.checkVisibility() || getComputedStyle(it).display === 'contents' ? it.getAttribute('role') : 'hidden')
            """));
        await Assertions.Expect(focus).ToHaveAccessibleNameAsync("Comparison 1 of 50");
        await PressAsync(page, "Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Choose" })).ToBeVisibleAsync();
        await page.RouteAsync("**/label", route => route.FulfillAsync(new() { Status = 410, ContentType = "application/problem+json", Body = "{}" }));
        await PressAsync(page, "2", "Enter");
        await Assertions.Expect(focus).ToHaveAccessibleNameAsync("Comparison 2 of 50");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your time for it ran out");
        await page.UnrouteAsync("**/label");
        await page.RouteAsync("**/label", route => route.FulfillAsync(new() { Status = 503 }));
        await page.RouteAsync("**/annotate?handler=Work", route => route.FulfillAsync(new() { Status = 503 }));
        await PressAsync(page, "2", "Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Not sent yet" })).ToBeVisibleAsync();
        for (var position = 3; await page.Locator("#waiting").IsHiddenAsync(); position++)
        {
            await Assertions.Expect(focus).ToHaveAccessibleNameAsync($"Comparison {position} of 50");
            await PressAsync(page, "2", "Enter");
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Everything that was fetched is answered" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Focus_GoingThroughThePage_IsNeverCovered()
    {
        var scene = await CreateAsync(site, asked: true);
        var page = await scene.StartAsync(inHand: 3);
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });

        foreach (var (width, height) in new[] { (1440, 900), (390, 844), (844, 390), (320, 256) })
        {
            await page.SetViewportSizeAsync(width, height);
            await page.EvaluateAsync("() => { scrollTo({ top: 0, behavior: 'instant' }); document.activeElement.blur(); document.querySelector('.work-project a').focus(); }");
            var order = new List<string>();
            for (var at = await page.EvaluateAsync<string[]>(Focused); at[0].Length > 0 && order.Count < 60; at = await page.EvaluateAsync<string[]>(Focused))
            {
                Assert.True(at[1].Length == 0, $"{width} × {height}: {at[0]} is covered by {at[1]}");
                order.Add(at[0]);
                await page.Keyboard.PressAsync("Tab");
            }

            Assert.InRange(order.Count, 20, 59);
            Assert.Contains("submit", order[^1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Choice_InForcedColours_IsTold()
    {
        var scene = await CreateAsync(site, asked: true);
        var page = await scene.StartAsync(inHand: 3);
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active, ReducedMotion = ReducedMotion.Reduce });
        await PressAsync(page, "2", "ArrowLeft", "b");
        await page.TakeAsync("forced-colours");

        foreach (var (chosen, other) in new[]
        {
            (".scale [value='2']", ".scale [value='3']"), (".dim input:checked + span", ".dim input:not(:checked) + span"), (".check:has(#both-bad)", ".check:has(#flagged)"),
        })
        {
            Assert.NotEqual(await BackgroundAsync(page, chosen), await BackgroundAsync(page, other));
        }

        Assert.Equal(await BackgroundAsync(page, ".scale [value='1']"), await BackgroundAsync(page, ".scale [value='3']"));
    }

    [Fact]
    public async Task Movement_WhereLessIsAskedFor_IsNone()
    {
        const string Moving =
            """
            () => [...document.querySelectorAll('*')].filter(it => {
              const style = getComputedStyle(it);
              return style.transitionDuration !== '0s' || style.animationName !== 'none' || style.scrollBehavior !== 'auto';
            }).length
            """;
        var scene = await CreateAsync(site);
        var page = await scene.StartAsync(inHand: 3, width: 390, height: 844);
        var usual = await page.EvaluateAsync<int>(Moving);
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });

        Assert.NotEqual(0, usual);
        Assert.Equal(0, await page.EvaluateAsync<int>(Moving));
        Assert.True(await page.EvaluateAsync<bool>(
            """
            () => {
              const pair = document.querySelector('.item:not([hidden]) .pair');
              document.querySelector(".item:not([hidden]) [data-tab='2']").click();
              return pair.scrollLeft > pair.clientWidth / 2;
            }
            """));
    }

    private static Task<string> BackgroundAsync(IPage page, string selector) =>
        page.EvaluateAsync<string>("selector => getComputedStyle(document.querySelector(selector)).backgroundColor", selector);
}
