using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace PrefLab.Web.Hosting;

/// <summary>
/// The address under which people reach this site: <c>PrefLab:Address</c>, otherwise the one that the server listens on.
/// Links are made from it and never from the Host header, which the client chooses.
/// </summary>
public sealed class PublicAddress(IConfiguration configuration, IServer server)
{
    public const string Setting = "PrefLab:Address";

    /// <summary>Not kept: a port that the system chooses is known only once the server listens.</summary>
    public Uri Root => Find();

    public bool IsHttps => string.Equals(Root.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal);

    /// <param name="path">A path of this site, with its query.</param>
    public string To(string path) => new Uri(Root, path.TrimStart('/')).AbsoluteUri;

    private Uri Find()
    {
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        var address = configuration[Setting] is { Length: > 0 } configured ? configured : Reachable(listening ?? "http://localhost");
        return Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new InvalidOperationException($"{Setting} must be an http or https address; it is \"{address}\".");
    }

    private static string Reachable(string listening) => listening
        .Replace("://+", "://localhost", StringComparison.Ordinal)
        .Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
        .Replace("://[::]", "://localhost", StringComparison.Ordinal);
}
