using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Onboarding;
using PrefLab.Core.Storage;
using PrefLab.Web.Content;
using PrefLab.Web.Languages;
using PrefLab.Web.Pages.Assignments;

namespace PrefLab.Web.Pages.Onboarding;

/// <summary>An annotator's way to the first batch, a step at a time; training can be taken again later.</summary>
public sealed class IndexModel(
    PrefLabDb db, Actor actor, OnboardingQuery query, OnboardingRunQuery runs, OnboardingService onboarding, OnboardingRunService runService,
    IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    /// <summary>A training comparison that was just answered.</summary>
    [BindProperty(SupportsGet = true, Name = "shown")]
    public Guid? Answered { get; set; }

    /// <summary>Training again, for who is past it.</summary>
    [BindProperty(SupportsGet = true, Name = "again")]
    public bool Again { get; set; }

    public View Shown { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(null, ct);

    public async Task<IActionResult> OnPostConsentAsync(int version, bool agree, CancellationToken ct) => agree
        ? await AfterAsync(await onboarding.ConsentAsync(ProjectId, actor.PersonId, version, ct), ct)
        : await RefuseAsync(texts["Tick the box to agree. Without your consent you cannot work here, and nothing else follows from it."], StatusCodes.Status400BadRequest, ct);

    public async Task<IActionResult> OnPostGuidelinesAsync(int version, CancellationToken ct) =>
        await AfterAsync(await onboarding.ReadGuidelinesAsync(ProjectId, actor.PersonId, version, ct), ct);

    public async Task<IActionResult> OnPostTrainingAsync(CancellationToken ct) =>
        await AfterAsync(await runService.StartAsync(ProjectId, actor.PersonId, ComparisonUse.Training, ct), ct, again: true);

    public async Task<IActionResult> OnPostQualificationAsync(CancellationToken ct) =>
        await AfterAsync(await runService.StartAsync(ProjectId, actor.PersonId, ComparisonUse.Qualification, ct), ct);

    public async Task<IActionResult> OnPostFinishAsync(CancellationToken ct) =>
        await AfterAsync(await onboarding.FinishAsync(ProjectId, actor.PersonId, ct), ct);

    public async Task<IActionResult> OnPostAnswerAsync(Guid token, int answer, bool training, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return await RefuseAsync(texts["The answer did not arrive whole. Nothing was stored; please answer again."], StatusCodes.Status400BadRequest, ct);
        }

        var result = await runService.AnswerAsync(ProjectId, actor.PersonId, token, answer, ct);
        return result is OnboardingResult.Done && training
            ? RedirectToPage(new { projectId = ProjectId, shown = token, again = Again ? "true" : null })
            : await AfterAsync(result, ct);
    }

    private async Task<IActionResult> AfterAsync(OnboardingResult result, CancellationToken ct, bool again = false) => result switch
    {
        OnboardingResult.Done => RedirectToPage(new { projectId = ProjectId, again = again ? "true" : null }),
        OnboardingResult.Refused refused => await RefuseAsync(texts.Said(refused.Reason), StatusCodes.Status409Conflict, ct),
        OnboardingResult.Invalid invalid => await RefuseAsync(texts.Said(invalid.Error.Message), StatusCodes.Status400BadRequest, ct),
        _ => NotFound(),
    };

    private Task<IActionResult> RefuseAsync(string message, int status, CancellationToken ct)
    {
        Response.StatusCode = status;
        return ShowAsync(message, ct);
    }

    private async Task<IActionResult> ShowAsync(string? error, CancellationToken ct)
    {
        if (await query.LoadAsync(ProjectId, actor.PersonId, ct) is not { } state)
        {
            return NotFound();
        }

        var explained = Answered is { } token ? await runs.TrainedAsync(ProjectId, state.AnnotatorId, token, ct) : null;
        var training = await runs.NewestAsync(ProjectId, state.AnnotatorId, ComparisonUse.Training, ct);
        var qualification = await runs.NewestAsync(ProjectId, state.AnnotatorId, ComparisonUse.Qualification, ct);
        var mayTrain = state.Standing is not (Standing.Paused or Standing.Removed) && state.Step != OnboardingStep.Consent;
        var isTraining = mayTrain && (state.Step == OnboardingStep.Training || (Again && training?.Next is not null));
        Shown = new View(
            await db.Projects.Where(it => it.Id == ProjectId).Select(it => it.Name).SingleAsync(ct), state, isTraining, training, qualification, explained,
            state.Step == OnboardingStep.Ready ? await runs.WrongInPassedAsync(ProjectId, state.AnnotatorId, ct) : [], await TextAsync(state, ct), error);
        return Page();
    }

    private async Task<IHtmlContent?> TextAsync(OnboardingState state, CancellationToken ct) => state.Step switch
    {
        OnboardingStep.Consent => SafeMarkdown.Render(state.Settings.Consent!),
        OnboardingStep.Guidelines => SafeMarkdown.Render(await db.Guidelines
            .Where(it => it.ProjectId == ProjectId && it.Version == state.GuidelineVersion).Select(it => it.Markdown).SingleAsync(ct)),
        _ => null,
    };

    /// <param name="Text">The text of the step, where it has one.</param>
    /// <param name="Wrong">What was wrong in the attempt that was passed.</param>
    public sealed record View(
        string ProjectName, OnboardingState State, bool IsTraining, RunView? Training, RunView? Qualification, ExplainedAnswer? Explained,
        IReadOnlyList<ExplainedAnswer> Wrong, IHtmlContent? Text, string? Error)
    {
        public bool IsStopped => State.Standing is Standing.Paused or Standing.Removed;

        public WorkView? Item => Explained is { } answer ? Of(answer.Served, answer.Questions)
            : IsTraining && Training?.Next is { } lesson ? Of(lesson, Training.Questions)
            : State.Step == OnboardingStep.Qualification && State.Standing == Standing.Onboarding && Qualification?.Next is { } question ? Of(question, Qualification.Questions)
            : null;

        private static WorkView Of(Core.Assignments.ServedAssignment served, int size) => WorkView.From(served, new(size, size));
    }
}
