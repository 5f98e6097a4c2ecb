using Microsoft.Playwright;
using PrefLab.Browser.Tests.Looks;
using PrefLab.Browser.Tests.Site;
using PrefLab.Core.Accounts;
using PrefLab.Core.Labels;
using PrefLab.Testing.Database;

namespace PrefLab.Browser.Tests.Review;

/// <summary>An expert clears what is disputed, by keys, and an annotator reads why.</summary>
public sealed class ReviewJourneyTests(BrowserSite site)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Expert_ClearsDisputedComparisons_ByKeys()
    {
        var annotator = await site.AddPersonAsync("Ana");
        var disputed = await DisputedProject.CreateAsync(site.Data.Database, comparisons: 2, first: annotator);
        await disputed.DisputeAsync();
        await disputed.DisputeAsync();
        var page = await site.OpenAsync((await ExpertAsync(disputed.Project)).Email);
        await page.GotoAsync("/projects");
        await page.GetByRole(AriaRole.Link, new() { Name = "Test", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Review 2" }).WaitForAsync();

        await PressAsync(page, "n");
        for (var left = 2; left > 0; left--)
        {
            await page.GetByText("Your own answer first").WaitForAsync();
            Assert.Equal(0, await page.Locator(".said").CountAsync());
            await PressAsync(page, "2");
            await PressAsync(page, "4");
            Assert.Equal(0, await page.Locator(".said").CountAsync());
            await page.Keyboard.PressAsync("Enter");
            await page.Locator(".said").WaitForAsync();
            await Assertions.Expect(page.Locator("#votes")).ToBeFocusedAsync();
            await Assertions.Expect(page.GetByText("Your answer is kept: 2 is better.")).ToBeInViewportAsync();
            Assert.Equal(3, await page.GetByText("I say").CountAsync());
            await PressAsync(page, "5");
            await page.Keyboard.PressAsync("r");
            await page.Keyboard.TypeAsync("The first one leaves the question open.");
            await page.Keyboard.PressAsync("Control+Enter");
        }

        await page.GetByText("Nothing is disputed").WaitForAsync();
        await page.GetByRole(AriaRole.Status).GetByText("Decided: 2 is much better. It stays an ordinary comparison.").WaitForAsync();
        Complaints.AssertNone(page);

        var other = await site.OpenAsync(annotator.Email);
        await other.GotoAsync($"/p/{disputed.Project.Id}/me");
        await other.Locator("[aria-labelledby=decisions] a").First.ClickAsync();
        await other.Locator("#decision").GetByText("The first one leaves the question open.").WaitForAsync();
        Complaints.AssertNone(other);
    }

    [Fact]
    public async Task Pages_OfTheReview()
    {
        var project = await LooksProject.CreateAsync(site);
        for (var i = 0; i < 3; i++)
        {
            var annotating = new Annotating(site.Data.Database, project, await project.AddAnnotatorAsync());
            for (var n = 0; n < 3; n++)
            {
                var served = await annotating.NextAsync();
                await annotating.AcceptAsync(new Submission(
                    served.Token, Guid.NewGuid(), (2 * i) + 1, Flagged: i == n, Comment: i == 1 ? "Both walk the list twice; the second one says so, and the first one hides it behind a helper." : null));
            }
        }

        var page = await site.OpenAsync((await ExpertAsync(project)).Email);
        var look = new Look(page);
        await page.GotoAsync($"/p/{project.Id}/review");
        await look.AtAsync("review-queue");
        await PressAsync(page, "n");
        await page.Locator(".review-foot").WaitForAsync();
        await look.AtAsync("review-blind");
        await PressAsync(page, "2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send blind answer" }).ClickAsync();
        await page.Locator("#decide-form").WaitForAsync();
        await look.AtAsync("review-decide");
        await page.Locator("#reason").FillAsync("The second one answers what was asked, and is right about the cost.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Decide", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Decision" }).WaitForAsync();
        await look.AtAsync("review-decided");
        await page.GotoAsync($"/p/{project.Id}/review/decided");
        await look.AtAsync("review-decisions");
        await page.GotoAsync($"/p/{project.Id}/review?tag=nothing");
        await look.AtAsync("review-nothing");

        look.AssertNothingFound();
        Complaints.AssertNone(page);
    }

    private static async Task PressAsync(IPage page, string key)
    {
        await page.Locator("body.has-keys").WaitForAsync();
        await page.Keyboard.PressAsync(key);
    }

    private async Task<Person> ExpertAsync(TestProject project)
    {
        var person = await site.AddPersonAsync("Mei");
        await using var db = site.Data.Open();
        db.Memberships.Add(new Membership { ProjectId = project.Id, PersonId = person.Id, Role = Role.Expert, CreatedAt = DateTimeOffset.UnixEpoch });
        await db.SaveChangesAsync(Ct);
        return person;
    }
}
