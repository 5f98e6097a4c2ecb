using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Testing.Database;

namespace PrefLab.Browser.Tests.Annotators;

public sealed class ActionsJourneyTests(BrowserSite site)
{
    private const string Reason = "You chose the left response nearly always, whatever the texts say.";

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Pause_OfWhoAlwaysAnswersLeft_IsPreviewedDoneAppealedAndUndone(int width, ColorScheme scheme)
    {
        var (project, operations, lefty, annotator) = await SceneAsync();
        var page = await site.OpenAsync(operations.Email, width: width, scheme: scheme);
        await page.GotoAsync($"/p/{project.Id}");

        await page.GetByRole(AriaRole.Link, new() { Name = "Annotators", Exact = true }).First.ClickAsync();
        await page.Locator("tbody tr").First.GetByRole(AriaRole.Link).ClickAsync();
        await page.WaitForURLAsync($"**/annotators/{annotator.Id}");
        await page.GetByLabel("Labels so far").SelectOptionAsync("All");
        await page.Locator("#act-preview").ClickAsync();
        await page.Locator("#preview").WaitForAsync();
        await LookAsync(page, $"actions-preview-{width}");
        await page.GetByLabel("Reason", new() { Exact = true }).FillAsync(Reason);
        await page.Locator("#act-do").ClickAsync();
        await page.GetByRole(AriaRole.Status).GetByText("labels excluded").First.WaitForAsync();
        await LookAsync(page, $"actions-done-{width}");

        var own = await site.OpenAsync(lefty.Email, width: width, scheme: scheme);
        await own.GotoAsync($"/p/{project.Id}/me");
        await own.GetByText(Reason).WaitForAsync();
        await own.GetByLabel("What should the people who run the project know?").FillAsync("My right key is broken.");
        await own.GetByRole(AriaRole.Button, new() { Name = "Send the appeal" }).ClickAsync();
        await own.GetByText("My right key is broken.").WaitForAsync();

        await page.ReloadAsync();
        await page.Locator("#appealAnswer").FillAsync("Thank you: it was the key. Go on.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Answer the appeal" }).ClickAsync();
        await page.Locator(".acted summary").ClickAsync();
        await page.Locator(".acted").GetByLabel("Reason for undoing").FillAsync("A broken key");
        await page.Locator(".acted .undo button").ClickAsync();
        await page.GetByRole(AriaRole.Status).GetByText("Undone.").WaitForAsync();
        await LookAsync(page, $"actions-undone-{width}");

        await own.ReloadAsync();
        await own.GetByText("Thank you: it was the key. Go on.").WaitForAsync();
        await own.GetByText("You may work.").WaitForAsync();
        await own.TakeAsync($"actions-me-{width}");
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1 AND excluded", project.Id.Value));
        Complaints.AssertNone(page);
        Complaints.AssertNone(own);
    }

    private static async Task LookAsync(IPage page, string name)
    {
        await page.TakeAsync(name);
        Assert.Empty(await page.ViolationsAsync());
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }

    /// <summary>Two people who read, and one who always answers left.</summary>
    private async Task<(TestProject Project, Person Operations, Person Lefty, Annotator Annotator)> SceneAsync()
    {
        var project = await TestProject.CreateAsync(site.Data.Database, batchSize: 10, goldFraction: .4, change: it =>
        {
            it.Name = "Which answer helps more?";
            it.LabelRate = .25m;
            it.PaysExcluded = false;
        });
        await project.AddComparisonsAsync(24);
        await project.AddGoldsAsync(16);
        var (lefty, annotator) = await site.AddAnnotatorAsync(project, "Lefty");
        await new Annotating(site.Data.Database, project, annotator).DrainAsync();
        foreach (var name in new[] { "Ruth", "Rafael" })
        {
            var reading = new Annotating(site.Data.Database, project, (await site.AddAnnotatorAsync(project, name)).Annotator);
            while (await reading.AskAsync() is NextResult.Work work)
            {
                var served = work.Assignments[0];
                await reading.AcceptAsync(new Submission(served.Token, Guid.NewGuid(), served.Left.StartsWith("bad", StringComparison.Ordinal) ? 4 : 2));
            }
        }

        var operations = await site.AddPersonAsync("Olga");
        await using var db = TestProject.Open(site.Data.Database);
        db.Memberships.Add(new Membership { ProjectId = project.Id, PersonId = operations.Id, Role = Role.Operations, CreatedAt = DateTimeOffset.UnixEpoch });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return (project, operations, lefty, annotator);
    }
}
