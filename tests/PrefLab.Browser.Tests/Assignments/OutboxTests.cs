using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using static PrefLab.Browser.Tests.Assignments.AnnotateScene;

namespace PrefLab.Browser.Tests.Assignments;

public sealed partial class OutboxTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    private const string Labels = "**/label";

    [Fact]
    public async Task Offline_ThenBack_SendsEachAnswerOnceWithoutServerTime()
    {
        var scene = await CreateAsync(site, comparisons: 8);
        var page = await scene.StartAsync(inHand: 3);

        await page.Context.SetOfflineAsync(true);
        for (var i = 1; i <= 3; i++)
        {
            await ShownAsync(page, i);
            await page.Keyboard.PressAsync($"{i}");
        }

        await page.GetByRole(AriaRole.Heading, new() { Name = "Everything that was fetched is answered" }).WaitForAsync();
        await page.GetByText("Offline: 3 answers wait").WaitForAsync();
        await Assertions.Expect(page.Locator("#waiting")).ToContainTextAsync(KeptUntil());
        await page.TakeAsync("annotate-offline");
        Assert.Equal(0, await scene.LabelsAsync());
        await page.Context.SetOfflineAsync(false);
        await SavedAsync(page);
        await ShownAsync(page, 4);

        Assert.Equal(3, await scene.LabelsAsync("server_seconds IS NULL AND active_seconds IS NOT NULL"));
        Assert.Equal(3, await scene.LabelsAsync());
    }

    [Fact]
    public async Task ServerError_IsTriedAgainWithTheSameKey()
    {
        var scene = await CreateAsync(site, comparisons: 8);
        var page = await scene.StartAsync(inHand: 3);
        var keys = new List<string>();
        await page.RouteAsync(Labels, async route =>
        {
            keys.Add(route.Request.PostDataJSON()!.Value.GetProperty("submissionKey").GetString()!);
            if (keys.Count == 1)
            {
                // The answer arrived, and its confirmation did not.
                await route.FetchAsync();
                await route.FulfillAsync(new() { Status = 503, Headers = [new("Retry-After", "1")] });
            }
            else
            {
                await route.ContinueAsync();
            }
        });

        await page.Keyboard.PressAsync("5");
        await ShownAsync(page, 2);
        await page.GetByText("Not sent yet: 1 answer waits").WaitForAsync();
        await SavedAsync(page);

        Assert.Equal(2, keys.Count);
        Assert.Single(keys.Distinct(StringComparer.Ordinal));
        Assert.Equal(1, await scene.LabelsAsync());
    }

    [Fact]
    public async Task DatabaseDown_DuringASubmission_TheAnswerArrivesWhenItIsBack()
    {
        var scene = await CreateAsync(site, comparisons: 8);
        var page = await scene.StartAsync(inHand: 3);

        await site.Data.SetReachableAsync(false);
        await page.Keyboard.PressAsync("4");
        await ShownAsync(page, 2);
        await page.GetByText("Not sent yet: 1 answer waits").WaitForAsync();
        await site.Data.SetReachableAsync(true);
        await SavedAsync(page);

        Assert.Equal(1, await scene.LabelsAsync());
    }

    [Fact]
    public async Task Reload_WithUnsentAnswers_SendsThemAndGoesOnBehindThem()
    {
        var scene = await CreateAsync(site, comparisons: 8);
        var page = await scene.StartAsync(inHand: 3);
        await page.RouteAsync(Labels, route => route.AbortAsync());
        await page.Keyboard.PressAsync("1");
        await ShownAsync(page, 2);
        await page.Keyboard.PressAsync("2");
        await ShownAsync(page, 3);
        await page.GetByText("Offline: 2 answers wait").WaitForAsync();

        await page.UnrouteAsync(Labels);
        await page.ReloadAsync();
        await SavedAsync(page);
        await ShownAsync(page, 3);

        Assert.Equal(2, await scene.LabelsAsync());
        Assert.Equal("1 2", await scene.Project.ScalarAsync<string>(
            "SELECT string_agg((CASE WHEN left_is_a THEN preference ELSE 4 - preference END + 1)::text, ' ' ORDER BY id) FROM labels WHERE project_id = $1",
            scene.Project.Id.Value));
    }

    [Fact]
    public async Task Refused_IsSaidWithItsTextUntilItIsDismissed()
    {
        var scene = await CreateAsync(site, comparisons: 8);
        var page = await scene.StartAsync(inHand: 3);
        await scene.Project.ExecuteAsync("UPDATE assignments SET state = 5 WHERE project_id = $1 AND position = 0", scene.Project.Id.Value);

        await page.Keyboard.PressAsync("c");
        await page.Keyboard.TypeAsync("worth keeping");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("4");
        var refused = page.Locator("#refused").GetByText("Another answer of yours stands already, or it was taken back.");
        await refused.WaitForAsync();
        await page.TakeAsync("annotate-refused");
        await page.ReloadAsync();
        await refused.WaitForAsync();
        await page.GetByText("worth keeping").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await refused.WaitForAsync(new() { State = WaitForSelectorState.Detached });

        Assert.Equal(0, await scene.LabelsAsync());
    }

    [Fact]
    public async Task TwoTabs_OneAnswers_TheOtherMovesOn()
    {
        var scene = await CreateAsync(site, comparisons: 8);
        var first = await scene.StartAsync(inHand: 3);
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(scene.Path);
        await InHandAsync(second, 3);

        await first.BringToFrontAsync();
        await first.Keyboard.PressAsync("1");
        await ShownAsync(first, 2);
        await second.GetByText("You answered that comparison in another tab.").WaitForAsync();
        await ShownAsync(second, 2);
        await SavedAsync(first);

        Assert.Equal(1, await scene.LabelsAsync());
    }

    [Fact]
    public async Task Skip_OfflineByItsNumber_IsSentLater()
    {
        var scene = await CreateAsync(site, comparisons: 8);
        var page = await scene.StartAsync(inHand: 3);
        await page.Context.SetOfflineAsync(true);

        await PressAsync(page, "k", "3", "Enter");
        await ShownAsync(page, 2);
        await page.Context.SetOfflineAsync(false);
        await SavedAsync(page);

        Assert.Equal(3, await scene.Project.ScalarAsync<short>("SELECT skip_reason FROM assignments WHERE project_id = $1 AND state = 3", scene.Project.Id.Value));
    }

    [Fact]
    public async Task SessionEnds_ThePageWaitsForTheSamePerson()
    {
        var scene = await CreateAsync(site, comparisons: 8);
        var other = await site.AddPersonAsync("Otto");
        var page = await scene.StartAsync(inHand: 3);
        var cookies = await page.Context.CookiesAsync();
        await page.Context.ClearCookiesAsync(new() { Name = "preflab-session" });

        await page.Keyboard.PressAsync("2");
        await page.GetByRole(AriaRole.Heading, new() { Name = "You were signed out" }).WaitForAsync();
        await page.TakeAsync("annotate-signed-out");
        await SignInAsync(page, other.Email!);
        await page.GetByRole(AriaRole.Heading, new() { Name = "Somebody else is signed in" }).WaitForAsync();
        Assert.Equal(0, await scene.LabelsAsync());
        await page.Context.ClearCookiesAsync(new() { Name = "preflab-session" });
        await SignInAsync(page, scene.Person.Email!);
        await page.Locator("#signed-out").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await SavedAsync(page);

        Assert.Equal(1, await scene.LabelsAsync());
        Assert.NotEmpty(cookies);
    }

    /// <summary>In a tab of its own, as the dialog's link does; coming back is what the page acts on.</summary>
    private static async Task SignInAsync(IPage page, string email)
    {
        var tab = await page.Context.NewPageAsync();
        await tab.GotoAsync("/sign-in");
        await tab.GetByLabel("E-mail").FillAsync(email);
        await tab.GetByLabel("Password").FillAsync(BrowserSite.Password);
        await tab.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await tab.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        await tab.CloseAsync();
        await page.BringToFrontAsync();
        await page.EvaluateAsync("dispatchEvent(new Event('focus'))");
    }

    [GeneratedRegex(@"kept for you until \d\d:\d\d [AP]M\.", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex KeptUntil();
}
