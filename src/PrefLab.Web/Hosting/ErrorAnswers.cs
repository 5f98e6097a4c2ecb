using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using PrefLab.Web.Logging;

namespace PrefLab.Web.Hosting;

/// <summary>
/// Gives an error that has no body one: problem details under /api, a page elsewhere. The page is rendered here and not by
/// running the pipeline again, because signing in may be just what has failed and would wait for the database a second time.
/// </summary>
public sealed class ErrorAnswers(RequestDelegate next, IProblemDetailsService problems)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        var response = context.Response;
        if (response.HasStarted || response.StatusCode is < 400 or ExceptionStatus.ClientClosed || response.ContentLength is > 0 || response.ContentType is not null)
        {
            return;
        }

        if (response.StatusCode == StatusCodes.Status503ServiceUnavailable && response.Headers.RetryAfter.Count == 0)
        {
            response.Headers.RetryAfter = "2";
        }

        if (WantsPage(context))
        {
            await RenderAsync(context);
        }
        else
        {
            await problems.WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = { Status = response.StatusCode } });
        }
    }

    private static bool WantsPage(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);

    private static Task RenderAsync(HttpContext context)
    {
        var action = new ActionContext(context, new RouteData(), new ActionDescriptor());
        var model = ErrorText.Of(context.Response.StatusCode);
        var view = new ViewResult
        {
            ViewName = "/Pages/Shared/ErrorPage.cshtml",
            StatusCode = context.Response.StatusCode,
            ViewData = new ViewDataDictionary(new EmptyModelMetadataProvider(), new ModelStateDictionary())
            {
                Model = model,
                ["Title"] = model.Title,
                ["RequestId"] = RequestLog.IdOf(context),
                // The menu of a signed-in person holds a token that may need the database.
                ["Bare"] = context.Response.StatusCode >= 500,
            },
        };
        return view.ExecuteResultAsync(action);
    }
}
