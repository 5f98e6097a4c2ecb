using System.Text.Json;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Hosting;

public sealed class ApiDescriptionTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenApi_TypedIds_AreIntegers()
    {
        using var description = JsonDocument.Parse(await web.Factory.NewClient().GetStringAsync(new Uri("/api/v1/openapi.json", UriKind.Relative), ct));

        var next = description.RootElement.GetProperty("paths").GetProperty("/api/v1/projects/{projectId}/assignments/next").GetProperty("post");
        var project = Assert.Single(next.GetProperty("parameters").EnumerateArray());
        Assert.Equal("integer", project.GetProperty("schema").GetProperty("type").GetString());
    }

    [Fact]
    public async Task OpenApi_EveryOperation_DescribesItsErrors()
    {
        using var description = JsonDocument.Parse(await web.Factory.NewClient().GetStringAsync(new Uri("/api/v1/openapi.json", UriKind.Relative), ct));

        foreach (var operation in description.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()))
        {
            var errors = operation.Value.GetProperty("responses").GetProperty("default");
            Assert.True(errors.GetProperty("content").TryGetProperty("application/problem+json", out _));
        }
    }
}
