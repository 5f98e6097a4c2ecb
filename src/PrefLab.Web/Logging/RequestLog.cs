using System.Security.Claims;
using System.Security.Cryptography;

namespace PrefLab.Web.Logging;

/// <summary>Gives each request an id, echoed in X-Request-Id, and writes one line when it has ended: the route's pattern, never the raw address.</summary>
public sealed partial class RequestLog(RequestDelegate next, TimeProvider time, ILogger<RequestLog> logger)
{
    private const string Header = "X-Request-Id";
    private const int LongestId = 64;
    private const int LongestMethod = 16;

    public static string IdOf(HttpContext context) => context.TraceIdentifier;

    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        context.TraceIdentifier = Given(context.Request.Headers[Header]) ?? RandomNumberGenerator.GetHexString(20, lowercase: true);
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[Header] = context.TraceIdentifier;
            return Task.CompletedTask;
        });
        // The endpoint is remembered: what answers errors may replace it.
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
        try
        {
            await next(context);
        }
        finally
        {
            var milliseconds = time.GetElapsedTime(started).TotalMilliseconds;
            var person = context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "-";
            var method = LogValue.Clean(context.Request.Method, LongestMethod);
            LogRequest(method, route, context.Response.StatusCode, milliseconds, person, context.TraceIdentifier);
        }
    }

    private static string? Given(string? id) =>
        id is { Length: > 0 and <= LongestId } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? id : null;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Route} {Status} {Milliseconds:0.0} ms person={Person} request={RequestId}")]
    private partial void LogRequest(string method, string route, int status, double milliseconds, string person, string requestId);
}
