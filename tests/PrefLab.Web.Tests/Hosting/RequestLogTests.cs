using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrefLab.Testing.Web;
using PrefLab.Web.Logging;
using Serilog.Events;
using Serilog.Parsing;

namespace PrefLab.Web.Tests.Hosting;

public sealed class RequestLogTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_WithAQuery_LogsOneLineWithTheRoutesPattern()
    {
        var line = Assert.Single(await LinesAsync("/health/live?token=secret", _ => { }));

        Assert.Contains("GET /health/live 200", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_UnknownAddress_LogsNothingOfIt()
    {
        var line = Assert.Single(await LinesAsync("/no/such%0d%0aINF%20forged", request => request.Headers.TryAddWithoutValidation("User-Agent", "${jndi:x}")));

        Assert.Contains("GET (none) 404", line, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", line, StringComparison.Ordinal);
        Assert.DoesNotContain("jndi", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc-123", true)]
    [InlineData("two words", false)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789", false)]
    public async Task Get_WithARequestId_KeepsItWhenItIsHarmless(string id, bool kept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.TryAddWithoutValidation("X-Request-Id", id);

        using var response = await web.Factory.NewClient().SendAsync(request, ct);

        Assert.Equal(kept, string.Equals(id, Assert.Single(response.Headers.GetValues("X-Request-Id")), StringComparison.Ordinal));
    }

    [Fact]
    public void Format_HostileValue_IsOneLine()
    {
        var hostile = "a\r\nINF forged \u001b[31m\u2028\u202e" + new string('x', 10_000);
        var entry = new LogEvent(
            DateTimeOffset.UnixEpoch,
            LogEventLevel.Information,
            exception: null,
            new MessageTemplateParser().Parse("value {Value}"),
            [new LogEventProperty("Value", new ScalarValue(hostile))]);
        using var text = new StringWriter(CultureInfo.InvariantCulture);

        new LineFormatter(CultureInfo.InvariantCulture).Format(entry, text);

        var line = text.ToString();
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
        Assert.DoesNotContain(line, c => char.IsControl(c) && c != '\n');
        Assert.Contains(@"a\u{d}\u{a}INF forged \u{1b}[31m\u{2028}\u{202e}xxx", line, StringComparison.Ordinal);
        Assert.True(line.Length < 5_000);
    }

    private async Task<List<string>> LinesAsync(string path, Action<HttpRequestMessage> change)
    {
        using var log = new CapturedLog();
        await using var factory = new PrefLabFactory(web.Data.ConnectionString) { Change = services => services.AddSingleton<ILoggerProvider>(log) };
        await factory.WhenReadyAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        change(request);
        using var response = await factory.NewClient().SendAsync(request, ct);
        await response.Content.ReadAsByteArrayAsync(ct);
        return [.. log.Entries.Where(entry => string.Equals(entry.Category, typeof(RequestLog).FullName, StringComparison.Ordinal)).Select(entry => entry.Message)];
    }
}
