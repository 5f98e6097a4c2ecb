using System.Text.Json;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Exchange;
using PrefLab.Core.Storage;

namespace PrefLab.Web.Pages.Exchange;

/// <summary>What came of one import, and taking it back, which takes longer than other requests may.</summary>
[DisableRequestTimeout]
public sealed class ImportReportModel(PrefLabDb db, Actor actor, ImportUndo undo) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty(SupportsGet = true)]
    public ImportId ImportId { get; set; }

    public View Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostUndoAsync(CancellationToken ct)
    {
        switch (await undo.UndoAsync(ProjectId, ImportId, actor.PersonId, ct))
        {
            case UndoResult.NotFound:
                return NotFound();
            case UndoResult.HasWork work:
                return await RefuseAsync(FormattableString.Invariant(
                    $"People have worked on this import: {work.Assignments} assignments, {work.Labels} answered. Nothing was changed."), ct);
            case UndoResult.Busy:
                return await RefuseAsync("A file is being imported into this project. Nothing was changed; try again when that is done.", ct);
            default:
                return RedirectToPage();
        }
    }

    private async Task<IActionResult> RefuseAsync(string reason, CancellationToken ct)
    {
        Response.StatusCode = StatusCodes.Status409Conflict;
        ModelState.AddModelError("", reason);
        return await LoadAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        var import = await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.ProjectId == ProjectId && i.Id == ImportId, ct);
        if (import is null)
        {
            return false;
        }

        Shown = new View(
            import.FileName, import.Format, import.State, import.StartedAt, import.FinishedAt - import.StartedAt, import.Rows, import.Added, import.AddedGolds,
            import.AlreadyThere, import.LabelsNeeded, import.ErrorCount, Problems(import.Errors), import.WarningCount, Problems(import.Warnings));
        return true;
    }

    private static List<ImportProblem> Problems(string json) => JsonSerializer.Deserialize<List<ImportProblem>>(json, ImportService.ProblemJson)!;

    public sealed record View(
        string FileName, string Format, ImportState State, DateTimeOffset StartedAt, TimeSpan Took, int Rows, int Added, int AddedGolds,
        int AlreadyThere, long LabelsNeeded, int ErrorCount, IReadOnlyList<ImportProblem> Errors, int WarningCount, IReadOnlyList<ImportProblem> Warnings);
}
