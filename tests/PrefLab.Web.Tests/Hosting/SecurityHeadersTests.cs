using System.Net;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Hosting;

public sealed class SecurityHeadersTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/nothing-here")]
    [InlineData("/api/v1/nothing-here")]
    [InlineData("/api/index.html")]
    [InlineData("/health/live")]
    [InlineData("/css/tokens.css")]
    public async Task Get_Anything_CarriesTheHeaders(string path)
    {
        using var response = await web.Factory.NewClient().GetAsync(new Uri(path, UriKind.Relative), ct);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.True(response.Headers.Contains("Permissions-Policy"));
        Assert.True(response.Headers.Contains("X-Request-Id"));
    }

    [Theory]
    [InlineData("/nothing-here", true)]
    [InlineData("/css/tokens.css", false)]
    public async Task Get_OnlyStaticFiles_MayBeKept(string path, bool noStore)
    {
        using var response = await web.Factory.NewClient().GetAsync(new Uri(path, UriKind.Relative), ct);

        Assert.Equal(noStore, response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Get_OutsideDevelopmentOnHttps_SaysOnlyHttpsForAYear()
    {
        await using var factory = new PrefLabFactory(web.Data.ConnectionString, settings: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["environment"] = "Production",
            ["PrefLab:Address"] = "https://preflab.example",
        });
        await factory.WhenReadyAsync();
        using var client = factory.NewClient();
        client.BaseAddress = new Uri("https://preflab.example");

        using var response = await client.GetAsync(new Uri("/health/live", UriKind.Relative), ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("max-age=31536000", Assert.Single(response.Headers.GetValues("Strict-Transport-Security")));
    }

    [Fact]
    public async Task Post_FromAnotherSite_IsRefused()
    {
        using var client = web.Factory.NewClient();
        foreach (var (name, value) in new[] { ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example"), ("Origin", "null") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-out");
            request.Headers.Add(name, value);

            using var response = await client.SendAsync(request, ct);

            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
    }

    [Fact]
    public async Task Get_FromAnotherSite_IsAnswered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var response = await web.Factory.NewClient().SendAsync(request, ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
