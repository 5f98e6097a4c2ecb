using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Guidelines;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Onboarding;

/// <summary>Consent, guidelines, the last step, and what a lead grants; training and qualification are <see cref="OnboardingRunService"/>.</summary>
public sealed class OnboardingService(
    PrefLabDb db, OnboardingTransaction step, OnboardingQuery query, GuidelineReadings readings, TimeProvider time)
{
    /// <param name="version">The version of the text that was before the person.</param>
    public Task<OnboardingResult> ConsentAsync(ProjectId project, long person, int version, CancellationToken ct) => step.RunAsync(project, person, async state =>
    {
        if (state.Settings.Consent is null || version != state.Settings.ConsentVersion)
        {
            return new OnboardingResult.Refused("The text has changed meanwhile. Read it again, and then agree to it or not.");
        }

        if (state.ConsentVersion == version)
        {
            return null;
        }

        var now = time.GetUtcNow();
        await Progress(project, state.AnnotatorId).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.ConsentVersion, version).SetProperty(row => row.ConsentedAt, now), ct);
        step.Audit(project, person, "onboarding.consented", state.AnnotatorId, FormattableString.Invariant($$"""{"version":{{version}}}"""));
        return null;
    }, ct);

    /// <summary>Takes a consent back, which ends the work: what is held goes to others, what was answered stays.</summary>
    public Task<OnboardingResult> WithdrawConsentAsync(ProjectId project, long person, CancellationToken ct) => step.RunAsync(project, person, async state =>
    {
        if (state.ConsentVersion == 0)
        {
            return new OnboardingResult.Refused("There is no consent to withdraw.");
        }

        await db.EndLeasesAsync(person, project, ct);
        await Progress(project, state.AnnotatorId).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.ConsentVersion, 0)
                .SetProperty(row => row.ConsentedAt, (DateTimeOffset?)null)
                .SetProperty(row => row.IsPending, true),
            ct);
        var now = time.GetUtcNow();
        await db.Annotators.Where(row => row.ProjectId == project && row.Id == state.AnnotatorId)
            .Where(row => row.Standing != Standing.Paused && row.Standing != Standing.Removed).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.Standing, Standing.Onboarding)
                .SetProperty(row => row.StandingReason, "The consent was withdrawn.")
                .SetProperty(row => row.StandingSince, now),
            ct);
        step.Audit(project, person, "onboarding.consent_withdrawn", state.AnnotatorId);
        return new OnboardingResult.Done(OnboardingStep.Consent, IsActive: false);
    }, ct, evenStopped: true);

    public Task<OnboardingResult> ReadGuidelinesAsync(ProjectId project, long person, int version, CancellationToken ct) => step.RunAsync(
        project, person, async _ => await readings.MarkAsync(project, person, version, ct)
            ? null
            : new OnboardingResult.Invalid(new("version", "There is no such version of the guidelines.")), ct);

    /// <summary>Takes the last step where nothing else does: a setting was turned off, or the guidelines were read on their own page.</summary>
    public Task<OnboardingResult> FinishAsync(ProjectId project, long person, CancellationToken ct) => step.RunAsync(
        project, person, state => Task.FromResult<OnboardingResult?>(
            state.Step == OnboardingStep.Ready ? null : new OnboardingResult.Refused("There is still a step to take.")), ct);

    /// <summary>One more attempt for who has used up all.</summary>
    public async Task<OnboardingResult> GrantAttemptAsync(Actor actor, ProjectId project, AnnotatorId annotator, CancellationToken ct)
    {
        var person = await PersonAsync(project, annotator, ct);
        return person is not { } id ? new OnboardingResult.Missing() : await step.RunAsync(project, id, async state =>
        {
            if (!MayBeGranted(state))
            {
                return new OnboardingResult.Refused("This annotator has not used up the attempts: nothing was granted.");
            }

            await Progress(project, annotator).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExtraAttempts, row => row.ExtraAttempts + 1), ct);
            await db.Annotators.Where(row => row.ProjectId == project && row.Id == annotator).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.StandingReason, "Another attempt at the qualification was granted."), ct);
            step.Audit(project, actor.PersonId, "onboarding.attempt_granted", annotator);
            return null;
        }, ct);
    }

    /// <summary>What operations see of somebody's onboarding.</summary>
    /// <returns>Null for who is no annotator of the project.</returns>
    public async Task<OnboardingState?> OfAsync(ProjectId project, AnnotatorId annotator, CancellationToken ct)
    {
        return await PersonAsync(project, annotator, ct) is { } person ? await query.LoadAsync(project, person, ct) : null;
    }

    /// <summary>Whether all attempts are used up, and none is open.</summary>
    public static bool MayBeGranted(OnboardingState state) =>
        state is { Standing: Standing.Onboarding, Settings.Qualification: true, QualifiedAt: null, AttemptsLeft: 0, HasOpenAttempt: false };

    private Task<long?> PersonAsync(ProjectId project, AnnotatorId annotator, CancellationToken ct) => db.Annotators
        .Where(row => row.ProjectId == project && row.Id == annotator).Select(row => (long?)row.PersonId).SingleOrDefaultAsync(ct);

    private IQueryable<OnboardingProgress> Progress(ProjectId project, AnnotatorId annotator) =>
        db.Onboardings.Where(row => row.ProjectId == project && row.AnnotatorId == annotator);
}
