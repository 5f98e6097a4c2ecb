using System.Net;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PrefLab.Testing.Web;
using PrefLab.Web.Security;

namespace PrefLab.Web.Tests.Hosting;

public sealed class RateLimitsTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_ThirdSignInOfTwo_Is429WithAPageAndAWait()
    {
        await using var factory = new PrefLabFactory(
            web.Data.ConnectionString, settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["RateLimits:SignInsPerMinute"] = "2" });
        await factory.WhenReadyAsync();
        using var client = factory.NewClient();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            using var content = new FormUrlEncodedContent([]);
            using var response = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), content, ct);
            statuses.Add(response.StatusCode);
            if (i == 2)
            {
                Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
                Assert.Equal("Too many requests", (await response.HtmlAsync()).QuerySelector("h1")!.TextContent);
            }
        }

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.TooManyRequests], statuses);
    }

    [Fact]
    public async Task B083_FormOfTwoThousandFields_Is400()
    {
        using var content = new FormUrlEncodedContent(Enumerable.Range(0, 2_000).Select(i => KeyValuePair.Create($"field{i}", "x")));

        using var response = await web.Factory.NewClient().PostAsync(new Uri("/sign-in", UriKind.Relative), content, ct);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public void Endpoints_ThatReadOrWriteAWholeProject_AreFewAtOnce()
    {
        var limited = web.Factory.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == RateLimits.Expensive)
            .Select(endpoint => $"{endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText!.Trim('/')}");

        Assert.Equal(["GET api/v1/projects/{projectId}/export", "POST api/v1/projects/{projectId}/imports"], limited.Order(StringComparer.Ordinal));
    }
}
