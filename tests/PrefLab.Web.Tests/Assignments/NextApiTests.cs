using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Assignments;

public sealed class NextApiTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task NextAsync_Reply_TellsNothingOfGoldsModelsOrComparisons()
    {
        var project = await TestProject.CreateAsync(web.Data.Database, batchSize: 4, goldFraction: .5);
        await project.AddComparisonsAsync(4);
        await project.AddGoldsAsync(4);
        using var client = await web.ClientOfAsync(await project.AddAnnotatorAsync());
        using var response = await client.PostAsJsonAsync($"/api/v1/projects/{project.Id}/assignments/next", new { count = 3 }, ct);
        using var reply = JsonDocument.Parse(await response.Content.ReadAsStringAsync(ct));

        var keys = reply.RootElement.GetProperty("assignments").EnumerateArray().SelectMany(item => item.EnumerateObject().Select(field => field.Name)).Distinct();

        Assert.Equal(["token", "position", "prompt", "promptIsChat", "left", "right", "expiresAt", "dimensions"], keys);
    }

    [Fact]
    public async Task SkipAsync_NoSkipsLeft_Is409ButForHarmfulContent()
    {
        var project = await TestProject.CreateAsync(web.Data.Database, goldFraction: 0, change: it => it.SkipsPerBatch = 0);
        await project.AddComparisonsAsync(2);
        using var client = await web.ClientOfAsync(await project.AddAnnotatorAsync());
        using var response = await client.PostAsJsonAsync($"/api/v1/projects/{project.Id}/assignments/next", new { count = 1 }, ct);
        using var reply = JsonDocument.Parse(await response.Content.ReadAsStringAsync(ct));
        Assert.Equal(0, reply.RootElement.GetProperty("skipsLeft").GetInt32());
        var skip = $"/api/v1/projects/{project.Id}/assignments/{reply.RootElement.GetProperty("assignments")[0].GetProperty("token")}/skip";

        using var refused = await client.PostAsJsonAsync(skip, new { reason = "Other" }, ct);
        using var harmful = await client.PostAsJsonAsync(skip, new { reason = "Harmful" }, ct);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("No skips are left", await refused.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, harmful.StatusCode);
    }
}
