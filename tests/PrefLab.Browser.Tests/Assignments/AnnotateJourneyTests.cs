using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using PrefLab.Core.Projects;
using PrefLab.Testing.Database;

namespace PrefLab.Browser.Tests.Assignments;

public sealed class AnnotateJourneyTests(BrowserSite site)
{
    [Fact]
    public async Task Keyboard_WholeBatch_StoresEveryAnswerAndSaysHowItWent()
    {
        var (project, email) = await SceneAsync(batchSize: 5);
        var page = await site.OpenAsync(email);
        await page.GotoAsync($"/p/{project.Id}/annotate");
        await page.Keyboard.PressAsync("Enter");
        foreach (var key in (string[])["1", "2", "3", "4", "5"])
        {
            await page.GetByText($"{key} of 5").WaitForAsync();
            await KeysWorkAsync(page);
            await page.Keyboard.PressAsync(key);
        }

        await page.GetByRole(AriaRole.Heading, new() { Name = "Batch finished" }).WaitForAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Start the next batch" })).ToBeFocusedAsync();

        Assert.Equal(5, await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1 AND active_seconds IS NOT NULL", project.Id.Value));
        Complaints.AssertNone(page);
    }

    [Fact]
    public async Task FinishedBatch_StartWhileTheServerIsAsked_BeginsTheNext()
    {
        var scene = await AnnotateScene.CreateAsync(site, batchSize: 1);
        var page = await scene.StartAsync();
        await KeysWorkAsync(page);
        await page.Keyboard.PressAsync("2");
        var start = page.GetByRole(AriaRole.Button, new() { Name = "Start the next batch" });
        await Assertions.Expect(start).ToBeFocusedAsync();
        var asked = new TaskCompletionSource();
        var released = new TaskCompletionSource();
        await page.RouteAsync("**/annotate?handler=Work", async route =>
        {
            asked.TrySetResult();
            await released.Task;
            await route.ContinueAsync();
        });

        // As when the network is back: the page asks by itself.
        await page.EvaluateAsync("() => void dispatchEvent(new Event('online'))");
        await asked.Task;
        await page.Keyboard.PressAsync("Enter");
        released.SetResult();

        await AnnotateScene.ShownAsync(page, 1, size: 1);
        Complaints.AssertNone(page);
    }

    [Fact]
    public async Task Keyboard_WhileTypingAComment_AnswersNothing()
    {
        var (project, email) = await SceneAsync();
        var page = await site.OpenAsync(email);
        await StartAsync(page, project);

        await page.Keyboard.PressAsync("c");
        await page.Keyboard.TypeAsync("1 is right, 2 is not");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("2");
        await page.GetByText("2 of 50").WaitForAsync();
        await AnnotateScene.SavedAsync(page);

        Assert.Equal("1 is right, 2 is not", await project.ScalarAsync<string>("SELECT comment FROM labels WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task Skip_WithAReason_ShowsTheNext()
    {
        var (project, email) = await SceneAsync();
        var page = await site.OpenAsync(email);
        await StartAsync(page, project);

        await page.Keyboard.PressAsync("k");
        await page.GetByLabel("I cannot judge which is better").CheckAsync();
        await page.Locator("#skip").GetByRole(AriaRole.Button, new() { Name = "Skip" }).ClickAsync();
        await page.GetByText("2 of 50").WaitForAsync();
        await AnnotateScene.SavedAsync(page);

        Assert.Equal(1, await project.ScalarAsync<int>("SELECT skipped FROM annotators WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task WithoutScripts_Buttons_StillAnswer()
    {
        var (project, email) = await SceneAsync();
        var page = await site.OpenAsync(email, scripts: false);
        await StartAsync(page, project, scripts: false);

        await page.GetByRole(AriaRole.Button, new() { Name = "1 is better" }).ClickAsync();
        await page.GetByText("2 of 50").WaitForAsync();

        Assert.Equal(1, await project.ScalarAsync<int>("SELECT answered FROM annotators WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task Back_AndAnswerAgain_StoresNothingNew()
    {
        var (project, email) = await SceneAsync();
        var page = await site.OpenAsync(email);
        await StartAsync(page, project);
        await page.Keyboard.PressAsync("1");
        await page.GetByText("2 of 50").WaitForAsync();
        await AnnotateScene.SavedAsync(page);

        await page.GoBackAsync();
        await page.GotoAsync($"/p/{project.Id}/annotate");
        await page.GetByText("2 of 50").WaitForAsync();

        Assert.Equal(1, await project.ScalarAsync<int>("SELECT answered FROM annotators WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task HostileContent_Shown_RunsNothing()
    {
        var project = await TestProject.CreateAsync(site.Data.Database, goldFraction: 0);
        await project.AddComparisonAsync("<script>alert(1)</script> [x](javascript:alert(1))", "![p](http://127.0.0.1:9/steal) <img src=x onerror=alert(1)>", "<svg onload=alert(1)>");
        var (person, _) = await site.AddAnnotatorAsync(project, "Hana");
        var page = await site.OpenAsync(person.Email);
        var foreign = new List<string>();
        var dialogs = 0;
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.Address.ToString(), StringComparison.Ordinal))
            {
                foreign.Add(request.Url);
            }
        };
        page.Dialog += (_, dialog) =>
        {
            dialogs++;
            _ = dialog.DismissAsync();
        };

        await StartAsync(page, project);

        Assert.Equal(0, dialogs);
        Assert.Empty(foreign);
        Complaints.AssertNone(page);
    }

    [Fact]
    public async Task Page_InBothThemesAndSizes_HasNoAccessibilityViolations()
    {
        var (project, email) = await SceneAsync(asked: true);
        var page = await site.OpenAsync(email);
        await StartAsync(page, project);

        foreach (var (width, height) in new[] { (1440, 900), (390, 844) })
        {
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.SetViewportSizeAsync(width, height);
                await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                await page.TakeAsync($"annotate-{scheme}-{width}");
                var violations = await page.ViolationsAsync();
                Assert.True(violations.Length == 0, $"{scheme} {width}: {string.Join('\n', violations)}");
                Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 0, width);
            }
        }

        Complaints.AssertNone(page);
    }

    private static async Task StartAsync(IPage page, TestProject project, bool scripts = true)
    {
        await page.GotoAsync($"/p/{project.Id}/annotate");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Response 1" }).WaitForAsync();
        if (scripts)
        {
            await KeysWorkAsync(page);
        }
    }

    /// <summary>The page's script shows the skip button when it has taken over the keys, a moment after the text is there.</summary>
    private static Task KeysWorkAsync(IPage page) => page.Locator("#open-skip").WaitForAsync();

    private async Task<(TestProject Project, string Email)> SceneAsync(int batchSize = 50, bool asked = false)
    {
        var project = await TestProject.CreateAsync(
            site.Data.Database,
            batchSize: batchSize,
            goldFraction: 0,
            change: it => it.Dimensions = [.. Dimension.Default.Select(dimension => dimension with { Asked = asked })]);
        for (var i = 0; i < 6; i++)
        {
            await project.AddComparisonAsync(Texts.Prompt, Texts.Good, Texts.Weak);
        }

        var (person, _) = await site.AddAnnotatorAsync(project, "Ana");
        return (project, person.Email!);
    }
}
