using System.Net;
using AngleSharp.Dom;
using PrefLab.Core.Accounts;
using PrefLab.Core.Projects;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Projects;

public sealed class LeadPagesTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static readonly string[] Paths = ["", "/annotators", "/annotators?standing=Flagged&q=A-1", "/annotators?concern=true&appeal=true", "/annotators/bias", "/guidelines", "/guidelines/edit", "/settings", "/audit", "/audit?kind=all"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_EveryPageAsLead_IsShownWithDataAndWithout()
    {
        var (worked, _) = await web.WorkedAsync();
        var empty = await TestProject.CreateAsync(web.Data.Database);
        foreach (var project in new[] { worked, empty })
        {
            using var lead = await web.BrowserAsync(project, Role.Lead);
            foreach (var path in Paths)
            {
                var page = await lead.GetHtmlAsync($"/p/{project.Id}{path}");
                Assert.Equal("Test", page.QuerySelector("h1")?.TextContent);
                Assert.Null(page.QuerySelector("[style]"));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Overview_OfADraft_SendsNobodyToAPageThatRefuses(int comparisons)
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        await project.ExecuteAsync("UPDATE projects SET state = $2 WHERE id = $1", project.Id.Value, (short)ProjectState.Draft);
        await project.AddComparisonsAsync(comparisons);
        using var lead = await web.BrowserAsync(project, Role.Lead);
        using var operations = await web.BrowserAsync(project, Role.Operations);
        const string Links = ".empty a[href$='/import'], .alert a[href$='/settings']";

        var shown = await operations.GetHtmlAsync($"/p/{project.Id}");

        Assert.Empty(shown.QuerySelectorAll(Links));
        Assert.NotEmpty((await lead.GetHtmlAsync($"/p/{project.Id}")).QuerySelectorAll(Links));
    }

    [Fact]
    public async Task Get_WrongRoleOrStranger_IsDenied()
    {
        var (project, first) = await web.WorkedAsync();
        using var annotator = await web.BrowserAsync(project, Role.Annotator);
        using var operations = await web.BrowserAsync(project, Role.Operations);
        using var stranger = await web.BrowserAsync(await TestProject.CreateAsync(web.Data.Database), Role.Lead);
        foreach (var path in new[] { "", "/annotators", $"/annotators/{first.Id}", "/settings", "/audit", "/guidelines/edit" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(stranger, $"/p/{project.Id}{path}"));
            Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(annotator, $"/p/{project.Id}{path}"));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(operations, $"/p/{project.Id}/annotators"));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(operations, $"/p/{project.Id}/settings"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(annotator, $"/p/{project.Id}/guidelines"));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(operations, "/projects/new"));
    }

    [Theory]
    [InlineData("/annotators/999999")]
    [InlineData("/annotators/99999999999999999999")]
    [InlineData("/guidelines?version=7")]
    [InlineData("/guidelines?version=x")]
    public async Task Get_WhatIsNotThere_Is404(string path)
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var lead = await web.BrowserAsync(project, Role.Lead);

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(lead, $"/p/{project.Id}{path}"));
    }

    [Theory]
    [InlineData("/annotators?after=2_1")]
    [InlineData("/annotators?after=x")]
    [InlineData("/annotators?before=x")]
    [InlineData("/annotators?concern=perhaps")]
    [InlineData("/annotators?standing=Nonsense")]
    [InlineData("/audit?before=0")]
    public async Task Get_ImpossibleParameters_Is400(string path)
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var lead = await web.BrowserAsync(project, Role.Lead);

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(lead, $"/p/{project.Id}{path}"));
    }

    [Fact]
    public async Task Create_ByAdministrator_OpensTheNewProject()
    {
        using var administrator = await web.BrowserAsync(null, null);

        using var refused = await administrator.PostFormAsync("/projects/new", Fields(("Input.Name", "Round 2"), ("Input.Overlap", "0")));
        using var created = await administrator.PostFormAsync("/projects/new", Fields(("Input.Name", "Round 2")));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("Round 2", (await refused.HtmlAsync()).QuerySelector("[name='Input.Name']")?.GetAttribute("value"));
        var page = await administrator.GetHtmlAsync(created.Headers.Location!.OriginalString);
        Assert.Equal("Round 2", page.QuerySelector("h1")?.TextContent);
        Assert.Contains("Round 2", (await administrator.GetHtmlAsync("/projects")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Input.TiesAllowed")]
    [InlineData("Input.Dimensions[0].Asked")]
    public async Task Settings_CheckboxNeitherTrueNorFalse_Is400WithTheForm(string field)
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var lead = await web.BrowserAsync(project, Role.Lead);

        using var refused = await lead.PostFormAsync($"/p/{project.Id}/settings", Fields((field, "=1+1")));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.NotNull((await refused.HtmlAsync()).QuerySelector($"[name='{field}']"));
    }

    [Fact]
    public async Task Settings_StaleVersion_ShowsTheirsAndKeepsMine()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var one = await web.BrowserAsync(project, Role.Lead);
        var path = $"/p/{project.Id}/settings";
        var version = (await one.GetHtmlAsync(path)).QuerySelector("[name='Input.Version']")!.GetAttribute("value")!;
        using var saved = await one.PostFormAsync(path, Fields(("Input.Overlap", "5")));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);

        using var stale = await one.PostFormAsync(path, Fields(("Input.BatchSize", "20"), ("Input.Overlap", "3"), ("Input.Version", version)));

        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        var page = await stale.HtmlAsync();
        Assert.Equal(["overlap", "3", "5"], page.QuerySelectorAll(".alert tbody td").Select(cell => cell.TextContent));
        Assert.Equal("20", page.QuerySelector("[name='Input.BatchSize']")?.GetAttribute("value"));
        Assert.NotEqual(version, page.QuerySelector("[name='Input.Version']")?.GetAttribute("value"));
    }

    [Theory]
    [InlineData("classic", 3)]
    [InlineData("sprt", 3)]
    [InlineData("peers", 3)]
    public async Task Settings_Meaning_IsOfWhatIsEnteredAndSavesNothing(string rule, int clickers)
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var lead = await web.BrowserAsync(project, Role.Lead);
        var path = $"/p/{project.Id}/settings";
        var saved = (await lead.GetHtmlAsync(path)).QuerySelector("#meaning")!.TextContent;

        using var computed = await lead.PostFormAsync($"{path}?handler=Meaning", Fields(("Input.Rule", rule), ("Input.GoldPercent", "20")));

        var meaning = (await computed.HtmlAsync()).QuerySelector("#meaning")!;
        Assert.Equal(clickers, meaning.QuerySelectorAll("table:first-of-type tbody tr").Length);
        Assert.Equal(2, meaning.QuerySelectorAll("table:last-of-type tbody tr").Length);
        Assert.NotEqual(saved, meaning.TextContent);
        Assert.Equal(saved, (await lead.GetHtmlAsync(path)).QuerySelector("#meaning")!.TextContent);
    }

    [Theory]
    [InlineData("Input.AcceptedPercent", "40")]
    [InlineData("Input.GoldPercent", "x")]
    [InlineData("Input.TiesAllowed", "=1")]
    public async Task Settings_MeaningOfImpossibleNumbers_SaysSo(string field, string value)
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var lead = await web.BrowserAsync(project, Role.Lead);
        lead.DefaultRequestHeaders.Add("X-Requested-With", "XMLHttpRequest");

        using var answer = await lead.PostFormAsync($"/p/{project.Id}/settings?handler=Meaning", Fields((field, value)));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("The numbers entered are not right yet.", (await answer.HtmlAsync()).Body!.TextContent.Trim());
    }

    [Fact]
    public async Task Settings_State_ChangesAndRefuses()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var lead = await web.BrowserAsync(project, Role.Lead);
        var path = $"/p/{project.Id}/settings";

        using var paused = await lead.PostFormAsync(path, Fields(("state", "Paused")), "form[action*=State]");
        using var refused = await lead.PostFormAsync(path, Fields(("state", "Draft")), "form[action*=State]");

        Assert.Equal(HttpStatusCode.Redirect, paused.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Fact]
    public async Task Guidelines_PreviewThenPublish_AreSafe()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var lead = await web.BrowserAsync(project, Role.Lead);
        var path = $"/p/{project.Id}/guidelines";
        const string markdown = "# Prefer\n\n<script>alert(1)</script> [x](javascript:alert(1))";

        using var preview = await lead.PostFormAsync($"{path}/edit?handler=Preview", Fields(("Input.Markdown", markdown)), "#guidelines");
        using var published = await lead.PostFormAsync($"{path}/edit?handler=Publish", Fields(("Input.Markdown", markdown), ("Input.Summary", "First")), "#guidelines");
        using var stale = await lead.PostFormAsync($"{path}/edit?handler=Publish", Fields(("Input.Markdown", "mine"), ("Input.Version", "0")), "#guidelines");
        using var empty = await lead.PostFormAsync($"{path}/edit?handler=Publish", Fields(("Input.Markdown", " ")), "#guidelines");

        Assert.Contains("Not published", (await preview.HtmlAsync()).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Equal("mine", (await stale.HtmlAsync()).QuerySelector("textarea")?.TextContent.Trim());
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        var text = (await lead.GetHtmlAsync(path)).QuerySelector(".guidelines-text")!;
        Assert.Equal("Prefer", text.QuerySelector("h1")?.TextContent);
        Assert.Empty(text.QuerySelectorAll("script, a[href^=javascript]"));
    }

    [Fact]
    public async Task Annotators_Csv_HasARowEach()
    {
        var (project, _) = await web.WorkedAsync();
        using var lead = await web.BrowserAsync(project, Role.Lead);

        var csv = await lead.GetStringAsync(new Uri($"/p/{project.Id}/annotators?handler=Csv", UriKind.Relative), Ct);

        Assert.Equal(3, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Ct);
        return response.StatusCode;
    }

    private static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
}
