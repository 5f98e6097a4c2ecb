using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace PrefLab.Web.Pages;

/// <summary>A form that is shown again for its errors answers 400, unless its handler has said something more precise.</summary>
public sealed class RefusedForm : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
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
