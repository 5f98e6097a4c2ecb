using System.Net;
using AngleSharp.Dom;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using PrefLab.Web.Tests.Projects;

namespace PrefLab.Web.Tests.Annotators;

public sealed class AnnotatorsPageTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_WithAConcernAndAnAppeal_MarksAndFiltersThem()
    {
        var (project, first) = await web.WorkedAsync();
        await project.ExecuteAsync("UPDATE annotators SET concern_since = '2026-11-20', risk = .999 WHERE project_id = $1 AND id = $2", project.Id.Value, first.Id.Value);
        await project.ExecuteAsync(
            "INSERT INTO appeals (project_id, annotator_id, standing, text, made_at) VALUES ($1, $2, 4, 'Why?', now())", project.Id.Value, first.Id.Value);
        using var operations = await web.BrowserAsync(project, Role.Operations);
        var path = $"/p/{project.Id}/annotators";

        var all = await operations.GetHtmlAsync(path);
        var concerned = await operations.GetHtmlAsync(all.QuerySelector("a[href*='concern=true']")!.GetAttribute("href")!);
        var appealing = await operations.GetHtmlAsync(all.QuerySelector("#appeals")!.GetAttribute("href")!);
        var csv = await operations.GetStringAsync(new Uri(concerned.QuerySelector("a[href*='handler=Csv']")!.GetAttribute("href")!, UriKind.Relative), Ct);

        var row = all.QuerySelector($"tbody a[href$='/{first.Id}']")!.Closest("tr")!;
        Assert.Equal(2, all.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("drop since 20 Nov 2026", row.TextContent, StringComparison.Ordinal);
        var answered = await project.ScalarAsync<int>("SELECT answered FROM annotators WHERE project_id = $1 AND id = $2", project.Id.Value, first.Id.Value);
        Assert.EndsWith($", {answered}", row.QuerySelector(".days title")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("usual", row.TextContent, StringComparison.Ordinal);
        Assert.Single(concerned.QuerySelectorAll("tbody tr"));
        Assert.Single(appealing.QuerySelectorAll("tbody tr"));
        var rows = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, rows.Length);
        Assert.Equal(rows[0].Split(',').Length, rows[1].Split(',').Length);
        Assert.Contains("2026-11-20T00:00:00", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_MoreThanAPage_GoesForthAndBack()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        for (var i = 0; i < 51; i++)
        {
            await project.AddAnnotatorAsync();
        }

        using var operations = await web.BrowserAsync(project, Role.Operations);
        var first = await operations.GetHtmlAsync($"/p/{project.Id}/annotators?q=annotator");
        var second = await operations.GetHtmlAsync(first.QuerySelector(".pager a[rel=next]")!.GetAttribute("href")!);
        var again = await operations.GetHtmlAsync(second.QuerySelector(".pager a[rel=prev]")!.GetAttribute("href")!);
        var csv = await operations.GetStringAsync(new Uri($"/p/{project.Id}/annotators?handler=Csv&q=annotator", UriKind.Relative), Ct);

        Assert.Null(first.QuerySelector("a[rel=prev]"));
        Assert.Equal(1, second.QuerySelectorAll("tbody tr").Length);
        Assert.Null(second.QuerySelector("a[rel=next]"));
        Assert.Equal(first.QuerySelector("tbody")!.TextContent, again.QuerySelector("tbody")!.TextContent);
        Assert.Null(again.QuerySelector("a[rel=prev]"));
        Assert.Equal(52, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("standing=Active,Flagged", HttpStatusCode.BadRequest)]
    [InlineData("standing=3", HttpStatusCode.BadRequest)]
    [InlineData("standing=Nonsense", HttpStatusCode.BadRequest)]
    [InlineData("standing=flagged", HttpStatusCode.OK)]
    [InlineData("standing=", HttpStatusCode.OK)]
    public async Task Get_OfAStanding_TakesOneName(string query, HttpStatusCode status)
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var operations = await web.BrowserAsync(project, Role.Operations);

        using var answer = await operations.GetAsync(new Uri($"/p/{project.Id}/annotators?{query}", UriKind.Relative), Ct);

        Assert.Equal(status, answer.StatusCode);
    }
}
