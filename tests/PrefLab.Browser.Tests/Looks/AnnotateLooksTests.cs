using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using PrefLab.Testing.Database;
using static PrefLab.Browser.Tests.Assignments.AnnotateScene;

namespace PrefLab.Browser.Tests.Looks;

/// <summary>Every state of the annotate page, in both sizes and themes.</summary>
public sealed class AnnotateLooksTests(BrowserSite site)
{
    private const string Labels = "**/label";

    [Fact]
    public async Task Texts_OfEveryKind()
    {
        var (page, _) = await StartAsync(asked: false);
        var look = new Look(page);

        for (var i = 1; i <= LookTexts.All.Length; i++)
        {
            await ShownAsync(page, i);
            var prompt = await page.Locator(".item:not([hidden]) .prompt").TextContentAsync();
            var name = LookTexts.All.First(it => prompt!.Contains(it.Name + ":", StringComparison.Ordinal)).Name;
            if (name == "rich")
            {
                await page.Locator(".item:not([hidden]) .math.drawn").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
                await page.Locator(".item:not([hidden]) .hljs-keyword").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            }

            await look.AtAsync($"text-{name}");
            if (name == "turns")
            {
                await page.Keyboard.PressAsync("p");
                await look.AtAsync("text-turns-open");
            }

            if (name == "normal")
            {
                await page.Keyboard.PressAsync("d");
                await page.Locator(".item:not([hidden]) .diff ins").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
                await look.AtAsync("differences");
            }

            await page.Keyboard.PressAsync("3");
        }

        look.AssertNothingFound();
        Complaints.AssertNone(page);
    }

    [Fact]
    public async Task Answers_AndWhatOpensOverThePage()
    {
        var (page, _) = await StartAsync(asked: true);
        var look = new Look(page);

        await look.AtAsync("dimensions");
        await PressAsync(page, "2", "ArrowLeft", "ArrowDown", "ArrowRight");
        await look.AtAsync("dimensions-chosen");
        await PressAsync(page, "b", "f", "c");
        await page.Keyboard.TypeAsync("Both miss the point, and the second one invents a source.");
        await look.AtAsync("comment");
        await PressAsync(page, "Escape", "?");
        await look.AtAsync("keys");
        await PressAsync(page, "Escape", "k");
        await look.AtAsync("skip");
        await PressAsync(page, "Escape", "g");
        await page.Locator("#panel .guidelines-text").WaitForAsync();
        await look.AtAsync("guidelines-panel");
        await PressAsync(page, "Escape");
        await page.Locator(".work-bar summary").ClickAsync();
        await look.AtAsync("menu");
        await PressAsync(page, "Escape", "2", "Enter");
        await ShownAsync(page, 2);
        await PressAsync(page, "4", "Enter", "l");
        await page.Locator(".recent button").First.WaitForAsync();
        await look.AtAsync("last-ten");
        await page.Locator(".recent button").First.ClickAsync();
        await page.Locator("#cancel").WaitForAsync();
        await look.AtAsync("correcting");

        look.AssertNothingFound();
        Complaints.AssertNone(page);
    }

    [Fact]
    public async Task Trouble_OfTheNetworkAndTheSession()
    {
        var (page, project) = await StartAsync(asked: false);
        var look = new Look(page);

        await page.RouteAsync(Labels, route => route.FulfillAsync(new() { Status = 503 }));
        await PressAsync(page, "1");
        await page.GetByText("Not sent yet: 1 answer waits").WaitForAsync();
        await look.AtAsync("unavailable");
        await page.UnrouteAsync(Labels);
        await SavedAsync(page);

        await InHandAsync(page, 3);
        await page.Context.SetOfflineAsync(true);
        foreach (var position in (int[])[2, 3, 4])
        {
            await ShownAsync(page, position);
            await PressAsync(page, "2");
        }

        await page.GetByText("Everything that was fetched is answered").WaitForAsync();
        await look.AtAsync("offline");
        await page.Context.SetOfflineAsync(false);
        await SavedAsync(page);
        await ShownAsync(page, 5);

        await page.RouteAsync(Labels, route => route.FulfillAsync(new() { Status = 410, ContentType = "application/problem+json", Body = "{}" }));
        await PressAsync(page, "c");
        await page.Keyboard.TypeAsync("The first one answers the question.");
        await PressAsync(page, "Escape", "1");
        await page.GetByText("Your time for it ran out").WaitForAsync();
        await look.AtAsync("refused");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await page.UnrouteAsync(Labels);

        await page.Context.ClearCookiesAsync();
        await PressAsync(page, "2");
        await page.Locator("#signed-out[open]").WaitForAsync();
        await look.AtAsync("signed-out");

        look.AssertNothingFound();
        Assert.Equal(4, await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task Rests_WhereThereIsNothingToAnswer()
    {
        var (page, project) = await StartAsync(asked: false, batchSize: 2, started: false);
        var look = new Look(page);

        await look.AtAsync("ready");
        await page.Locator("#start").ClickAsync();
        await InHandAsync(page, 2);
        await PressAsync(page, "2");
        await ShownAsync(page, 2, 2);
        await PressAsync(page, "4");
        await page.GetByText("Batch finished").WaitForAsync();
        await look.AtAsync("finished");
        await project.ExecuteAsync("UPDATE comparisons SET overlap = taken WHERE project_id = $1 AND taken > 0", project.Id.Value);
        await project.ExecuteAsync("UPDATE comparisons SET use = 3, gold_preference = 0 WHERE project_id = $1 AND taken = 0", project.Id.Value);
        await page.Locator("#start").ClickAsync();
        await page.GetByText("Nothing to answer right now").WaitForAsync();
        await look.AtAsync("nothing");
        await project.ExecuteAsync("UPDATE annotators SET standing = 4, standing_reason = 'Please read version 2 of the guidelines again and write to us.' WHERE project_id = $1", project.Id.Value);
        await page.ReloadAsync();
        await page.GetByText("Your work here is paused").WaitForAsync();
        await look.AtAsync("paused");
        await page.GotoAsync($"/p/{project.Id}/me");
        await look.AtAsync("me-paused");

        look.AssertNothingFound();
        Complaints.AssertNone(page);
    }

    private async Task<(IPage Page, TestProject Project)> StartAsync(bool asked, int batchSize = 50, bool started = true)
    {
        var project = await LooksProject.CreateAsync(site, batchSize, asked);
        var (person, _) = await site.AddAnnotatorAsync(project, "Ana");
        var page = await site.OpenAsync(person.Email);
        await page.GotoAsync($"/p/{project.Id}/annotate");
        await page.Locator("body[data-ready]").WaitForAsync();
        if (started)
        {
            await page.Locator("#start").ClickAsync();
            await InHandAsync(page, 3);
        }

        return (page, project);
    }
}
