using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PrefLab.Core.Accounts;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Core.Projects;
using PrefLab.Core.Review;
using PrefLab.Core.Storage;
using PrefLab.Web.Languages;

namespace PrefLab.Web.Pages.Assignments;

/// <summary>
/// One of a person's last ten answers with its comparison; submitting makes a correction. An older one that an expert decided is shown too. It needs no script.
/// </summary>
public sealed class AnswerModel(
    PrefLabDb db, Actor actor, RecentAnswersQuery recent, AnsweredAssignmentQuery answered, CorrectionService corrections, OwnDecisionsQuery decisions,
    IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Token { get; set; }

    [BindProperty]
    public AnswerInput Input { get; set; } = new();

    public WorkPage Shown { get; private set; } = null!;

    /// <summary>What an expert decided about it; null where none did.</summary>
    public OwnDecision? Decision { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(null, ct);

    public async Task<IActionResult> OnPostAnswerAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid || Input.ToSubmission() is not { } submission || !Guid.TryParseExact(Input.Supersedes, "D", out var supersedes))
        {
            return await RefuseAsync(texts["The answer did not arrive whole. Nothing was stored; please answer again."], ct);
        }

        // The address says which comparison, whatever the form does.
        return await corrections.CorrectAsync(ProjectId, actor.PersonId, supersedes, submission with { Token = Token }, ct) switch
        {
            SubmitResult.Accepted or SubmitResult.Repeated => Back("corrected"),
            SubmitResult.Unchanged => Back("unchanged"),
            SubmitResult.Superseded or SubmitResult.KeyConflict =>
                await RefuseAsync(texts["This answer was changed before, and what it was changed to is shown now. Nothing new was stored."], ct),
            SubmitResult.NotAccepted refused => await RefuseAsync($"{texts.Said(refused.Reason)} {texts["Nothing was stored."]}", ct),
            SubmitResult.Invalid invalid => await RefuseAsync(texts.Said(invalid.Reason), ct),
            _ => NotFound(),
        };
    }

    private RedirectToPageResult Back(string notice) => RedirectToPage("/Assignments/Answers", new { projectId = ProjectId, notice });

    private Task<IActionResult> RefuseAsync(string message, CancellationToken ct)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return ShowAsync(message, ct);
    }

    private async Task<IActionResult> ShowAsync(string? error, CancellationToken ct)
    {
        var answer = (await recent.LoadAsync(ProjectId, actor.PersonId, ct)).FirstOrDefault(it => it.Token == Token);
        Decision = await decisions.FindAsync(ProjectId, actor.PersonId, Token, ct);
        var found = answer is null && Decision is null ? null : await answered.FindAsync(ProjectId, actor.PersonId, Token, ct);
        if (found is null)
        {
            return NotFound();
        }

        var project = await db.Projects.AsNoTracking().SingleAsync(it => it.Id == ProjectId, ct);
        Shown = new WorkPage(ProjectId, project.Name, project.GuidelineVersion)
        {
            Error = error ?? (answer is { Correctable: false } ? texts["This answer can no longer be changed."].Value : null),
            Dimensions = Dimension.AskedOf(project.Dimensions),
            TiesAllowed = project.TiesAllowed,
            Given = answer?.Stands,
            MayCorrect = answer is { Correctable: true },
            Comment = error is null ? answer?.Stands.Comment : Input.Comment,
            Fragment = WorkFragment.Of(found),
        };
        return Page();
    }
}
