using Microsoft.Playwright;
using PrefLab.Browser.Tests.Site;
using PrefLab.Core.Accounts;
using PrefLab.Core.Projects;
using PrefLab.Testing.Database;

namespace PrefLab.Browser.Tests.Assignments;

/// <summary>A project with work, somebody who annotates in it, and what a browser test does on the annotate page again and again.</summary>
internal sealed class AnnotateScene
{
    private AnnotateScene(BrowserSite site, TestProject project, Person person)
    {
        Site = site;
        Project = project;
        Person = person;
    }

    public BrowserSite Site { get; }

    public TestProject Project { get; }

    public Person Person { get; }

    public string Path => $"/p/{Project.Id}/annotate";

    public static async Task<AnnotateScene> CreateAsync(BrowserSite site, int comparisons = 6, int batchSize = 50, bool asked = false, bool ties = true, int golds = 0, int? skips = 10)
    {
        var project = await TestProject.CreateAsync(
            site.Data.Database,
            batchSize: batchSize,
            goldFraction: golds == 0 ? 0 : .5,
            change: it =>
            {
                it.TiesAllowed = ties;
                it.SkipsPerBatch = skips;
                it.Dimensions = [.. Dimension.Default.Select(dimension => dimension with { Asked = asked })];
            });
        for (var i = 0; i < comparisons; i++)
        {
            await project.AddComparisonAsync(Texts.Prompt, Texts.Good, Texts.Weak);
        }

        await project.AddGoldsAsync(golds);
        var (person, _) = await site.AddAnnotatorAsync(project, "Ana");
        return new AnnotateScene(site, project, person);
    }

    /// <summary>Signs in, opens the page and starts the batch.</summary>
    public async Task<IPage> StartAsync(bool scripts = true, int inHand = 0, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await Site.OpenAsync(Person.Email, width, height, scheme, scripts);
        await page.GotoAsync(Path);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Response 1" }).WaitForAsync();
        if (inHand > 0)
        {
            await InHandAsync(page, inHand);
        }

        return page;
    }

    /// <summary>Waits until so many comparisons are in the page, the shown one among them.</summary>
    public static Task InHandAsync(IPage page, int count) =>
        page.WaitForFunctionAsync("count => document.querySelectorAll('#work > .item').length >= count", count);

    /// <summary>Waits until the server has everything.</summary>
    public static Task SavedAsync(IPage page) => page.Locator("#saved[data-waiting='0']").WaitForAsync();

    public static Task ShownAsync(IPage page, int position, int size = 50) => page.GetByText($"{position} of {size}", new() { Exact = true }).WaitForAsync();

    public static async Task PressAsync(IPage page, params string[] keys)
    {
        foreach (var key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }
    }

    public Task<long> LabelsAsync(string condition = "true") =>
        Project.ScalarAsync<long>($"SELECT count(*) FROM labels WHERE project_id = $1 AND {condition}", Project.Id.Value);
}
