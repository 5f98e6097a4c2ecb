using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Audit;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Onboarding;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Web.Pages.Annotators;

/// <summary>One annotator: statistics, golds answered, what happened; pause and reinstate.</summary>
public sealed class DetailModel(PrefLabDb db, Actor actor, AnnotatorActionService actions, AnnotatorTableQuery table, OnboardingService onboarding, AppealService appeals) : PageModel
{
    private const int MostGolds = 200;
    private const int MostEvents = 50;
    private const int MostAppeals = 20;

    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty(SupportsGet = true)]
    public AnnotatorId AnnotatorId { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public View Shown { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public Task<IActionResult> OnPostPauseAsync(CancellationToken ct) => ActAsync(AnnotatorActionKind.Pause, ct);

    public Task<IActionResult> OnPostReinstateAsync(CancellationToken ct) => ActAsync(AnnotatorActionKind.Reinstate, ct);

    public async Task<IActionResult> OnPostGrantAsync(CancellationToken ct) => await onboarding.GrantAttemptAsync(actor, ProjectId, AnnotatorId, ct) switch
    {
        OnboardingResult.Done => Redirect($"/p/{ProjectId}/annotators/{AnnotatorId}"),
        OnboardingResult.Refused refused => await ConflictAsync(refused.Reason, ct),
        _ => NotFound(),
    };

    public async Task<IActionResult> OnPostAppealAsync(AppealId appeal, string? appealAnswer, CancellationToken ct)
    {
        switch (await appeals.AnswerAsync(actor, ProjectId, AnnotatorId, appeal, appealAnswer, ct))
        {
            case AppealResult.Done:
                return Redirect($"/p/{ProjectId}/annotators/{AnnotatorId}");
            case AppealResult.Invalid invalid:
                ModelState.AddModelError("appealAnswer", invalid.Error.Message);
                return await ShowAsync(ct);
            case AppealResult.Refused refused:
                return await ConflictAsync(refused.Reason, ct);
            default:
                return NotFound();
        }
    }

    private Task<IActionResult> ConflictAsync(string message, CancellationToken ct)
    {
        ModelState.AddModelError("", message);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return ShowAsync(ct);
    }

    private async Task<IActionResult> ActAsync(AnnotatorActionKind kind, CancellationToken ct)
    {
        switch (await actions.ActAsync(actor, ProjectId, AnnotatorId, new AnnotatorActionRequest(kind, Reason), ct))
        {
            case AnnotatorActionResult.Done:
                return Redirect($"/p/{ProjectId}/annotators/{AnnotatorId}");
            case AnnotatorActionResult.Invalid invalid:
                ModelState.AddModelError("Reason", invalid.Error.Message);
                return await ShowAsync(ct);
            case AnnotatorActionResult.Refused refused:
                return await ConflictAsync(refused.Reason, ct);
            default:
                return NotFound();
        }
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        var found = await (
            from annotator in db.Annotators.AsNoTracking()
            join person in db.Users on annotator.PersonId equals person.Id
            where annotator.ProjectId == ProjectId && annotator.Id == AnnotatorId
            select new { annotator, person.DisplayName }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return NotFound();
        }

        var agreement = await table.LoadAgreementAsync(ProjectId, [AnnotatorId], ct);
        var golds = await (
            from label in db.Labels
            join comparison in db.Comparisons on new { label.ProjectId, Id = label.ComparisonId } equals new { comparison.ProjectId, comparison.Id }
            where label.ProjectId == ProjectId && label.AnnotatorId == AnnotatorId && label.IsGold && label.Supersedes == null
            orderby label.Id descending
            select new { label.ComparisonId, label.Preference, Expected = comparison.GoldPreference, label.ReceivedAt, Prompt = comparison.Prompt.Substring(0, 1000), comparison.PromptIsChat })
            .Take(MostGolds).ToListAsync(ct);
        var subject = $"annotator:{AnnotatorId}";
        var events = await db.AuditEvents.Where(it => it.ProjectId == ProjectId).Few()
            .Where(it => it.Subject == subject)
            .OrderByDescending(it => it.Id).Take(MostEvents)
            .Select(it => new EventView(
                it.At, it.Kind, it.Data, it.ActorId == null ? null : db.Users.Where(person => person.Id == it.ActorId).Select(person => person.DisplayName).FirstOrDefault()))
            .ToListAsync(ct);
        Shown = new View(
            new AnnotatorRow(found.annotator, found.DisplayName, AnnotatorFigures.Of(found.annotator), agreement.GetValueOrDefault(AnnotatorId)),
            [.. golds.Where(gold => gold.Expected is not null).Select(gold => new GoldView(
                gold.ComparisonId, PromptExcerpt.Of(gold.Prompt, gold.PromptIsChat, 80), gold.Preference, gold.Expected!.Value, gold.ReceivedAt))],
            events,
            (await onboarding.OfAsync(ProjectId, AnnotatorId, ct))!,
            await db.Appeals.Where(it => it.ProjectId == ProjectId && it.AnnotatorId == AnnotatorId).OrderByDescending(it => it.Id).Take(MostAppeals)
                .Select(it => new AppealView(it.Id, it.Standing, it.StandingReason, it.Text, it.MadeAt, it.Answer, it.AnsweredAt)).ToListAsync(ct));
        return Page();
    }

    public sealed record GoldView(ComparisonId Id, string Excerpt, Preference Answer, Preference Expected, DateTimeOffset At)
    {
        public bool IsRight => GoldScoring.IsCorrect(Answer, Expected);
    }

    public sealed record EventView(DateTimeOffset At, string Kind, string? Data, string? Actor);

    public sealed record AppealView(AppealId Id, Standing Standing, string? Reason, string Text, DateTimeOffset MadeAt, string? Answer, DateTimeOffset? AnsweredAt);

    public sealed record View(
        AnnotatorRow Row, IReadOnlyList<GoldView> Golds, IReadOnlyList<EventView> Events, OnboardingState Onboarding,
        IReadOnlyList<AppealView> Appeals)
    {
        public bool MayGrant => OnboardingService.MayBeGranted(Onboarding);

        public bool MayPause => AnnotatorActionRules.After(Row.Annotator.Standing, AnnotatorActionKind.Pause) is not null;

        public bool MayReinstate => AnnotatorActionRules.After(Row.Annotator.Standing, AnnotatorActionKind.Reinstate) is not null;
    }
}
