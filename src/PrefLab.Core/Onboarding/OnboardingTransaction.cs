using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Annotators;
using PrefLab.Core.Audit;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Onboarding;

/// <summary>
/// One step of one annotator. A person's requests run one after the other, on the lock of the annotator's row, so that two tabs cannot
/// take two attempts; whoever has taken the last step is Active in the same transaction.
/// </summary>
public sealed class OnboardingTransaction(PrefLabDb db, OnboardingQuery query, TimeProvider time)
{
    public const string FinishedKind = "onboarding.finished";

    /// <param name="evenStopped">Whether it is possible also for who is paused or removed.</param>
    /// <param name="change">Returns null to go on, and anything but Done to store nothing.</param>
    public Task<OnboardingResult> RunAsync(
        ProjectId project, long person, Func<OnboardingState, Task<OnboardingResult?>> change, CancellationToken ct, bool evenStopped = false) => Retry.OnConflictAsync(async () =>
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Its own statement, so that the next one sees what another tab did while this waited.
        await db.Database.ExecuteSqlAsync(
            $"SELECT id FROM annotators WHERE project_id = {project.Value} AND person_id = {person} FOR NO KEY UPDATE", ct);
        if (await query.LoadAsync(project, person, ct) is not { } state)
        {
            return new OnboardingResult.Missing();
        }

        if (!evenStopped && state.Standing is (Standing.Paused or Standing.Removed))
        {
            return new OnboardingResult.Refused($"Your work in this project is {state.Standing.ToString().ToLowerInvariant()}.");
        }

        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO onboardings (project_id, annotator_id, is_pending, consent_version, round, extra_attempts)
            VALUES ({project.Value}, {state.AnnotatorId.Value}, {state.Standing == Standing.Onboarding}, 0, 1, 0)
            ON CONFLICT DO NOTHING
            """,
            ct);
        var result = await change(state);
        if (result is not (null or OnboardingResult.Done))
        {
            return result;
        }

        await db.SaveChangesAsync(ct);
        var done = result ?? await AfterAsync(project, person, ct);
        await transaction.CommitAsync(CancellationToken.None);
        return done;
    });

    public void Audit(ProjectId project, long? person, string kind, AnnotatorId annotator, string? data = null) => db.AuditEvents.Add(new AuditEvent
    {
        ProjectId = project,
        At = time.GetUtcNow(),
        ActorId = person,
        Kind = kind,
        Subject = $"annotator:{annotator}",
        Data = data,
    });

    private async Task<OnboardingResult> AfterAsync(ProjectId project, long person, CancellationToken ct)
    {
        var state = (await query.LoadAsync(project, person, ct))!;
        if (state.Standing == Standing.Onboarding && state.Step == OnboardingStep.Ready)
        {
            var now = time.GetUtcNow();
            await db.Annotators.Where(row => row.ProjectId == project && row.Id == state.AnnotatorId).ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.Standing, Standing.Active)
                    .SetProperty(row => row.StandingReason, (string?)null)
                    .SetProperty(row => row.StandingSince, now),
                ct);
            await db.Onboardings.Where(row => row.ProjectId == project && row.AnnotatorId == state.AnnotatorId)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.IsPending, false), ct);
            Audit(project, person, FinishedKind, state.AnnotatorId);
            await db.SaveChangesAsync(ct);
            return new OnboardingResult.Done(OnboardingStep.Ready, IsActive: true);
        }

        return new OnboardingResult.Done(state.Step, state.Standing.AllowsWork);
    }
}
