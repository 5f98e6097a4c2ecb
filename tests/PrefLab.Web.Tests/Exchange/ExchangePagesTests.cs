using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Exchange;

public sealed class ExchangePagesTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private const string Password = "a long enough password";
    private const string Attack = "<script>alert(1)</script>";

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_FromPreviewToUndo_Works()
    {
        var (project, lead) = await SceneAsync();
        var page = await lead.GetHtmlAsync($"/p/{project.Id}/import");
        Assert.Contains("Nothing imported yet", page.Body!.TextContent, StringComparison.Ordinal);
        lead.DefaultRequestHeaders.Add("X-CSRF-TOKEN", page.QuerySelector("[data-import] input[name=__RequestVerificationToken]")!.GetAttribute("value"));
        var row = JsonSerializer.Serialize(new { item = 1, prompt = Attack, response_a = "a", response_b = "b" });

        using var preview = await PostAsync(lead, $"/p/{project.Id}/import?handler=Preview&whole=true&map=id:item", row);
        var seen = await preview.HtmlAsync();
        Assert.Equal("true", seen.QuerySelector("[data-ready]")!.GetAttribute("data-ready"));
        Assert.Equal("item", seen.QuerySelector("[data-map=id] option[selected]")!.GetAttribute("value"));
        Assert.Contains(Attack, seen.QuerySelector("pre.raw")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(seen.QuerySelectorAll("script"));

        using var sent = await PostAsync(lead, $"/api/v1/projects/{project.Id}/imports?map=id:item&name=x.jsonl", row);
        var id = (await sent.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("id").GetInt64();
        var report = await lead.GetHtmlAsync($"/p/{project.Id}/import/{id}");
        Assert.Contains("1 comparison was added", report.Body!.TextContent, StringComparison.Ordinal);

        using var undone = await lead.PostFormAsync($"/p/{project.Id}/import/{id}", []);
        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
        Assert.Contains("was undone", (await lead.GetHtmlAsync($"/p/{project.Id}/import/{id}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"question\":\"q\"}", "not recognised")]
    [InlineData("[{}]", "JSON array")]
    [InlineData("", "no rows")]
    public async Task Preview_OfAFileThatCannotBeImported_SaysWhy(string text, string reason)
    {
        var (project, lead) = await SceneAsync();
        var page = await lead.GetHtmlAsync($"/p/{project.Id}/import");
        lead.DefaultRequestHeaders.Add("X-CSRF-TOKEN", page.QuerySelector("[data-import] input[name=__RequestVerificationToken]")!.GetAttribute("value"));

        using var preview = await PostAsync(lead, $"/p/{project.Id}/import?handler=Preview&whole=true", text);

        var seen = await preview.HtmlAsync();
        Assert.Contains(reason, seen.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("false", seen.QuerySelector("[data-ready]")!.GetAttribute("data-ready"));
    }

    [Fact]
    public async Task Import_WithoutAntiforgeryToken_Is400()
    {
        var (project, lead) = await SceneAsync();

        using var preview = await PostAsync(lead, $"/p/{project.Id}/import?handler=Preview", "{}");
        using var import = await PostAsync(lead, $"/api/v1/projects/{project.Id}/imports", "{}");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (preview.StatusCode, import.StatusCode));
    }

    [Fact]
    public async Task Report_OfARefusedFile_ListsLineFieldAndReason()
    {
        var (project, lead) = await SceneAsync();
        var page = await lead.GetHtmlAsync($"/p/{project.Id}/import");
        lead.DefaultRequestHeaders.Add("X-CSRF-TOKEN", page.QuerySelector("[data-import] input[name=__RequestVerificationToken]")!.GetAttribute("value"));
        using var sent = await PostAsync(lead, $"/api/v1/projects/{project.Id}/imports?name={Uri.EscapeDataString(Attack)}", "{\"prompt\":\"p\",\"response_a\":\"a\"}");
        var id = (await sent.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("id").GetInt64();

        var report = await lead.GetHtmlAsync($"/p/{project.Id}/import/{id}");

        Assert.Equal(["1", "response_b", "The field is missing."], report.QuerySelectorAll("tbody td").Select(cell => cell.TextContent.Trim()));
        Assert.DoesNotContain(report.QuerySelectorAll("script"), script => script.TextContent.Contains("alert", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Comparisons_ListSearchAndDetails_ShowContentAsText()
    {
        var (project, lead) = await SceneAsync();
        await project.AddComparisonsAsync(60);

        var list = await lead.GetHtmlAsync($"/p/{project.Id}/comparisons");
        var second = await lead.GetHtmlAsync($"/p/{project.Id}/comparisons{list.QuerySelector("a[rel=next]")!.GetAttribute("href")}");
        var found = await lead.GetHtmlAsync($"/p/{project.Id}/comparisons?search=PROMPT+17&in=text");
        var details = await lead.GetHtmlAsync(found.QuerySelector("tbody a")!.GetAttribute("href")!);

        Assert.Equal((50, 10, 1), (list.QuerySelectorAll("tbody tr").Length, second.QuerySelectorAll("tbody tr").Length, found.QuerySelectorAll("tbody tr").Length));
        Assert.Equal(["prompt 17", "a 17", "b 17"], details.QuerySelectorAll(".reading .content").Select(text => text.TextContent.Trim()));
    }

    [Fact]
    public async Task Details_SetsChangesAndRemovesAGold()
    {
        var (project, lead) = await SceneAsync();
        await project.AddComparisonsAsync(1);
        var path = (await lead.GetHtmlAsync($"/p/{project.Id}/comparisons")).QuerySelector("tbody a")!.GetAttribute("href")!;

        using var set = await lead.PostFormAsync(
            path,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Form.Preference"] = "B>>", ["Form.Explanation"] = Attack },
            "form[action$='handler=Gold']");
        Assert.Equal(HttpStatusCode.Redirect, set.StatusCode);
        var shown = await lead.GetHtmlAsync(path);
        Assert.Equal("gold B>>", shown.QuerySelector(".badge.accent")!.TextContent);

        using var places = await lead.PostFormAsync(
            path, new Dictionary<string, string>(StringComparer.Ordinal) { ["Form.Overlap"] = "0" }, "form[action$='handler=Places']");
        Assert.Contains("The overlap is 1 to 1000", (await places.HtmlAsync()).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task Export_ShowsCountsAndDownloads()
    {
        var (project, lead) = await SceneAsync();
        Assert.Contains("Nothing to export yet", (await lead.GetHtmlAsync($"/p/{project.Id}/export")).Body!.TextContent, StringComparison.Ordinal);
        await project.AddComparisonsAsync(3);

        var page = await lead.GetHtmlAsync($"/p/{project.Id}/export");
        using var download = await lead.GetAsync($"{page.QuerySelector("main form")!.GetAttribute("action")}?format=preflab", ct);

        Assert.Contains("3 without labels", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, (await download.Content.ReadAsStringAsync(ct)).Count(c => c == '\n'));
    }

    private async Task<(TestProject Project, HttpClient Lead)> SceneAsync()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        var email = $"lead-{Guid.NewGuid():N}@example.org";
        await using var scope = web.Factory.Services.CreateAsyncScope();
        var created = await scope.ServiceProvider.GetRequiredService<PersonService>()
            .CreateAsync(new NewPerson(email, "Lead", Password), null, isAdministrator: false, isDemonstration: false, ct);
        await using var db = web.Data.Open();
        db.Memberships.Add(new Membership
        {
            ProjectId = project.Id,
            PersonId = Assert.IsType<CreatePersonResult.Created>(created).Person.Id,
            Role = Role.Lead,
            CreatedAt = DateTimeOffset.UnixEpoch,
        });
        await db.SaveChangesAsync(ct);
        var client = web.Factory.NewClient();
        using var signedIn = await client.PostFormAsync("/sign-in", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Form.Email"] = email,
            ["Form.Password"] = Password,
        });
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        return (project, client);
    }

    private async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string text)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await client.PostAsync(path, content, ct);
    }
}
