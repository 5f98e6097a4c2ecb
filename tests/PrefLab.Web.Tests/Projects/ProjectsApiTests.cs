using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Projects;

public sealed class ProjectsApiTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_WithAndWithoutTheRightVersion_SavesOrRefuses()
    {
        using var client = await AdministratorAsync();
        using var created = await client.PostAsJsonAsync("/api/v1/projects", new { name = "API" }, Ct);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var path = created.Headers.Location!.OriginalString;
        using var got = await client.GetAsync(new Uri(path, UriKind.Relative), Ct);
        Assert.Equal("\"1\"", got.Headers.ETag?.Tag);

        Assert.Equal((HttpStatusCode)428, await PutAsync(client, path, null, 4));
        Assert.Equal(HttpStatusCode.OK, await PutAsync(client, path, "\"1\"", 4));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await PutAsync(client, path, "\"1\"", 5));
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(client, path, "\"2\"", 0));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await PutAsync(client, path, "\"nonsense\"", 5));
    }

    [Fact]
    public async Task StateAndClone_OfAProject_FollowTheRules()
    {
        using var client = await AdministratorAsync();
        using var created = await client.PostAsJsonAsync("/api/v1/projects", new { name = "States" }, Ct);
        var path = created.Headers.Location!.OriginalString;

        using var refused = await client.PostAsJsonAsync($"{path}/state", new { state = "Paused" }, Ct);
        using var opened = await client.PostAsJsonAsync($"{path}/state", new { state = "Open" }, Ct);
        using var nonsense = await client.PostAsJsonAsync($"{path}/state", new { state = 77 }, Ct);
        using var unnamed = await client.PostAsJsonAsync($"{path}/clone", new { }, Ct);
        using var cloned = await client.PostAsJsonAsync($"{path}/clone", new { name = "Copy" }, Ct);

        Assert.Equal(
            [HttpStatusCode.Conflict, HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.Created],
            new[] { refused, opened, nonsense, unnamed, cloned }.Select(response => response.StatusCode));
    }

    /// <summary>
    /// Two labels each on four comparisons, levels (0,0), (1,1), (3,4), (0,4): of four pairs two are equal, by direction three.
    /// Levels: D_o = 4/8, marginals 3,2,0,1,2 of 8, D_e = (64 − 9 − 4 − 1 − 4) / 56 = 46/56, α = 1 − .5 · 56/46 = 9/23.
    /// Direction: D_o = 2/8, marginals 5, 3, D_e = 30/56, α = 1 − .25 · 56/30 = 8/15.
    /// </summary>
    [Fact]
    public async Task Summary_OfAHandComputedCase_IsExact()
    {
        var project = await TestProject.CreateAsync(web.Data.Database, change: it => it.LabelRate = .5m);
        await project.AddComparisonsAsync(4, overlap: 2);
        await SetAsync(
            """
            UPDATE comparisons c SET taken = 2, n0 = v.n0, n1 = v.n1, n3 = v.n3, n4 = v.n4
            FROM (VALUES ('c-0', 2, 0, 0, 0), ('c-1', 0, 2, 0, 0), ('c-2', 0, 0, 1, 1), ('c-3', 1, 0, 0, 1)) v(id, n0, n1, n3, n4)
            WHERE c.project_id = $1 AND c.external_id = v.id
            """,
            project);
        await project.AddGoldsAsync(2);
        await SetAsync("UPDATE comparisons SET n1 = 1 WHERE project_id = $1 AND use = 2", project);
        await project.AddAnnotatorAsync();
        await SetAsync("UPDATE annotators SET answered = 10, golds_answered = 2, golds_correct = 1 WHERE project_id = $1", project);
        await SetAsync("UPDATE projects SET labels_needed = 16 WHERE id = $1", project);
        using var client = await AdministratorAsync();

        var summary = await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/summary", Ct);

        double Value(string name) => summary.GetProperty(name).GetProperty("value").GetDouble();
        Assert.Equal((8, 16), (summary.GetProperty("labels").GetInt32(), summary.GetProperty("needed").GetInt32()));
        Assert.Equal(9d / 23, Value("alphaNominal"), 12);
        Assert.Equal(8d / 15, Value("alphaDirection"), 12);
        Assert.Equal(.5, Value("pairwisePooled"), 12);
        Assert.Equal(.75, Value("directionMean"), 12);
        Assert.Equal(.5, Value("goldAccuracy"), 12);
        Assert.Equal((5m, .625m, 10m), (
            summary.GetProperty("cost").GetDecimal(), summary.GetProperty("costPerLabel").GetDecimal(), summary.GetProperty("costAtCompletion").GetDecimal()));
    }

    [Fact]
    public async Task Summary_OfNothing_IsNullWithReasons()
    {
        var project = await TestProject.CreateAsync(web.Data.Database);
        using var client = await AdministratorAsync();

        var summary = await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/summary", Ct);

        Assert.Equal(JsonValueKind.Null, summary.GetProperty("alphaOrdinal").GetProperty("value").ValueKind);
        Assert.NotEmpty(summary.GetProperty("alphaOrdinal").GetProperty("reason").GetString()!);
    }

    [Fact]
    public async Task Annotators_List_IsPaged()
    {
        var (project, _) = await web.WorkedAsync();
        using var client = await AdministratorAsync();
        var path = $"/api/v1/projects/{project.Id}/annotators";

        var list = await client.GetFromJsonAsync<JsonElement>(path, Ct);
        using var lost = await client.GetAsync(new Uri($"{path}?after=nowhere", UriKind.Relative), Ct);

        Assert.Equal((2, HttpStatusCode.BadRequest), (list.GetProperty("found").GetInt32(), lost.StatusCode));
    }

    private static async Task<HttpStatusCode> PutAsync(HttpClient client, string path, string? version, int overlap)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(new { name = "API", overlap }) };
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", version);
        }

        using var response = await client.SendAsync(request, Ct);
        return response.StatusCode;
    }

    private async Task SetAsync(string sql, TestProject project)
    {
        await using var command = web.Data.Database.Requests.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = project.Id.Value });
        await command.ExecuteNonQueryAsync(Ct);
    }

    private async Task<HttpClient> AdministratorAsync()
    {
        var name = $"administrator-{Guid.CreateVersion7():N}";
        var person = new Person { UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = name, IsAdministrator = true, CreatedAt = DateTimeOffset.UnixEpoch };
        await using var db = web.Data.Open();
        db.Users.Add(person);
        await db.SaveChangesAsync(Ct);
        await using var scope = web.Factory.Services.CreateAsyncScope();
        var key = await scope.ServiceProvider.GetRequiredService<ApiKeyService>().CreateAsync(person.Id, person.Id, "test", null, null, Ct);
        var client = web.Factory.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key!.Key);
        return client;
    }
}
