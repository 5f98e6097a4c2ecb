using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using PrefLab.Core.Guidelines;
using PrefLab.Core.Labels;
using static PrefLab.Browser.Tests.Assignments.AnnotateScene;

namespace PrefLab.Browser.Tests.Assignments;

/// <summary>What is as it was when one leaves something and comes back.</summary>
public sealed class ComingBackTests(BrowserSite site)
{
    [Fact]
    public async Task Guidelines_ByKey_OpenAndClose_AndGiveTheFocusBack()
    {
        var scene = await CreateAsync(site);
        await PublishAsync(scene, "Prefer what is **true**.");
        var page = await scene.StartAsync(inHand: 3);
        var submit = page.GetByRole(AriaRole.Button, new() { Name = "2 is better" });
        var panel = page.Locator("#panel");
        await submit.FocusAsync();

        await page.Keyboard.PressAsync("g");
        await panel.GetByText("Prefer what is").WaitForAsync();
        await Assertions.Expect(panel.Locator("> .content")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(panel).ToBeHiddenAsync();
        await Assertions.Expect(submit).ToBeFocusedAsync();
        await PressAsync(page, "g", "4");
        await ShownAsync(page, 2);
        await page.Keyboard.PressAsync("g");
        await Assertions.Expect(panel).ToBeHiddenAsync();

        Assert.Equal("item", await page.EvaluateAsync<string>("() => document.activeElement.className.split(' ')[0]"));
        Complaints.AssertNone(page);
    }

    [Fact]
    public async Task TextSizeAndTheme_AfterAReload_AreAsTheyWereSet()
    {
        var scene = await CreateAsync(site);
        var page = await scene.StartAsync(inHand: 3);
        var root = page.Locator("html");
        await page.Locator(".work-bar summary").ClickAsync();
        for (var i = 0; i < 2; i++)
        {
            var stored = page.WaitForResponseAsync(response => response.Url.EndsWith("/settings", StringComparison.Ordinal));
            await page.GetByRole(AriaRole.Button, new() { Name = "Larger text" }).ClickAsync();
            Assert.Equal(204, (await stored).Status);
        }

        while (await root.GetAttributeAsync("data-theme-choice") != "dark")
        {
            await page.Locator("[data-theme-switch]").ClickAsync();
        }

        await page.ReloadAsync();
        await InHandAsync(page, 3);

        await Assertions.Expect(root).ToHaveAttributeAsync("data-text-size", "2");
        await Assertions.Expect(root).ToHaveAttributeAsync("data-bs-theme", "dark");
    }

    /// <summary>
    /// Pages are not stored, so that Chromium fetches one again that is gone back to, its page cache on or off; a browser that keeps it nevertheless says so.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Back_AfterAnAnswerElsewhere_ShowsWhatIsToBeDoneNow(bool isKept)
    {
        var scene = await CreateAsync(site);
        var page = await scene.StartAsync(inHand: 3);
        await PressAsync(page, "2");
        await ShownAsync(page, 2);
        await SavedAsync(page);
        var second = Guid.Parse(await page.EvaluateAsync<string>("() => document.querySelector('#work > .item:not([hidden])').dataset.token"));
        var elsewhere = new LabelService(site.Data.Database).SubmitAsync(
            scene.Project.Id, scene.Person.Id, new Submission(second, Guid.NewGuid(), 1), TestContext.Current.CancellationToken);
        Assert.IsType<SubmitResult.Accepted>(await elsewhere);

        if (isKept)
        {
            await page.EvaluateAsync("() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
        }
        else
        {
            await page.GotoAsync("/account");
            await page.GoBackAsync();
        }

        await ShownAsync(page, 3);
        await InHandAsync(page, 3);
        await PressAsync(page, "4");
        await ShownAsync(page, 4);
        await SavedAsync(page);
        Assert.Equal(3, await scene.LabelsAsync());
        Complaints.AssertNone(page);
    }

    private async Task PublishAsync(AnnotateScene scene, string markdown)
    {
        await using var db = site.Data.Open();
        db.Guidelines.Add(new GuidelineVersion
        {
            ProjectId = scene.Project.Id,
            Version = 1,
            Markdown = markdown,
            PublishedBy = scene.Person.Id,
            PublishedAt = DateTimeOffset.UnixEpoch,
        });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await scene.Project.ExecuteAsync("UPDATE projects SET guideline_version = 1 WHERE id = $1", scene.Project.Id.Value);
    }
}
