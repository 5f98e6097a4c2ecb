using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Onboarding;

/// <summary>Reads where an annotator stands.</summary>
public sealed class OnboardingQuery(PrefLabDb db)
{
    /// <returns>Null for who is no annotator of the project.</returns>
    public async Task<OnboardingState?> LoadAsync(ProjectId project, long person, CancellationToken ct)
    {
        var found = await (
            from annotator in db.Annotators
            join it in db.Projects on annotator.ProjectId equals it.Id
            from progress in db.Onboardings.Where(row => row.ProjectId == project && row.AnnotatorId == annotator.Id).DefaultIfEmpty()
            where annotator.ProjectId == project && annotator.PersonId == person
            select new
            {
                annotator.Id,
                annotator.Standing,
                annotator.StandingReason,
                annotator.StandingSince,
                it.Onboarding,
                it.TiesAllowed,
                it.GuidelineVersion,
                Seen = db.GuidelineReadings.Where(row => row.ProjectId == project && row.AnnotatorId == annotator.Id).Select(row => row.Version).FirstOrDefault(),
                ConsentVersion = progress == null ? 0 : progress.ConsentVersion,
                ConsentedAt = progress == null ? null : progress.ConsentedAt,
                TrainedAt = progress == null ? null : progress.TrainedAt,
                QualifiedAt = progress == null ? null : progress.QualifiedAt,
                Round = progress == null ? 1 : progress.Round,
                ExtraAttempts = progress == null ? 0 : progress.ExtraAttempts,
            }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var (training, questions) = await ComparisonsAsync(project, ct);
        var attempts = await db.OnboardingRuns
            .Where(run => run.ProjectId == project && run.AnnotatorId == found.Id && run.Use == ComparisonUse.Qualification)
            .Where(run => run.Round == found.Round || run.FinishedAt == null)
            .Select(run => new { run.Round, IsOpen = run.FinishedAt == null }).ToListAsync(ct);
        return new OnboardingState(
            found.Id, found.Standing, found.StandingReason, found.StandingSince, found.Onboarding, found.TiesAllowed, found.GuidelineVersion, found.Seen,
            training, questions, found.ConsentVersion, found.ConsentedAt,
            found.TrainedAt, found.QualifiedAt, found.Round, found.ExtraAttempts, attempts.Count(run => run.Round == found.Round),
            attempts.Exists(run => run.IsOpen));
    }

    /// <summary>How many comparisons a project has to train with, and to draw questions from.</summary>
    public async Task<(int Training, int Questions)> ComparisonsAsync(ProjectId project, CancellationToken ct)
    {
        var counts = await db.Comparisons.Where(it => it.ProjectId == project && (short)it.Use > 2)
            .GroupBy(it => it.Use).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        return (counts.GetValueOrDefault(ComparisonUse.Training), counts.GetValueOrDefault(ComparisonUse.Qualification));
    }
}
