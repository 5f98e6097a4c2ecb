using Microsoft.AspNetCore.Antiforgery;
using PrefLab.Web.Api;

namespace PrefLab.Web.Security;

/// <summary>A browser that changes something through the API by its cookie shows the antiforgery token in a header; a key needs none.</summary>
public sealed class ApiAntiforgery(RequestDelegate next, IAntiforgery antiforgery)
{
    public const string Header = "X-CSRF-TOKEN";

    public async Task InvokeAsync(HttpContext context)
    {
        var isApi = context.GetEndpoint()?.Metadata.GetMetadata<ApiEndpoint>() is not null;
        var hasKey = context.Request.Headers.Authorization.Count > 0;
        if (isApi && !hasKey && !CrossSiteGuard.IsSafe(context.Request.Method))
        {
            await antiforgery.ValidateRequestAsync(context);
        }

        await next(context);
    }
}
