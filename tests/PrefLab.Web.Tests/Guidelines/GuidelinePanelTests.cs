using System.Net;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Guidelines;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Guidelines;

public sealed class GuidelinePanelTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Panel_SecondVersionAfterTheFirstWasSeen_SaysWhatChanged()
    {
        var (project, browser) = await SceneAsync("panel@example.org");
        await PublishAsync(project, 0, "# One", "The first version");
        using var seen = await SeenAsync(browser, project, "1");
        await PublishAsync(project, 1, "# Two <script>alert(1)</script>", "Length counts <b>less</b>");

        var panel = await browser.GetHtmlAsync($"/p/{project.Id}/guidelines?handler=Panel");

        Assert.Equal(HttpStatusCode.NoContent, seen.StatusCode);
        var section = panel.QuerySelector(".guidelines-panel")!;
        Assert.Equal(("2", "1"), (section.GetAttribute("data-version"), section.GetAttribute("data-seen")));
        Assert.Contains("Version 2: Length counts <b>less</b>", section.QuerySelector(".guidelines-changes li")!.TextContent, StringComparison.Ordinal);
        Assert.Single(section.QuerySelectorAll(".guidelines-changes li"));
        Assert.Null(panel.QuerySelector("script"));
        Assert.Null(panel.QuerySelector(".top"));
        browser.Dispose();
    }

    [Fact]
    public async Task Panel_NothingSeen_ListsNoChanges()
    {
        var (project, browser) = await SceneAsync("fresh@example.org");
        await PublishAsync(project, 0, "# One", null);

        var panel = await browser.GetHtmlAsync($"/p/{project.Id}/guidelines?handler=Panel");

        Assert.Equal("0", panel.QuerySelector(".guidelines-panel")!.GetAttribute("data-seen"));
        Assert.Null(panel.QuerySelector(".guidelines-changes"));
        browser.Dispose();
    }

    [Theory]
    [InlineData("7")]
    [InlineData("0")]
    [InlineData("many")]
    [InlineData("")]
    public async Task Seen_NoSuchVersion_Is400ThatNamesIt(string version)
    {
        var (project, browser) = await SceneAsync($"bad-{version}@example.org");
        await PublishAsync(project, 0, "# One", null);

        using var answer = await SeenAsync(browser, project, version);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"version\"", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM guideline_readings WHERE project_id = $1", project.Id.Value));
        browser.Dispose();
    }

    [Fact]
    public async Task Seen_OlderThanBefore_KeepsTheNewest()
    {
        var (project, browser) = await SceneAsync("older@example.org");
        await PublishAsync(project, 0, "# One", null);
        await PublishAsync(project, 1, "# Two", null);
        using var newest = await SeenAsync(browser, project, "2");

        using var older = await SeenAsync(browser, project, "1");

        Assert.Equal(HttpStatusCode.NoContent, older.StatusCode);
        Assert.Equal(2, await project.ScalarAsync<int>("SELECT version FROM guideline_readings WHERE project_id = $1", project.Id.Value));
        browser.Dispose();
    }

    [Fact]
    public async Task Page_WithoutScripts_TakesTheNote()
    {
        var (project, browser) = await SceneAsync("plain@example.org");
        await PublishAsync(project, 0, "# One", null);
        var path = $"/p/{project.Id}/guidelines";

        using var answer = await browser.PostFormAsync(path, [], "form[action*=Seen]");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Null((await browser.GetHtmlAsync(path)).QuerySelector("form[action*=Seen]"));
        browser.Dispose();
    }

    [Fact]
    public async Task Seen_ByALead_IsNoAnnotatorsReading()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        await PublishAsync(project, 0, "# One", null);
        await web.Factory.AddPersonAsync("lead@example.org", project: project.Id, role: Role.Lead);
        using var lead = await web.Factory.SignInAsync("lead@example.org");

        using var answer = await SeenAsync(lead, project, "1");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM guideline_readings WHERE project_id = $1", project.Id.Value));
    }

    private static async Task<HttpResponseMessage> SeenAsync(HttpClient browser, TestProject project, string version)
    {
        var page = await browser.GetHtmlAsync($"/p/{project.Id}/guidelines");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/p/{project.Id}/guidelines?handler=Seen");
        request.Headers.Add("X-Requested-With", "XMLHttpRequest");
        request.Headers.Add("X-CSRF-TOKEN", page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value"));
        request.Content = new FormUrlEncodedContent(Fields(("version", version)));
        return await browser.SendAsync(request, Ct);
    }

    private async Task<(TestProject Project, HttpClient Browser)> SceneAsync(string email)
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        await web.Factory.AddPersonAsync(email, project: project.Id, role: Role.Annotator);
        return (project, await web.Factory.SignInAsync(email));
    }

    private async Task PublishAsync(TestProject project, int seen, string markdown, string? summary)
    {
        var result = await web.Factory.InScopeAsync((GuidelineService service) =>
            service.PublishAsync(new Actor(1, true, null), project.Id, seen, markdown, summary, Ct));
        Assert.IsType<PublishResult.Published>(result);
    }
}
