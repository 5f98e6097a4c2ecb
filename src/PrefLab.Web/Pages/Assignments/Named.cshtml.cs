using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Core;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;

namespace PrefLab.Web.Pages.Assignments;

/// <summary>Gives pasted comparisons to a chosen person, all or none; lists what is open and takes it back.</summary>
public sealed class NamedModel(Actor actor, NamedAssignmentService service, NamedAssignmentQuery assignments, WorkingAnnotatorsQuery annotators) : PageModel
{
    /// <summary>Every id at its longest, with its line end.</summary>
    private const int MaxIds = NamedAssignmentService.Most * (Limits.ExternalId + 2);

    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    /// <summary>Assignments older than this one.</summary>
    [BindProperty(SupportsGet = true, Name = "before")]
    public AssignmentId? Before { get; set; }

    [BindProperty]
    public Input Form { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    public View Shown { get; private set; } = null!;

    /// <summary>Why nothing was given, by line.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>Lines that hold an id.</summary>
    public int Lines { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => ModelState.IsValid ? await ShowAsync(ct) : BadRequest();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var lines = (Form.Ids?.Length > MaxIds ? "" : Form.Ids ?? "").Split('\n')
            .Select((text, index) => (Number: index + 1, Id: text.Trim()))
            .Where(line => line.Id.Length > 0).ToList();
        Lines = lines.Count;
        if (Form.Annotator is not { } annotator)
        {
            return await RefuseAsync("Form.Annotator", "Choose who gets them.", ct);
        }

        if (lines.Count is 0 or > NamedAssignmentService.Most)
        {
            return await RefuseAsync("Form.Ids", FormattableString.Invariant($"Paste 1 to {NamedAssignmentService.Most} external ids of at most {Limits.ExternalId} characters, one a line."), ct);
        }

        switch (await service.AssignAsync(ProjectId, [.. lines.Select(line => line.Id)], annotator, actor.PersonId, ct))
        {
            case NamedAssignmentResult.Given given:
                Notice = given.Assignments.Count == 1 ? "1 comparison was given." : FormattableString.Invariant($"{given.Assignments.Count} comparisons were given.");
                return Redirect($"/p/{ProjectId}/comparisons/assign");
            case NamedAssignmentResult.Refused refused:
                Problems = [.. refused.Refusals.Select(it => new Problem(lines[it.Index].Number, lines[it.Index].Id, NamedRefusalText.Of(it.Reason)))];
                Response.StatusCode = StatusCodes.Status400BadRequest;
                return await ShowAsync(ct);
            case NamedAssignmentResult.NotWorking stopped:
                return await RefuseAsync("Form.Annotator", $"This annotator is {stopped.Standing.ToString().ToLowerInvariant()} and gets no work. Nothing was given.", ct);
            default:
                return await RefuseAsync("Form.Annotator", "The project has no such annotator. Nothing was given.", ct);
        }
    }

    /// <param name="assignment">Those to take back.</param>
    /// <param name="comparison">The comparison whose page asked; it is shown again.</param>
    public async Task<IActionResult> OnPostWithdrawAsync(AssignmentId[] assignment, ComparisonId? comparison, CancellationToken ct)
    {
        // The fields of the other form are not part of this one.
        if (assignment.Length > NamedAssignmentQuery.PageSize)
        {
            return BadRequest();
        }

        var withdrawn = await service.WithdrawAsync(ProjectId, assignment, actor.PersonId, ct);
        Notice = (assignment.Length, withdrawn) switch
        {
            (0, _) => "Nothing was chosen; nothing was changed.",
            (1, 1) => "1 assignment was withdrawn; its place is free again.",
            var (asked, done) when asked == done => FormattableString.Invariant($"{done} assignments were withdrawn; their places are free again."),
            var (asked, done) => FormattableString.Invariant($"{done} of {asked} were withdrawn; the others were answered, skipped or over already."),
        };
        return Redirect(comparison is { } one ? $"/p/{ProjectId}/comparisons/{one}" : $"/p/{ProjectId}/comparisons/assign");
    }

    private Task<IActionResult> RefuseAsync(string field, string message, CancellationToken ct)
    {
        ModelState.AddModelError(field, message);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return ShowAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        var open = await assignments.OpenAsync(ProjectId, Before, ct);
        Shown = new View(
            await annotators.LoadAsync(ProjectId, ct),
            [.. open.Take(NamedAssignmentQuery.PageSize)],
            open.Count > NamedAssignmentQuery.PageSize ? open[NamedAssignmentQuery.PageSize - 1].Id : null);
        return Page();
    }

    public sealed class Input
    {
        public AnnotatorId? Annotator { get; set; }

        public string? Ids { get; set; }
    }

    public sealed record Problem(int Line, string ExternalId, string Reason);

    /// <param name="Annotators">Those who may be given work.</param>
    public sealed record View(IReadOnlyList<WorkingAnnotator> Annotators, IReadOnlyList<NamedAssignmentRow> Open, AssignmentId? Next);
}
