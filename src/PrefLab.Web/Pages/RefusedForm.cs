using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace PrefLab.Web.Pages;

/// <summary>
/// A form that is shown again for its errors answers 400, unless its handler has said something more precise. Of one that cannot be read
/// nothing is bound, not even the address: its handler would look for project 0.
/// </summary>
public sealed class RefusedForm : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var http = context.HttpContext;
        if (http.Request.HasFormContentType && http.Features.Get<IFormFeature>() is { Form: null })
        {
            context.Result = new StatusCodeResult(StatusCodes.Status400BadRequest);
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
        var response = context.HttpContext.Response;
        if (context.Result is PageResult && !context.ModelState.IsValid && response.StatusCode == StatusCodes.Status200OK)
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }
}
