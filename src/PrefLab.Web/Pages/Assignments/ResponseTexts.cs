using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Core.Assignments;

namespace PrefLab.Web.Pages.Assignments;

/// <summary>Answers with the two responses of a comparison in another form than the page shows them.</summary>
internal static class ResponseTexts
{
    public static IActionResult Differences(PageModel page, AssignmentTexts? texts) =>
        texts is null ? page.NotFound() : page.Partial("_Differences", Content.Differences.Between(texts.Left, texts.Right));

    public static IActionResult Source(AssignmentTexts? texts, int side) => side switch
    {
        _ when texts is null => new NotFoundResult(),
        1 => new ContentResult { Content = texts.Left, ContentType = "text/plain; charset=utf-8" },
        2 => new ContentResult { Content = texts.Right, ContentType = "text/plain; charset=utf-8" },
        _ => new NotFoundResult(),
    };
}
