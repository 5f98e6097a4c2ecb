using System.IO.Compression;
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

public sealed class ExchangeApiTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private const string Rows =
        """
        {"id":"one","prompt":"What is 100%_sure?","response_a":"a","response_b":"b"}
        {"id":"two","prompt":"<script>alert(1)</script>","response_a":"a","response_b":"b","gold":{"preference":"A>"}}
        """;

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_ThenExport_GivesTheRowsBack()
    {
        var (project, lead) = await SceneAsync();

        var report = await ImportAsync(lead, project, Rows, HttpStatusCode.OK, "?name=../../rows.jsonl");

        Assert.Equal(("Done", 2, 1, "rows.jsonl"), (
            report.GetProperty("state").GetString(), report.GetProperty("added").GetInt32(), report.GetProperty("addedGolds").GetInt32(), report.GetProperty("fileName").GetString()));
        using var export = await lead.GetAsync($"/api/v1/projects/{project.Id}/export", ct);
        Assert.Equal("application/jsonl", export.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", export.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("\"id\":\"two\"", await export.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
        using var packed = await lead.GetAsync($"/api/v1/projects/{project.Id}/export?gzip=true", ct);
        await using var unpacked = new GZipStream(await packed.Content.ReadAsStreamAsync(ct), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        Assert.Equal(await export.Content.ReadAsStringAsync(ct), await reader.ReadToEndAsync(ct));
        var summary = await lead.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/export/summary", ct);
        Assert.Equal((2, 1), (summary.GetProperty("comparisons").GetInt32(), summary.GetProperty("golds").GetInt32()));
    }

    [Fact]
    public async Task Import_OfBadRows_Is422WithEachError()
    {
        var (project, lead) = await SceneAsync();

        var report = await ImportAsync(lead, project, Rows + "\n{\"id\":\"x\"}", HttpStatusCode.UnprocessableEntity);

        Assert.Equal(("Refused", 0, 3), (
            report.GetProperty("state").GetString(), report.GetProperty("added").GetInt32(), report.GetProperty("errors").GetArrayLength()));
        Assert.Equal(3, report.GetProperty("errors")[0].GetProperty("line").GetInt32());
        var list = await lead.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/imports", ct);
        Assert.Equal("Refused", Assert.Single(list.EnumerateArray()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task B037_HtmlFile_IsNeverServedAsHtml()
    {
        const string Page = "<!doctype html><script>alert(1)</script>";
        var (project, lead) = await SceneAsync();
        var row = JsonSerializer.Serialize(new { id = Page, prompt = Page, response_a = Page, response_b = "b", source = Page });

        await ImportAsync(lead, project, row, HttpStatusCode.OK, $"?name={Uri.EscapeDataString("page.html")}");

        var api = $"/api/v1/projects/{project.Id}";
        foreach (var path in new[] { "export", "export?format=trl", "export?format=labels", "export?gzip=true", "export/summary", "imports", "comparisons?search=alert&in=text" })
        {
            using var answer = await lead.GetAsync($"{api}/{path}", ct);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
            Assert.Matches("^application/(jsonl|gzip|json)$", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.DoesNotContain(".html", answer.Content.Headers.ContentDisposition?.FileName ?? "", StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("?format=nonsense")]
    [InlineData("?overlap=0")]
    [InlineData("?overlap=1001")]
    [InlineData("?map=nonsense")]
    public async Task Import_WithImpossibleParameters_Is400(string query)
    {
        var (project, lead) = await SceneAsync();

        using var response = await PostAsync(lead, project, Rows, query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Undo_TakesItBackOnce()
    {
        var (project, lead) = await SceneAsync();
        var report = await ImportAsync(lead, project, Rows, HttpStatusCode.OK);
        var path = $"/api/v1/projects/{project.Id}/imports/{report.GetProperty("id").GetInt64()}/undo";

        using var first = await lead.PostAsync(path, null, ct);
        using var second = await lead.PostAsync(path, null, ct);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task Exchange_ByAnAnnotatorOrAStranger_IsRefused()
    {
        var (project, _) = await SceneAsync();
        var (_, stranger) = await SceneAsync();
        using var annotator = await web.ClientOfAsync(await project.AddAnnotatorAsync());

        using var export = await annotator.GetAsync($"/api/v1/projects/{project.Id}/export", ct);
        using var import = await PostAsync(annotator, project, Rows);
        using var elsewhere = await stranger.GetAsync($"/api/v1/projects/{project.Id}/export", ct);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (export.StatusCode, import.StatusCode));
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Theory]
    [InlineData("search=100%25_sure&in=text", 1)]
    [InlineData("search=%25&in=text", 1)]
    [InlineData("search=%27%3B--&in=text", 0)]
    [InlineData("search=(a%2B)%2B%24&in=text", 0)]
    [InlineData("search=WHAT&in=text", 1)]
    [InlineData("search=tw", 1)]
    [InlineData("search=_", 0)]
    [InlineData("filter=gold", 1)]
    [InlineData("filter=open", 1)]
    [InlineData("filter=labelled", 0)]
    public async Task B088_Search_TakesEverythingAsPlainText(string query, int found)
    {
        var (project, lead) = await SceneAsync();
        await ImportAsync(lead, project, Rows, HttpStatusCode.OK);

        var list = await lead.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/comparisons?{query}", ct);

        Assert.Equal(found, list.GetProperty("comparisons").GetArrayLength());
    }

    [Theory]
    [InlineData("size=0")]
    [InlineData("size=1000000000")]
    [InlineData("filter=passwordHash")]
    [InlineData("in=sql")]
    [InlineData("after=-1")]
    [InlineData("after=1e3")]
    public async Task B085_ImpossibleListParameters_Are400(string query)
    {
        var (project, lead) = await SceneAsync();

        using var response = await lead.GetAsync($"/api/v1/projects/{project.Id}/comparisons?{query}", ct);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task List_PagesByKey()
    {
        var (project, lead) = await SceneAsync();
        await project.AddComparisonsAsync(5);

        var first = await lead.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/comparisons?size=3", ct);
        var second = await lead.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/comparisons?size=3&after={first.GetProperty("after")}", ct);

        Assert.Equal((3, 2), (first.GetProperty("comparisons").GetArrayLength(), second.GetProperty("comparisons").GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("after").ValueKind);
    }

    [Fact]
    public async Task Gold_SetAndRemoved_KeepsTheTotalsRight()
    {
        var (project, lead) = await SceneAsync();
        await ImportAsync(lead, project, Rows, HttpStatusCode.OK);
        var list = await lead.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/comparisons?search=one", ct);
        var path = $"/api/v1/projects/{project.Id}/comparisons/{list.GetProperty("comparisons")[0].GetProperty("id")}";

        using var set = await lead.PutAsJsonAsync(path + "/gold", new { preference = "B>>", explanation = "because" }, ct);
        Assert.Equal((HttpStatusCode.NoContent, 2, 0L), (set.StatusCode, await GoldsAsync(project), await NeededAsync(project)));
        Assert.Equal("B>>", (await lead.GetFromJsonAsync<JsonElement>(path, ct)).GetProperty("gold").GetString());

        using var removed = await lead.PutAsJsonAsync(path + "/gold", new { preference = (string?)null }, ct);
        Assert.Equal((HttpStatusCode.NoContent, 1, 3L), (removed.StatusCode, await GoldsAsync(project), await NeededAsync(project)));
        using var wrong = await lead.PutAsJsonAsync(path + "/gold", new { preference = "C" }, ct);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task Gold_OfAComparisonInWork_IsRefused()
    {
        var (project, lead) = await SceneAsync();
        await project.AddComparisonsAsync(1);
        using var annotator = await web.ClientOfAsync(await project.AddAnnotatorAsync());
        using var next = await annotator.PostAsJsonAsync($"/api/v1/projects/{project.Id}/assignments/next", new { count = 1 }, ct);
        next.EnsureSuccessStatusCode();
        var list = await lead.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/comparisons", ct);

        using var set = await lead.PutAsJsonAsync(
            $"/api/v1/projects/{project.Id}/comparisons/{list.GetProperty("comparisons")[0].GetProperty("id")}/gold", new { preference = "A>" }, ct);

        Assert.Equal(HttpStatusCode.Conflict, set.StatusCode);
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    private async Task<(TestProject Project, HttpClient Lead)> SceneAsync()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        await using var db = web.Data.Open();
        var name = $"lead-{Guid.NewGuid():N}";
        var person = new Person { UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = name, CreatedAt = DateTimeOffset.UnixEpoch };
        db.Users.Add(person);
        await db.SaveChangesAsync(ct);
        db.Memberships.Add(new Membership { ProjectId = project.Id, PersonId = person.Id, Role = Role.Lead, CreatedAt = DateTimeOffset.UnixEpoch });
        await db.SaveChangesAsync(ct);
        await using var scope = web.Factory.Services.CreateAsyncScope();
        var key = await scope.ServiceProvider.GetRequiredService<ApiKeyService>().CreateAsync(person.Id, person.Id, "test", Role.Lead, null, ct);
        var client = web.Factory.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key!.Key);
        return (project, client);
    }

    private async Task<JsonElement> ImportAsync(HttpClient client, TestProject project, string rows, HttpStatusCode expected, string query = "")
    {
        using var response = await PostAsync(client, project, rows, query);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(ct);
    }

    private async Task<HttpResponseMessage> PostAsync(HttpClient client, TestProject project, string rows, string query = "")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(rows));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/jsonl");
        return await client.PostAsync($"/api/v1/projects/{project.Id}/imports{query}", content, ct);
    }

    private static Task<int> GoldsAsync(TestProject project) => project.ScalarAsync<int>("SELECT gold_count FROM projects WHERE id = $1", project.Id.Value);

    private static Task<long> NeededAsync(TestProject project) => project.ScalarAsync<long>("SELECT labels_needed FROM projects WHERE id = $1", project.Id.Value);
}
