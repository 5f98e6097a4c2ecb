using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Hosting;

public sealed class ErrorAnswersTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private const string Secret = "the text of a prompt";

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_UnknownPage_IsAPageThatSaysWhatToDo()
    {
        using var response = await web.Factory.NewClient().GetAsync(new Uri("/nothing-here", UriKind.Relative), ct);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var page = await response.HtmlAsync();
        Assert.Equal("There is no such page", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("/", page.QuerySelector("main a.btn")!.GetAttribute("href"));
        Assert.Equal(Assert.Single(response.Headers.GetValues("X-Request-Id")), page.QuerySelector("main code")!.TextContent);
    }

    [Fact]
    public async Task Get_UnknownApi_IsProblemDetails()
    {
        using var response = await web.Factory.NewClient().GetAsync(new Uri("/api/v1/nothing-here", UriKind.Relative), ct);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(ct));
        Assert.Equal(404, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal(Assert.Single(response.Headers.GetValues("X-Request-Id")), problem.RootElement.GetProperty("requestId").GetString());
    }

    [Theory]
    [InlineData("/nothing-here")]
    [InlineData("/api/v1/nothing-here")]
    public async Task Get_Bug_Is500WithoutItsText(string path)
    {
        var (status, body, log) = await FailAsync(path, () => new InvalidOperationException(Secret));

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.DoesNotContain(Secret, body, StringComparison.Ordinal);
        Assert.Contains(log.Entries, entry => entry.Level == LogLevel.Error);
    }

    [Theory]
    [InlineData("/nothing-here")]
    [InlineData("/api/v1/nothing-here")]
    public async Task Get_DatabaseLost_Is503AndNoError(string path)
    {
        var (status, body, log) = await FailAsync(path, () => new NpgsqlException("Exception while reading from stream", new TimeoutException()));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.NotEmpty(body);
        Assert.DoesNotContain(log.Entries, entry => entry.Level >= LogLevel.Error && !entry.Category.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_DatabaseFull_SaysNothingOfItsState()
    {
        var (status, body, _) = await FailAsync("/nothing-here", () => new PostgresException("too many clients already", "FATAL", "FATAL", "53300"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.DoesNotContain("53300", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Unavailable_SaysWhenToComeBack()
    {
        using var factory = Factory(() => new TimeoutException(), new CapturedLog());
        await factory.WhenReadyAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nothing-here");
        request.Headers.Add(Thrower.Header, "1");

        using var response = await factory.NewClient().SendAsync(request, ct);

        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter!.Delta);
    }

    private async Task<(HttpStatusCode Status, string Body, CapturedLog Log)> FailAsync(string path, Func<Exception> exception)
    {
        using var log = new CapturedLog();
        using var factory = Factory(exception, log);
        await factory.WhenReadyAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(Thrower.Header, "1");
        using var response = await factory.NewClient().SendAsync(request, ct);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(ct), log);
    }

    private PrefLabFactory Factory(Func<Exception> exception, CapturedLog log) => new(web.Data.ConnectionString)
    {
        Change = services => services
            .AddSingleton<ILoggerProvider>(log)
            .AddSingleton<IAuthorizationHandler>(provider => new Thrower(provider.GetRequiredService<IHttpContextAccessor>(), exception)),
    };
}
