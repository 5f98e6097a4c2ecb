using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace PrefLab.Web.Hosting;

/// <summary>
/// Proxies whose word is taken for who the client is and whether it came by https: the networks of <c>PrefLab:TrustedProxies</c>,
/// nobody by default, because whoever is trusted here can pretend to be any client.
/// </summary>
public static partial class TrustedProxies
{
    public const string Setting = "PrefLab:TrustedProxies";

    /// <summary>Comes before everything that asks for the client's address or the scheme.</summary>
    /// <exception cref="InvalidOperationException">The setting holds something else than networks.</exception>
    public static void UseTrustedProxies(this WebApplication app)
    {
        var networks = Read(app.Configuration);
        var isHttps = app.Services.GetRequiredService<PublicAddress>().IsHttps;
        if (networks.Count == 0)
        {
            app.Lifetime.ApplicationStarted.Register(() => WarnOfHttpsThatNobodyEnds(app, isHttps));
            return;
        }

        // Through as many proxies as are trusted. The host is not taken: proxies pass it on, and links come from PrefLab:Address.
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        networks.ForEach(options.KnownIPNetworks.Add);
        app.UseForwardedHeaders(options);
    }

    private static List<IPNetwork> Read(IConfiguration configuration) =>
    [
        .. (configuration[Setting] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(text => IPNetwork.TryParse(text, out var network)
                ? network
                : throw new InvalidOperationException(
                    $"{Setting} holds networks such as 10.1.0.0/16 or 10.1.2.3/32, separated by commas; \"{text}\" is none.")),
    ];

    /// <summary>Every page with a form would fail, since its cookies are only for https: said at the start rather than found out later.</summary>
    private static void WarnOfHttpsThatNobodyEnds(WebApplication app, bool isHttps)
    {
        if (isHttps && !app.Urls.Any(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
        {
            LogNobodyEndsTls(app.Logger, PublicAddress.Setting, Setting);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Address} is https, but PrefLab listens on http only and {Proxies} names no proxy: nobody can sign in")]
    private static partial void LogNobodyEndsTls(ILogger logger, string address, string proxies);
}
