using System.Net;
using PrefLab.Testing.Web;

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
}
