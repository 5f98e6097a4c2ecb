using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using PrefLab.Testing;
using PrefLab.Testing.Database;

namespace PrefLab.Browser.Tests.Assignments;

/// <summary>One comparison as it is read, on the page that annotators work with.</summary>
public sealed class ItemTests(BrowserSite site)
{
    [Theory]
    [InlineData(1440, 900, ColorScheme.Light)]
    [InlineData(1440, 900, ColorScheme.Dark)]
    [InlineData(390, 844, ColorScheme.Light)]
    public async Task RichTexts_AreDrawnWithoutComplaints(int width, int height, ColorScheme scheme)
    {
        var page = await ShowAsync(ItemTexts.Prompt, ItemTexts.Rich, ItemTexts.RightToLeft, width, height, scheme);

        await page.Locator(".hljs-keyword").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.Locator(".math.drawn").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.TakeAsync($"item-rich-{scheme}-{width}");

        Assert.Contains("$5 and $10", await page.Locator(".resp .content").First.TextContentAsync() + await page.Locator(".resp .content").Last.TextContentAsync(), StringComparison.Ordinal);
        Complaints.AssertNone(page);
    }

    [Fact]
    public async Task Differences_AreShownInTheColumnsAndTakenBack()
    {
        var page = await ShowAsync("q", "The cat sat on the mat.", "The dog sat on the mat.");
        var button = page.Locator("[data-toggle-differences]");

        await button.ClickAsync();
        await page.Locator(".resp .diff ins").WaitForAsync();
        await page.TakeAsync("item-differences");
        Assert.Equal(0, await page.Locator(".resp > .content:not(.diff):visible").CountAsync());
        await button.ClickAsync();

        await page.Locator(".resp > .content:not(.diff)").First.WaitForAsync();
        Assert.Equal(0, await page.Locator(".diff:visible").CountAsync());
        Complaints.AssertNone(page);
    }

    [Fact]
    public async Task Differences_PressedAgainOnTheirWay_AreNotShown()
    {
        var page = await ShowAsync("q", "The cat sat on the mat.", "The dog sat on the mat.");
        var button = page.Locator("[data-toggle-differences]");
        var held = new TaskCompletionSource();
        await page.RouteAsync("**handler=Differences**", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });

        await button.ClickAsync();
        await page.Locator("[data-toggle-differences][aria-busy=true]").WaitForAsync();
        await button.ClickAsync();
        await page.Locator("[data-toggle-differences]:not([aria-busy])").WaitForAsync();
        held.SetResult();
        await page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
        Assert.Equal((0, "false"), (await page.Locator(".diff").CountAsync(), await button.GetAttributeAsync("aria-pressed")));
        await button.ClickAsync();

