using System.Net.Sockets;
using System.Text;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Hosting;

/// <summary>Over a real socket: what a client of another kind than a browser may send.</summary>
public sealed class KestrelLimitsTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n", 200)]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: evil.example\r\n\r\n", 400)]
    [InlineData("GET /health/live HTTP/1.1\r\n\r\n", 400)]
    [InlineData("FOO /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n", 405)]
    [InlineData("TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n", 405)]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET /%c0%ae HTTP/1.1\r\nHost: localhost\r\n\r\n", 404)]
    public async Task Send_Request_IsAnswered(string request, int status) => Assert.Equal(status, (await SendAsync(request)).Status);

    [Fact]
    public async Task Send_LongHeader_Is431() =>
        Assert.Equal(431, (await SendAsync($"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {new string('a', 40_000)}\r\n\r\n")).Status);

    [Fact]
    public async Task Send_ManyHeaders_Is431()
    {
        var headers = string.Concat(Enumerable.Range(0, 200).Select(i => $"X-{i}: 1\r\n"));

        Assert.Equal(431, (await SendAsync($"GET / HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n")).Status);
    }

    [Fact]
    public async Task Send_LongAddress_Is414() =>
        Assert.Equal(414, (await SendAsync($"GET /?{new string('a', 10_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n")).Status);

    [Fact]
    public async Task Send_Request_IsAnsweredWithoutTheServersName()
    {
        var answer = await SendAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");

        Assert.DoesNotContain("\r\nServer:", answer.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Send_ForwardedHeaders_AreIgnored()
    {
        var answer = await SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n");

        Assert.Equal(302, answer.Status);
        Assert.DoesNotContain("evil", answer.Text, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Length: 0\r\n", answer.Text, StringComparison.Ordinal);
    }

    private async Task<(int Status, string Text)> SendAsync(string request)
    {
        await using var factory = new PrefLabFactory(web.Data.ConnectionString);
        factory.UseKestrel(0);
        factory.StartServer();
        await factory.WhenReadyAsync();
        var address = factory.ClientOptions.BaseAddress;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, ct);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), ct);
        var buffer = new byte[64 * 1024];
        var read = await stream.ReadAsync(buffer, ct);
        var text = Encoding.ASCII.GetString(buffer, 0, read);
        return (int.Parse(text.AsSpan("HTTP/1.1 ".Length, 3), provider: null), text);
    }
}
