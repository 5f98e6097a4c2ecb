using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace PrefLab.Web.Pages;

/// <summary>
/// A form that is shown again for its errors answers 400, unless its handler has said something more precise. Of one that cannot be read
/// nothing is bound, not even the address: its handler would look for project 0.
/// </summary>
public sealed class RefusedForm : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (http.Request.HasFormContentType && !await IsReadableAsync(http.Request))
        {
            context.Result = new StatusCodeResult(StatusCodes.Status400BadRequest);
            return;
        }

        var executed = await next();
        if (executed.Result is PageResult && !executed.ModelState.IsValid && http.Response.StatusCode == StatusCodes.Status200OK)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }

    /// <summary>Reads it if nobody has, as for a handler that asks for no field; the outcome of an earlier reading is kept.</summary>
    private static async Task<bool> IsReadableAsync(HttpRequest request)
    {
        try
        {
            await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return true;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or BadHttpRequestException or DecoderFallbackException)
        {
            return false;
        }
    }
}
