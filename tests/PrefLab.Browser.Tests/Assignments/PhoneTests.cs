using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using static PrefLab.Browser.Tests.Assignments.AnnotateScene;

namespace PrefLab.Browser.Tests.Assignments;

/// <summary>Answering where one response is on the screen at a time.</summary>
public sealed class PhoneTests(BrowserSite site)
{
    private const string Notice = "You have not seen response 2 yet.";

    [Fact]
    public async Task Answer_BeforeTheSecondResponse_AsksAndTheSameAnswerAgainGivesIt()
    {
        var scene = await CreateAsync(site);
        var page = await OpenAsync(scene);

        await AnswerAsync(page, "1 is better");
        await page.GetByText(Notice).WaitForAsync();
        await page.TakeAsync("annotate-phone-unseen");
        await AnswerAsync(page, "2 is better");
        await ShownAsync(page, 1);
        await AnswerAsync(page, "2 is better");
        await ShownAsync(page, 2);
        await page.GetByText(Notice).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await SavedAsync(page);

        Assert.Equal(1, await scene.LabelsAsync("CASE WHEN left_is_a THEN preference ELSE 4 - preference END = 3"));
        Assert.Equal(1, await scene.LabelsAsync());
        Complaints.AssertNone(page);
    }

    [Fact]
    public async Task Answer_AfterBothWereSeen_IsTakenAtOnce()
    {
        var scene = await CreateAsync(site);
        var page = await OpenAsync(scene);
        await AnswerAsync(page, "1 is better");
        await page.GetByText(Notice).WaitForAsync();

        await page.Locator(".item:not([hidden]) [data-tab='2']").ClickAsync();
        await page.GetByText(Notice).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await AnswerAsync(page, "2 is much better");

        await ShownAsync(page, 2);
    }

    [Fact]
    public async Task Submit_WithDimensions_AsksOnceAsWell()
    {
        var scene = await CreateAsync(site, asked: true);
        var page = await OpenAsync(scene);
        await AnswerAsync(page, "1 is better");
        var submit = page.GetByRole(AriaRole.Button, new() { Name = "Submit" });

        await submit.ClickAsync();
        await page.GetByText(Notice).WaitForAsync();
        await submit.ClickAsync(new() { Delay = 20 });

        await ShownAsync(page, 2);
    }

    private static async Task<IPage> OpenAsync(AnnotateScene scene)
    {
        var page = await scene.StartAsync(inHand: 3, width: 390, height: 844);
        await page.WaitForFunctionAsync("() => document.querySelector('.item:not([hidden]) .tabs [aria-current]')");
        return page;
    }

    private static Task AnswerAsync(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
}
