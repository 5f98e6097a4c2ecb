using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace PrefLab.Web.Hosting;

/// <summary>What a client may send at most. Endpoints that take uploads raise the body limit for themselves.</summary>
public static class KestrelLimits
{
    public const long DefaultBody = 8 * 1024 * 1024;

    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        options.Limits.MaxRequestHeaderCount = 100;
        options.Limits.MaxRequestLineSize = 8 * 1024;
        options.Limits.MaxRequestBodySize = DefaultBody;
        options.Limits.MaxConcurrentConnections = 5_000;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        // A body that stops coming ends the connection after the grace period.
        options.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(15));
    }
}