        await page.Locator(".resp .diff ins").WaitForAsync();
        Assert.Equal(2, await page.Locator(".diff").CountAsync());
        Complaints.AssertNone(page);
    }

    [Fact]
    public async Task Copy_GivesTheSourceAndNotWhatIsDrawn()
    {
        var page = await ShowAsync("q", "**bold** $x^2$", "**bold** $x^2$ ");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await page.Locator("[data-copy-source]").First.ClickAsync();
        await page.GetByText("Copied").First.WaitForAsync();

        Assert.Equal("**bold** $x^2$", (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).Trim());
    }

    [Fact]
    public async Task ScrollTogether_MovesBothColumnsByProportion()
    {
        var page = await ShowAsync("q", Lines(200), Lines(400));
        await page.Locator("[data-toggle-scroll]").ClickAsync();

        await page.EvaluateAsync("() => { const [a] = document.querySelectorAll('.resp > .content'); a.scrollTop = (a.scrollHeight - a.clientHeight) / 2; }");
        await page.WaitForFunctionAsync("() => { const b = document.querySelectorAll('.resp > .content')[1]; return Math.abs(b.scrollTop / (b.scrollHeight - b.clientHeight) - .5) < .02; }");
        Complaints.AssertNone(page);
    }

    [Fact]
    public async Task Phone_SecondResponse_IsSeenAfterItsTabWasOpened()
    {
        var page = await ShowAsync("Which is better?", Lines(60), Lines(5), 390, 844);
        await page.WaitForFunctionAsync("() => document.querySelector('.tabs [aria-current]')");
        await page.TakeAsync("item-phone-first");
        Assert.False(await page.EvaluateAsync<bool>("document.querySelector('.item').bothSeen()"));

        await page.Locator("[data-tab='2']").ClickAsync();

        await page.WaitForFunctionAsync("() => document.querySelector('.item').bothSeen()");
        await page.TakeAsync("item-phone-second");
        Assert.Equal("2", await page.Locator(".tabs [aria-current]").GetAttributeAsync("data-tab"));
    }

    [Fact]
    public async Task Desktop_BothResponses_AreSeenAtOnce()
    {
        var page = await ShowAsync("q", "a", "b");

        await page.WaitForFunctionAsync("() => document.querySelector('.item').bothSeen()");
    }

    [Fact]
    public async Task Conversation_EarlierTurns_AreFoldedUntilTheyAreWanted()
    {
        var page = await ShowAsync(ItemTexts.Conversation, "Yes.", "No.", isChat: true);
        await page.TakeAsync("item-conversation");
        Assert.Equal("4 earlier turns", (await page.Locator(".earlier summary").TextContentAsync())!.Replace("p", "", StringComparison.Ordinal).Trim());
        Assert.True(await page.GetByText("And tomorrow?").IsVisibleAsync());
        Assert.True(await page.GetByText("An image that stood here is not shown").IsVisibleAsync());
        Assert.False(await page.GetByText("weather_now").First.IsVisibleAsync());

        // As the key does: the summary itself is there for the pointer.
        await page.Locator("[data-toggle-prompt]").EvaluateAsync("it => it.click()");

        await page.GetByText("weather_now").First.WaitForAsync();
        await page.TakeAsync("item-conversation-open");
    }

    [Fact]
    public async Task B066_B067_B070_HostileStrings_RunFetchAndCoverNothing()
    {
        var text = string.Join("\n\n", HostileStrings.All);
        var project = await TestProject.CreateAsync(site.Data.Database, goldFraction: 0);
        foreach (var chunk in HostileStrings.All.Chunk(150))
        {
            var one = string.Join("\n\n", chunk);
            await project.AddComparisonAsync(one, one, one + " ");
        }

        var (person, _) = await site.AddAnnotatorAsync(project, "Hana");
        var page = await site.OpenAsync(person.Email);
        var foreign = new List<string>();
        page.Request += (_, request) => foreign.AddRange(request.Url.StartsWith(site.Address.ToString(), StringComparison.Ordinal) ? [] : [request.Url]);
        page.Dialog += (_, dialog) => foreign.Add(dialog.Message);
        await page.GotoAsync($"/p/{project.Id}/annotate");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        for (var n = 0; n < (HostileStrings.All.Count + 149) / 150; n++)
        {
            await page.Locator($".item[data-position='{n + 1}']:not([hidden]) .resp").First.WaitForAsync();
            await page.Locator($".item[data-position='{n + 1}'] [data-toggle-differences]").ClickAsync();
            await page.Locator($".item[data-position='{n + 1}'] .differences-note").WaitForAsync();
            Assert.Equal("undefined", await page.EvaluateAsync<string>("typeof window.__pwned"));
            var hit = await page.EvaluateAsync<bool>("() => { const button = document.querySelector('.scale button'); const box = button.getBoundingClientRect(); return button.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)); }");
            Assert.True(hit, "Something covers an answer.");
            await page.Keyboard.PressAsync("1");
        }

        Assert.NotEmpty(text);
        Assert.Empty(foreign);
        Complaints.AssertNone(page);
    }

    private static string Lines(int count) => string.Join("\n\n", Enumerable.Range(1, count).Select(n => $"Line {n} of what is to be read here."));

    private async Task<IPage> ShowAsync(
        string prompt, string a, string b, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light, bool isChat = false)
    {
        var project = await TestProject.CreateAsync(site.Data.Database, goldFraction: 0);
        await project.AddComparisonAsync(prompt, a, b);
        if (isChat)
        {
            await project.ExecuteAsync("UPDATE comparisons SET prompt_is_chat = true WHERE project_id = $1", project.Id.Value);
        }

        var (person, _) = await site.AddAnnotatorAsync(project, "Ana");
        var page = await site.OpenAsync(person.Email, width, height, scheme);
        await page.GotoAsync($"/p/{project.Id}/annotate");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await page.Locator(".item [data-copy-source]:visible").First.WaitForAsync();
        return page;
    }
}
