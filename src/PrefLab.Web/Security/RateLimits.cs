using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace PrefLab.Web.Security;

/// <summary>Names of the limits that endpoints take with RequireRateLimiting or [EnableRateLimiting].</summary>
public static class RateLimits
{
    /// <summary>Attempts to sign in or to use a one-time link, for each address; looking at the page is none.</summary>
    public const string SignIn = nameof(SignIn);

    /// <summary>Exports and imports: few at a time on one node, a few more wait.</summary>
    public const string Expensive = nameof(Expensive);

    private const int DefaultSignInsPerMinute = 20;

    /// <summary>Fewer than the connections for long statements, so that counting agreement finds one.</summary>
    private const int ExpensiveAtOnce = 6;

    private const int ExpensiveWaiting = 16;
    private const string DefaultRetryAfter = "5";

    public static IServiceCollection AddPrefLabRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var signIns = configuration.GetValue("RateLimits:SignInsPerMinute", DefaultSignInsPerMinute);
        return services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)
                    ? Math.Ceiling(Math.Max(1, wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture)
                    : DefaultRetryAfter;
                return ValueTask.CompletedTask;
            };
            options.AddPolicy(SignIn, context => CrossSiteGuard.IsSafe(context.Request.Method)
                ? RateLimitPartition.GetNoLimiter("no attempt")
                : RateLimitPartition.GetFixedWindowLimiter(
                    ClientOf(context.Connection.RemoteIpAddress),
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = signIns, Window = TimeSpan.FromMinutes(1) }));
            options.AddPolicy(Expensive, _ => RateLimitPartition.GetConcurrencyLimiter(
                "",
                _ => new ConcurrencyLimiterOptions { PermitLimit = ExpensiveAtOnce, QueueLimit = ExpensiveWaiting }));
        });
    }

    /// <summary>Who has an address of IPv6 has the 2^64 beside it, too.</summary>
    private static string ClientOf(IPAddress? address) => address switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } => Convert.ToHexString(address.GetAddressBytes(), 0, 8),
        _ => address.MapToIPv4().ToString(),
    };
}
