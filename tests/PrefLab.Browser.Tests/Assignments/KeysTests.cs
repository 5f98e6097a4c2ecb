using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using static PrefLab.Browser.Tests.Assignments.AnnotateScene;

namespace PrefLab.Browser.Tests.Assignments;

/// <summary>Keys answer when they are meant to, and never otherwise.</summary>
public sealed class KeysTests(BrowserSite site)
{
    [Theory]
    [InlineData("{ key: '1', isComposing: true }")]
    [InlineData("{ key: 'Process', code: 'Digit1', keyCode: 229 }")]
    [InlineData("{ key: '1', repeat: true }")]
    [InlineData("{ key: '1', ctrlKey: true }")]
    [InlineData("{ key: '1', altKey: true }")]
    [InlineData("{ key: '1', metaKey: true }")]
    public async Task Key_NotMeantForThePage_AnswersNothing(string event_)
    {
        var scene = await CreateAsync(site);
        var page = await scene.StartAsync(inHand: 3);

        await DispatchAsync(page, event_);
        Assert.Equal("1 of 50", await page.Locator("#count").TextContentAsync());
        await DispatchAsync(page, "{ key: '2' }");
        await ShownAsync(page, 2);
        await SavedAsync(page);

        Assert.Equal(1, await scene.LabelsAsync());
    }

    [Fact]
    public async Task Letters_WithShift_MarkNothing()
    {
        var scene = await CreateAsync(site);
        var page = await scene.StartAsync(inHand: 3);

        await PressAsync(page, "Shift+B", "Shift+F");
        Assert.Equal(0, await page.Locator("#both-bad:checked, #flagged:checked").CountAsync());
        await PressAsync(page, "b");

        await Assertions.Expect(page.Locator("#both-bad")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Letters_InTheFieldOfADialog_AreText()
    {
        var scene = await CreateAsync(site);
        var page = await scene.StartAsync(inHand: 3);

        await page.Keyboard.PressAsync("k");
        var field = page.Locator("#skip [name=comment]");
        await field.FocusAsync();
        await page.Keyboard.TypeAsync("1 bfkz 5");
        await Assertions.Expect(field).ToHaveValueAsync("1 bfkz 5");
        Assert.Equal(0, await page.Locator("#skip [name=reason]:checked, #both-bad:checked, #flagged:checked").CountAsync());
        await PressAsync(page, "Escape", "3");
        await ShownAsync(page, 2);
        await SavedAsync(page);

        Assert.Equal(1, await scene.LabelsAsync("NOT both_bad AND NOT flagged AND comment IS NULL"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Enter_HeldOnAnAnswer_AnswersOnce(bool asked)
    {
        var scene = await CreateAsync(site, asked: asked);
        var page = await scene.StartAsync(inHand: 3);

        await page.GetByRole(AriaRole.Button, new() { Name = "2 is better" }).FocusAsync();
        if (asked)
        {
            await PressAsync(page, "Enter");
        }

        for (var i = 0; i < 4; i++)
        {
            await page.Keyboard.DownAsync("Enter");
        }

        await page.Keyboard.UpAsync("Enter");
        await ShownAsync(page, 2);
        Assert.Equal(0, await page.Locator(".scale [aria-pressed=true]").CountAsync());
        await SavedAsync(page);

        Assert.Equal(1, await scene.LabelsAsync("CASE WHEN left_is_a THEN preference ELSE 4 - preference END = 3"));
        Assert.Equal(1, await scene.LabelsAsync());
    }

    private static async Task DispatchAsync(IPage page, string event_) =>
        await page.EvaluateAsync($"() => void document.querySelector('#work > .item:not([hidden])').dispatchEvent(new KeyboardEvent('keydown', {{ bubbles: true, ...{event_} }}))");
}
