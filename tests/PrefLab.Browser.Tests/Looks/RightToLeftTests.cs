using Microsoft.Playwright;
using PrefLab.Browser.Tests.Assignments;
using PrefLab.Browser.Tests.Site;

namespace PrefLab.Browser.Tests.Looks;

/// <summary>The annotate page in a language that is written from right to left.</summary>
public sealed class RightToLeftTests(BrowserSite site)
{
    [Fact]
    public async Task Page_FromRightToLeft_MirrorsTheResponsesTheirAnswersAndTheArrows()
    {
        var scene = await AnnotateScene.CreateAsync(site, asked: true);
        var page = await scene.StartAsync(inHand: 3);
        await page.EvaluateAsync("document.documentElement.dir = 'rtl'");

        Assert.True(await LeftOfAsync(page, ".item:not([hidden]) .resp.r", ".item:not([hidden]) .resp.l"));
        Assert.True(await LeftOfAsync(page, ".scale [value='5']", ".scale [value='1']"));
        await AnnotateScene.PressAsync(page, "2", "ArrowLeft", "ArrowDown", "ArrowRight");
        Assert.Equal(["3", "1"], await page.Locator(".dim input:checked").EvaluateAllAsync<string[]>("all => all.map(it => it.value)"));
        var look = new Look(page);
        await look.AtAsync("right-to-left");

        look.AssertNothingFound();
    }

    private static Task<bool> LeftOfAsync(IPage page, string one, string other) => page.EvaluateAsync<bool>(
        "([one, other]) => document.querySelector(one).getBoundingClientRect().left < document.querySelector(other).getBoundingClientRect().left", new[] { one, other });
}
