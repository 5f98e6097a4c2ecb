using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Hosting;

public sealed class MethodsTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("FOO")]
    public async Task B089_EveryRouteWithAnyMethod_IsNeverABug(string method)
    {
        using var client = web.Factory.NewClient();
        foreach (var path in Paths())
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var response = await client.SendAsync(request, ct);

            Assert.True((int)response.StatusCode < 500, $"{method} {path}: {response.StatusCode}");
        }
    }

    [Theory]
    [InlineData("PATCH", "/")]
    [InlineData("FOO", "/")]
    [InlineData("DELETE", "/")]
    [InlineData("POST", "/health/live")]
    [InlineData("PUT", "/api/v1/projects/1/assignments/next")]
    public async Task B089_WrongMethod_Is405WithTheRightOnes(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await web.Factory.NewClient().SendAsync(request, ct);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.NotEmpty(response.Content.Headers.Allow);
    }

    [Fact]
    public async Task B089_PostToAPageThatTakesNone_Is400Or405()
    {
        using var content = new FormUrlEncodedContent([]);

        using var response = await web.Factory.NewClient().PostAsync(new Uri("/", UriKind.Relative), content, ct);

        Assert.True(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed, $"{response.StatusCode}");
    }

    [Fact]
    public async Task B089_MethodOverride_IsIgnored()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Add("X-HTTP-Method-Override", "DELETE");

        using var response = await web.Factory.NewClient().SendAsync(request, ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>Every route, with an id that exists nowhere in the place of each parameter.</summary>
    private IEnumerable<string> Paths() =>
        from source in web.Factory.Services.GetServices<EndpointDataSource>()
        from endpoint in source.Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
        select "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(Filled));

    private static string Filled(RoutePatternPathSegment segment) =>
        segment is { IsSimple: true, Parts: [RoutePatternLiteralPart literal] } ? literal.Content : "999";
}
