using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Onboarding;
using PrefLab.Core.Review;
using PrefLab.Core.Storage;
using PrefLab.Web.Languages;

namespace PrefLab.Web.Pages.Onboarding;

/// <summary>An annotator's own work, standing and appeals; nothing of golds or of other people.</summary>
public sealed class MeModel(
    PrefLabDb db, Actor actor, OnboardingQuery query, OnboardingRunQuery runs, OnboardingService onboarding, OwnFiguresQuery figures,
    AppealService appeals, OwnDecisionsQuery decisions, TimeProvider time, IStringLocalizer<Texts> texts) : PageModel
{
    private const int MostAppeals = 20;

    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty]
    public string? Appeal { get; set; }

    public View Shown { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken ct)
    {
        switch (await onboarding.WithdrawConsentAsync(ProjectId, actor.PersonId, ct))
        {
            case OnboardingResult.Done:
                return RedirectToPage(new { projectId = ProjectId });
            case OnboardingResult.Refused refused:
                return await RefuseAsync("", texts.Said(refused.Reason), StatusCodes.Status409Conflict, ct);
            default:
                return NotFound();
        }
    }

    public async Task<IActionResult> OnPostAppealAsync(CancellationToken ct)
    {
        if (await query.LoadAsync(ProjectId, actor.PersonId, ct) is not { } state)
        {
            return NotFound();
        }

        switch (await appeals.MakeAsync(ProjectId, actor.PersonId, Appeal, OnboardingService.MayBeGranted(state), ct))
        {
            case AppealResult.Done:
                return RedirectToPage(new { projectId = ProjectId });
            case AppealResult.Invalid invalid:
                return await RefuseAsync("Appeal", texts.Said(invalid.Error.Message), StatusCodes.Status400BadRequest, ct);
            case AppealResult.Refused refused:
                return await RefuseAsync("", texts.Said(refused.Reason), StatusCodes.Status409Conflict, ct);
            default:
                return NotFound();
        }
    }

    private Task<IActionResult> RefuseAsync(string field, string message, int status, CancellationToken ct)
    {
        ModelState.AddModelError(field, message);
        Response.StatusCode = status;
        return ShowAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (await query.LoadAsync(ProjectId, actor.PersonId, ct) is not { } state)
        {
            return NotFound();
        }

        var about = await db.Annotators.Where(it => it.ProjectId == ProjectId && it.Id == state.AnnotatorId)
            .Join(db.Projects, annotator => annotator.ProjectId, project => project.Id, (annotator, project) => new
            {
                project.Name,
                project.LabelRate,
                project.Currency,
                project.PaysExcluded,
                annotator.Answered,
                annotator.Excluded,
                annotator.Skipped,
                annotator.JoinedAt,
            }).SingleAsync(ct);
        var own = await figures.LoadAsync(ProjectId, state.AnnotatorId, time.GetUtcNow(), ct);
        var paid = Math.Max(0, about.Answered - (about.PaysExcluded ? 0 : about.Excluded));
        Shown = new View(
            about.Name, state, about.Answered, about.Skipped, about.JoinedAt, own, paid * about.LabelRate, about.LabelRate, about.Currency,
            about.Excluded, about.PaysExcluded ? 0 : about.Excluded,
            await appeals.WasSentBackAsync(ProjectId, state.AnnotatorId, state.StandingSince, ct),
            await runs.NewestAsync(ProjectId, state.AnnotatorId, ComparisonUse.Qualification, ct),
            await db.Appeals.Where(it => it.ProjectId == ProjectId && it.AnnotatorId == state.AnnotatorId)
                .OrderByDescending(it => it.Id).Take(MostAppeals)
                .Select(it => new AppealView(it.Text, it.MadeAt, it.Answer, it.AnsweredAt)).ToListAsync(ct),
            await decisions.LoadAsync(ProjectId, actor.PersonId, ct));
        return Page();
    }

    public sealed record AppealView(string Text, DateTimeOffset MadeAt, string? Answer, DateTimeOffset? AnsweredAt);

    /// <param name="Excluded">Answers that do not count at present.</param>
    /// <param name="NotPaid">Those of them that are not paid.</param>
    public sealed record View(
        string ProjectName, OnboardingState State, int Answered, int Skipped, DateTimeOffset JoinedAt, OwnFigures Own, decimal Earned, decimal Rate,
        string Currency, int Excluded, int NotPaid, bool WasSentBack, RunView? Qualification, IReadOnlyList<AppealView> Appeals, IReadOnlyList<OwnDecision> Decisions)
    {
        public bool MayAppeal => AppealService.MayAppeal(State.Standing, OnboardingService.MayBeGranted(State), WasSentBack) && Appeals.All(it => it.AnsweredAt is not null);

        /// <summary>The reason of a flag counts known answers, and is not for the annotator.</summary>
        public string? Reason => State.Standing == Standing.Flagged ? null : State.StandingReason;
    }
}
