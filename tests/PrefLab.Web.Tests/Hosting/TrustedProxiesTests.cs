using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrefLab.Testing.Web;
using static PrefLab.Testing.Web.WebPeople;

namespace PrefLab.Web.Tests.Hosting;

/// <summary>Over a real socket, because who is trusted is told by the address of the connection.</summary>
public sealed class TrustedProxiesTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private const string Trusted = "10.0.0.0/8, 127.0.0.0/8, ::1/128";

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_ThroughATrustedTlsProxy_SetsHttpsCookiesAndWorks()
    {
        await using var factory = await StartAsync(("PrefLab:Address", "https://preflab.example"), ("PrefLab:TrustedProxies", Trusted));
        await factory.AddPersonAsync("behind@example.org", isAdministrator: true);
        using var browser = Browser(factory, ("X-Forwarded-Proto", "https"), ("Host", "preflab.example"), ("Origin", "https://preflab.example"));

        using var answer = await browser.PostFormAsync("/sign-in", Fields(("Form.Email", "behind@example.org"), ("Form.Password", Password)));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("__Host-preflab-session=", StringComparison.Ordinal));
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        using var made = await browser.PostFormAsync("/people", [], "form[action*=Reset]");
        Assert.StartsWith("https://preflab.example/reset-password/", (await made.HtmlAsync()).QuerySelector("#secret")!.GetAttribute("value"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_OfSeveralClientsOfOneProxy_IsLimitedForEachOfThem()
    {
        await using var factory = await StartAsync(("PrefLab:TrustedProxies", Trusted), ("RateLimits:SignInsPerMinute", "1"));

        // What the client itself claims stands to the left of what the first trusted proxy saw.
        Assert.Equal(HttpStatusCode.BadRequest, await AttemptAsync(factory, "1.1.1.1, 198.51.100.1, 10.0.0.7"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AttemptAsync(factory, "2.2.2.2, 198.51.100.1"));
        Assert.Equal(HttpStatusCode.BadRequest, await AttemptAsync(factory, "1.1.1.1, 198.51.100.2"));
        Assert.Equal(HttpStatusCode.BadRequest, await AttemptAsync(factory, "2001:db8::1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AttemptAsync(factory, "2001:db8::2"));
        Assert.Equal(HttpStatusCode.BadRequest, await AttemptAsync(factory, "2001:db8:0:1::1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/8")]
    public async Task SignIn_ThroughAProxyThatIsNotTrusted_IsLimitedByTheConnection(string trusted)
    {
        await using var factory = await StartAsync(("PrefLab:TrustedProxies", trusted), ("RateLimits:SignInsPerMinute", "1"));

        Assert.Equal(HttpStatusCode.BadRequest, await AttemptAsync(factory, "198.51.100.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AttemptAsync(factory, "198.51.100.2"));
    }

    [Theory]
    [InlineData("PrefLab:TrustedProxies", "10.0.0.0/8,proxy.example", "\"proxy.example\" is none")]
    [InlineData("PrefLab:TrustedProxies", "10.0.0.0/33", "\"10.0.0.0/33\" is none")]
    [InlineData("PrefLab:TrustedProxies", "10.0.0.1", "\"10.0.0.1\" is none")]
    [InlineData("PrefLab:Address", "preflab.example", "PrefLab:Address must be an http or https address")]
    public async Task Start_WithABadValue_FailsAndNamesIt(string setting, string value, string expected)
    {
        await using var factory = new PrefLabFactory(web.Data.ConnectionString, settings: Fields((setting, value)));

        var failure = Assert.Throws<InvalidOperationException>(() => factory.Services);

        Assert.Contains(setting, failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_HttpsAddressWithoutAProxy_Warns()
    {
        using var log = new CapturedLog();
        await using var factory = await StartAsync(log, ("PrefLab:Address", "https://preflab.example"));

        // The server says that it has started to us first.
        Assert.True(SpinWait.SpinUntil(
            () => log.Entries.Any(entry => entry.Message.Contains("nobody can sign in", StringComparison.Ordinal)), TimeSpan.FromSeconds(20)));
    }

    private async Task<HttpStatusCode> AttemptAsync(PrefLabFactory factory, string forwardedFor)
    {
        using var client = Browser(factory, ("X-Forwarded-For", forwardedFor));
        using var content = new FormUrlEncodedContent([]);
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), content, ct);
        return answer.StatusCode;
    }

    private Task<PrefLabFactory> StartAsync(params (string Name, string Value)[] settings) => StartAsync(new CapturedLog(), settings);

    private async Task<PrefLabFactory> StartAsync(CapturedLog log, params (string Name, string Value)[] settings)
    {
        var factory = new PrefLabFactory(web.Data.ConnectionString, settings: Fields(settings))
        {
            Change = services => services.AddSingleton<ILoggerProvider>(log),
        };
        factory.UseKestrel(0);
        factory.StartServer();
        await factory.WhenReadyAsync();
        return factory;
    }

    /// <summary>A browser behind a proxy that adds these headers. The proxy speaks http, so the cookies are kept as if they came by https.</summary>
    private static HttpClient Browser(PrefLabFactory factory, params (string Name, string Value)[] headers)
    {
        var client = new HttpClient(new KeepsSecureCookies { InnerHandler = new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false } })
        {
            BaseAddress = factory.ClientOptions.BaseAddress,
        };
        foreach (var (name, value) in headers)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }

        return client;
    }

    private sealed class KeepsSecureCookies : DelegatingHandler
    {
        private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Values));
            var answer = await base.SendAsync(request, cancellationToken);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                cookies[cookie.Split('=')[0]] = cookie.Split(';')[0];
            }

            return answer;
        }
    }
}
