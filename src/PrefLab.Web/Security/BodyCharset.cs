using Microsoft.Net.Http.Headers;

namespace PrefLab.Web.Security;

/// <summary>JSON and forms are UTF-8; another charset, or one that does not exist, is refused before somebody tries to read it.</summary>
public sealed class BodyCharset(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!(request.HasJsonContentType() || request.HasFormContentType) || IsUtf8(request.ContentType))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return Task.CompletedTask;
    }

    private static bool IsUtf8(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
