using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using static PrefLab.Browser.Tests.Assignments.AnnotateScene;

namespace PrefLab.Browser.Tests.Assignments;

public sealed class CorrectionTests(BrowserSite site)
{
    [Fact]
    public async Task Undo_AndAnswerAgain_CorrectsAndTheFirstAnswerIsTheOneThatAGoldCounts()
    {
        var scene = await CreateAsync(site, comparisons: 6, golds: 6);
        var page = await scene.StartAsync(inHand: 2);
        for (var i = 1; !await IsGoldAsync(scene, await ShownTokenAsync(page)); i++)
        {
            await page.Keyboard.PressAsync("3");
            await ShownAsync(page, i + 1);
        }

        await SavedAsync(page);
        var before = await scene.Project.ScalarAsync<int>("SELECT golds_correct FROM annotators WHERE project_id = $1", scene.Project.Id.Value);
        var leftIsGood = await page.Locator("#work > .item:not([hidden]) .resp.l").GetByText("good").CountAsync() > 0;
        var (right, wrong) = leftIsGood ? ("1", "5") : ("5", "1");

        await page.Keyboard.PressAsync(right);
        await page.Keyboard.PressAsync("z");
        await page.GetByText("You are looking at your answer").WaitForAsync();
        await Assertions.Expect(page.Locator($".scale [value='{right}']")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.TakeAsync("annotate-correcting");
        await page.Keyboard.PressAsync(wrong);
        await page.GetByText("Corrected.").WaitForAsync();
        await SavedAsync(page);

        Assert.Equal(1, await scene.LabelsAsync("supersedes IS NOT NULL AND is_current"));
        Assert.Equal(before + 1, await scene.Project.ScalarAsync<int>("SELECT golds_correct FROM annotators WHERE project_id = $1", scene.Project.Id.Value));
        Complaints.AssertNone(page);
    }

    [Fact]
    public async Task LastTen_OfAPromptWithAFormula_HasItAsItWasWritten()
    {
        var scene = await CreateAsync(site, comparisons: 0);
        await scene.Project.AddComparisonAsync("Solve $x^2 = 4$ and explain.", "2", "2 and -2");
        var page = await scene.StartAsync();
        await page.Locator(".prompt .math.drawn").WaitForAsync();

        await PressAsync(page, "5", "l");

        await Assertions.Expect(page.Locator(".recent [data-prompt]")).ToHaveTextAsync("Solve x^2 = 4 and explain.");
    }

    [Fact]
    public async Task Undo_WhileTheAnswerStillWaits_FollowsItInOrder()
    {
        var scene = await CreateAsync(site);
        var page = await scene.StartAsync(inHand: 3);
        await page.Context.SetOfflineAsync(true);

        await PressAsync(page, "1", "z", "2");
        await page.GetByText("Offline: 2 answers wait").WaitForAsync();
        await page.Context.SetOfflineAsync(false);
        await SavedAsync(page);

        Assert.Equal(0, await page.Locator("#refused > *").CountAsync());
        Assert.Equal(1, await scene.LabelsAsync("supersedes IS NOT NULL AND is_current"));
        Assert.Equal(2, await scene.LabelsAsync());
    }

    [Fact]
    public async Task LastTen_AfterAReload_OpenFromTheServerAndEscGoesBackToTheDraft()
    {
        var scene = await CreateAsync(site, asked: true);
        var page = await scene.StartAsync(inHand: 3);
        await PressAsync(page, "2", "ArrowLeft", "Enter");
        await ShownAsync(page, 2);
        await SavedAsync(page);
        await page.ReloadAsync();
        await InHandAsync(page, 3);

        await PressAsync(page, "4", "c");
        await page.Keyboard.TypeAsync("half done");
        await PressAsync(page, "Escape", "l");
        await page.Locator("#recent li button").First.ClickAsync();
        await page.GetByText("You are looking at your answer to comparison 1").WaitForAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "1 is better" })).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(page.GetByLabel("helpfulness: response 1")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Escape");

        await ShownAsync(page, 2);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "2 is better" })).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(page.Locator("#comment")).ToHaveValueAsync("half done");
        Assert.Equal(1, await scene.LabelsAsync());
        Complaints.AssertNone(page);
    }

    private static Task<string> ShownTokenAsync(IPage page) =>
        page.EvaluateAsync<string>("() => document.querySelector('#work > .item:not([hidden])').dataset.token");

    private static Task<bool> IsGoldAsync(AnnotateScene scene, string token) => scene.Project.ScalarAsync<bool>(
        "SELECT c.gold_preference IS NOT NULL FROM assignments s JOIN comparisons c ON c.project_id = s.project_id AND c.id = s.comparison_id WHERE s.project_id = $1 AND s.token = $2",
        scene.Project.Id.Value,
        Guid.Parse(token));
}
