using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Authorization;

/// <summary>The endpoints of the running application, static files aside.</summary>
public static class Endpoints
{
    /// <param name="Name">"POST /api/v1/…" or "page /p/{projectId}/…".</param>
    /// <param name="Granted">What its metadata grants; null when it says nothing that the table knows.</param>
    public sealed record Found(string Name, Access? Granted);

    public static async Task<IReadOnlyList<Found>> OfAsync(PrefLabFactory factory)
    {
        var loader = factory.Services.GetRequiredService<PageLoader>();
        var found = new List<Found>();
        var routes = factory.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();
        foreach (var endpoint in routes.Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && !IsFileFallback(endpoint)))
        {
            var pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                // The policy of a page's folder and attributes joins its metadata when the page is loaded.
                var loaded = await loader.LoadAsync(page, endpoint.Metadata);
                found.Add(new Found($"page {pattern}", GrantedBy(new EndpointMetadataCollection(endpoint.Metadata.Concat(loaded.EndpointMetadata ?? [])))));
            }
            else
            {
                var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"];
                found.AddRange(methods.Select(method => new Found($"{method} {pattern}", GrantedBy(endpoint.Metadata))));
            }
        }

        return [.. found.DistinctBy(endpoint => endpoint.Name).OrderBy(endpoint => endpoint.Name, StringComparer.Ordinal)];
    }

    /// <summary>What development adds for files that the build did not know.</summary>
    private static bool IsFileFallback(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText is "{**path:file}";

    private static Access? GrantedBy(EndpointMetadataCollection metadata)
    {
        if (metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return Access.Anybody;
        }

        // Several policies hold together: the narrowest is named last in the enumeration.
        var policies = metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).OfType<string>().ToList();
        return policies.Count > 0 && policies.TrueForAll(policy => Enum.TryParse<Access>(policy, out _))
            ? policies.Max(Enum.Parse<Access>)
            : null;
    }
}
