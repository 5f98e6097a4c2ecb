using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Audit;
using PrefLab.Core.Onboarding;
using PrefLab.Core.Projects;
using PrefLab.Core.Quality;
using PrefLab.Core.Storage;
using PrefLab.Web.Content;

namespace PrefLab.Web.Pages.Annotators;

/// <summary>One annotator: statistics, golds answered, what happened, and what can be done, which may take longer than other requests.</summary>
[DisableRequestTimeout]
public sealed class DetailModel(
    PrefLabDb db, Actor actor, AnnotatorActionService actions, AnnotatorActionPreviewQuery previews, AnnotatorActionUndoService undo, AnnotatorActionListQuery list,
    AnnotatorTableQuery table, AnnotatorWorkQuery work, AnsweredGoldsQuery golds, TimeProvider time, OnboardingService onboarding, AppealService appeals) : PageModel
{
    private const int MostEvents = 50;
    private const int MostAppeals = 20;

    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty(SupportsGet = true)]
    public AnnotatorId AnnotatorId { get; set; }

    /// <summary>Only the golds answered wrong.</summary>
    [BindProperty(SupportsGet = true, Name = "wrong")]
    public bool OnlyWrong { get; set; }

    [BindProperty(SupportsGet = true)]
    public ActionInput Act { get; set; } = new();

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>What was done here just now.</summary>
    [TempData]
    public string? Notice { get; set; }

    /// <summary>The action of the notice, which can be undone there.</summary>
    [TempData]
    public string? Acted { get; set; }

    public View Shown { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostActAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid || Act.ToRequest(Reason) is not { } request)
        {
            return await ShowAsync(ct);
        }

        var result = await actions.ActAsync(actor, ProjectId, AnnotatorId, request, ct);
        if (result is AnnotatorActionResult.Done done)
        {
            var effect = ActionsView.Effect(done.Effect);
            (Notice, Acted) = ($"{ActionsView.Did(request.Kind)}{(effect.Length > 0 ? ": " : "")}{effect}. {ActionsView.StayExcluded(done.StayExcluded)}".TrimEnd(), done.Action.ToString());
        }

        return await AfterAsync(result, "Reason", ct);
    }

    public async Task<IActionResult> OnPostUndoAsync(AnnotatorActionId undone, string? undoReason, CancellationToken ct)
    {
        var result = await undo.UndoAsync(actor, ProjectId, AnnotatorId, undone, undoReason, ct);
        if (result is AnnotatorActionResult.Done done)
        {
            Notice = $"Undone. {(done.Effect.Labels > 0 ? $"{ActionsView.CountAgain(done.Effect.Labels)} " : "")}{AnnotatorName.Of(AnnotatorId)} is {done.Standing.ToString().ToLowerInvariant()}{(done.StandingKept ? " by what came later" : "")}."
                + (done.Raised > 0 ? $" {done.Raised} comparisons have one label more than before, because others had filled the places." : "");
        }

        return await AfterAsync(result, "", ct);
    }

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

    private async Task<IActionResult> AfterAsync(AnnotatorActionResult result, string field, CancellationToken ct)
    {
        switch (result)
        {
            case AnnotatorActionResult.Done:
                return Redirect($"/p/{ProjectId}/annotators/{AnnotatorId}");
            case AnnotatorActionResult.Invalid invalid:
                ModelState.AddModelError(invalid.Error.Field == "since" ? "Act.Since" : field, invalid.Error.Message);
                return await ShowAsync(ct);
            case AnnotatorActionResult.Refused refused:
                return await ConflictAsync(refused.Reason, ct);
            default:
                return NotFound();
        }
    }

    /// <summary>What the chosen action would do; null when none is chosen or it is not possible, which the page then says.</summary>
    private async Task<ActionPreview?> ForeseeAsync(CancellationToken ct)
    {
        if (Act.ToRequest(null) is not { } request)
        {
            return null;
        }

        switch (await previews.LoadAsync(ProjectId, AnnotatorId, request, ct))
        {
            case AnnotatorActionResult.Foreseen foreseen:
                return foreseen.Preview;
            case AnnotatorActionResult.Invalid invalid:
                ModelState.AddModelError(invalid.Error.Field == "since" ? "Act.Since" : "", invalid.Error.Message);
                return null;
            case AnnotatorActionResult.Refused refused when ModelState.IsValid:
                ModelState.AddModelError("", refused.Reason);
                Response.StatusCode = StatusCodes.Status409Conflict;
                return null;
            default:
                return null;
        }
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        var found = await (
            from annotator in db.Annotators.AsNoTracking()
            join person in db.Users on annotator.PersonId equals person.Id
            join project in db.Projects on annotator.ProjectId equals project.Id
            where annotator.ProjectId == ProjectId && annotator.Id == AnnotatorId
            select new { annotator, person.DisplayName, project.Quality }).SingleOrDefaultAsync(ct);
        if (found is null || await work.LoadAsync(ProjectId, AnnotatorId, ct) is not { } worked)
        {
            return NotFound();
        }

        var recent = await table.LoadAsync(ProjectId, [AnnotatorId], AnnotatorTableQuery.NewestLabels, worked.Pace, time.GetUtcNow(), ct);
        var subject = $"annotator:{AnnotatorId}";
        var events = await db.AuditEvents.Where(it => it.ProjectId == ProjectId).Few()
            .Where(it => it.Subject == subject)
            .OrderByDescending(it => it.Id).Take(MostEvents)
            .Select(it => new EventView(
                it.At, it.Kind, it.Data, it.ActorId == null ? null : db.Users.Where(person => person.Id == it.ActorId).Select(person => person.DisplayName).FirstOrDefault()))
            .ToListAsync(ct);
        var state = (await onboarding.OfAsync(ProjectId, AnnotatorId, ct))!;
        Shown = new View(
            new AnnotatorRow(found.annotator, found.DisplayName, AnnotatorFigures.Of(found.annotator), recent.GetValueOrDefault(AnnotatorId, RecentWork.None), HasOpenAppeal: false),
            await golds.LoadAsync(ProjectId, AnnotatorId, OnlyWrong, ct),
            await TestAsync(found.annotator, found.Quality, ct),
            events,
            state,
            await db.Appeals.Where(it => it.ProjectId == ProjectId && it.AnnotatorId == AnnotatorId).OrderByDescending(it => it.Id).Take(MostAppeals)
                .Select(it => new AppealView(it.Id, it.Standing, it.StandingReason, it.Text, it.MadeAt, it.Answer, it.AnsweredAt)).ToListAsync(ct),
            ActionsView.Of(
                AnnotatorName.Of(AnnotatorId), $"/p/{ProjectId}/annotators/{AnnotatorId}", found.annotator,
                !found.annotator.IsSimulated && state.Steps.Any(step => step is OnboardingStep.Training or OnboardingStep.Qualification), Act, await ForeseeAsync(ct),
                (await list.LoadAsync(ProjectId, AnnotatorId, ct))!),
            new SignalsView($"/p/{ProjectId}/annotators", worked.Signals),
            AnnotatorWorkView.Of($"/p/{ProjectId}/annotators", worked));
        return Page();
    }

    private async Task<TestView> TestAsync(Annotator annotator, QualityPolicy quality, CancellationToken ct)
    {
        LabelId[] after = [annotator.EvidenceAfter, annotator.Evidence?.DropsAfter ?? default];
        var times = await db.Labels.Where(label => label.ProjectId == ProjectId && after.Contains(label.Id))
            .ToDictionaryAsync(label => label.Id, label => (DateTimeOffset?)label.ReceivedAt, ct);
        return new TestView(
            $"/p/{ProjectId}/annotators/{AnnotatorId}", annotator, LiveTestReport.Of(quality, annotator.Evidence, annotator.Waiting.Length),
            times.GetValueOrDefault(after[0]), times.GetValueOrDefault(after[1]));
    }

    public sealed record EventView(DateTimeOffset At, string Kind, string? Data, string? Actor)
    {
        public TimelineWords Words => TimelineWords.Of(Kind, Data);
    }

    public sealed record AppealView(AppealId Id, Standing Standing, string? Reason, string Text, DateTimeOffset MadeAt, string? Answer, DateTimeOffset? AnsweredAt);

    public sealed record View(
        AnnotatorRow Row, AnsweredGolds Golds, TestView Test, IReadOnlyList<EventView> Events, OnboardingState Onboarding,
        IReadOnlyList<AppealView> Appeals, ActionsView Actions, SignalsView Signals, AnnotatorWorkView Work)
    {
        public bool MayGrant => OnboardingService.MayBeGranted(Onboarding);
    }
}
