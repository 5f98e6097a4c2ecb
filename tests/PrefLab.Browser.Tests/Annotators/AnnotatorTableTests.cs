using Microsoft.Playwright;
using PrefLab.Browser.Tests.Looks;
using PrefLab.Browser.Tests.Site;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;
using PrefLab.Testing.Load;

namespace PrefLab.Browser.Tests.Annotators;

public sealed class AnnotatorTableTests(BrowserSite site)
{
    [Fact]
    public async Task Table_ByKeys_GoesFromRowToRowOpensAndFinds()
    {
        var project = await TestProject.CreateAsync(site.Data.Database);
        for (var i = 0; i < 3; i++)
        {
            await project.AddAnnotatorAsync();
        }

        var page = await OpenAsync(project);
        var rows = page.Locator("a[data-row]");
        foreach (var (key, row) in new[] { ("ArrowDown", -1), ("j", 0), ("j", 1), ("ArrowDown", 2), ("j", 2), ("k", 1), ("ArrowUp", 0), ("k", 0), ("j", 1) })
        {
            await page.Keyboard.PressAsync(key);
            Assert.Equal(row, await rows.EvaluateAllAsync<int>("rows => rows.indexOf(document.activeElement)"));
        }

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("jk");
        Assert.Equal("jk", await page.Locator("[data-search-key]").InputValueAsync());
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Nobody matches").WaitForAsync();
        await page.GoBackAsync();
        var second = await rows.Nth(1).GetAttributeAsync("href");
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**{second}");
        Complaints.AssertNone(page);
    }

    [Fact]
    public async Task Pages_Everywhere_FitAndAreAccessible()
    {
        var project = await TestProject.CreateAsync(site.Data.Database, change: it => it.Name = "Which answer helps more?");
        var page = await OpenAsync(project);
        var look = new Look(page);
        await look.AtAsync("operations-none");
        await project.AddAnnotatorAsync();
        await page.ReloadAsync();
        await look.AtAsync("operations-one");
        var people = await GeneratedLabels.AddAsync(site.Data.ConnectionString, project, comparisons: 3_000, annotators: 60);
        await project.ExecuteAsync("UPDATE annotators SET concern_since = now(), risk = .97 WHERE project_id = $1 AND id = $2", project.Id.Value, people[0].Id.Value);
        await project.ExecuteAsync(
            "UPDATE annotators SET standing = 3, standing_reason = 'After 41 judged answers they do not seem to depend on the texts.', risk = .995, left_answers = answered * 9 / 10, right_answers = answered / 10 WHERE project_id = $1 AND id = $2",
            project.Id.Value, people[1].Id.Value);
        await page.ReloadAsync();
        await page.Keyboard.PressAsync("j");
        await look.AtAsync("operations-many");
        await page.GotoAsync($"/p/{project.Id}/annotators/{people[1].Id}");
        await look.AtAsync("operations-annotator");

        look.AssertNothingFound();
        Complaints.AssertNone(page);
    }

    private async Task<IPage> OpenAsync(TestProject project)
    {
        var operations = await site.AddPersonAsync("Olga");
        await using var db = TestProject.Open(site.Data.Database);
        db.Memberships.Add(new Membership { ProjectId = project.Id, PersonId = operations.Id, Role = Role.Operations, CreatedAt = DateTimeOffset.UnixEpoch });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        var page = await site.OpenAsync(operations.Email);
        await page.GotoAsync($"/p/{project.Id}/annotators");
        return page;
    }
}
