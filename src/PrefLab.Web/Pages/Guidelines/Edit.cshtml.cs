using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Guidelines;
using PrefLab.Core.Storage;
using PrefLab.Web.Content;

namespace PrefLab.Web.Pages.Guidelines;

/// <summary>Writes the next version: preview, then publish.</summary>
public sealed class EditModel(PrefLabDb db, Actor actor, GuidelineService guidelines) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty]
    public EditInput Input { get; set; } = new();

    public IHtmlContent? Preview { get; private set; }

    /// <summary>The version that somebody else published meanwhile, as text.</summary>
    public string? Theirs { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var newest = await NewestAsync(ct);
        Input = new EditInput { Version = newest?.Version ?? 0, Markdown = newest?.Markdown };
    }

    public IActionResult OnPostPreview()
    {
        if (!Check())
        {
            return Page();
        }

        Preview = SafeMarkdown.Render(Input.Markdown!);
        return Page();
    }

    public async Task<IActionResult> OnPostPublishAsync(CancellationToken ct)
    {
        if (!Check())
        {
            return Page();
        }

        switch (await guidelines.PublishAsync(actor, ProjectId, Input.Version, Input.Markdown!, Input.Summary, ct, Input.Requalify))
        {
            case PublishResult.Published:
                return Redirect($"/p/{ProjectId}/guidelines");
            case PublishResult.Invalid invalid:
                foreach (var error in invalid.Errors)
                {
                    ModelState.AddModelError("", error.Message);
                }

                return Page();
            case PublishResult.Stale stale:
                Theirs = (await NewestAsync(ct))?.Markdown;
                ModelState.Remove("Input.Version");
                Input.Version = stale.Version;
                Response.StatusCode = StatusCodes.Status409Conflict;
                return Page();
            default:
                return NotFound();
        }
    }

    private bool Check()
    {
        // A form sends line ends as CRLF; the text is kept with LF.
        Input.Markdown = Input.Markdown?.Replace("\r\n", "\n", StringComparison.Ordinal);
        foreach (var error in GuidelineService.Check(Input.Markdown, Input.Summary))
        {
            ModelState.AddModelError(string.Equals(error.Field, "summary", StringComparison.Ordinal) ? "Input.Summary" : "Input.Markdown", error.Message);
        }

        return ModelState.IsValid;
    }

    private Task<GuidelineVersion?> NewestAsync(CancellationToken ct) =>
        db.Guidelines.AsNoTracking().Where(it => it.ProjectId == ProjectId).OrderByDescending(it => it.Version).FirstOrDefaultAsync(ct);

    public sealed class EditInput
    {
        /// <summary>The version that the text started from.</summary>
        public int Version { get; set; }

        public string? Markdown { get; set; }

        public string? Summary { get; set; }

        public bool Requalify { get; set; }
    }
}
