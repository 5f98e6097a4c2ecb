using PrefLab.Core.Economics;
using PrefLab.Core.Projects;
using PrefLab.Metrics;

namespace PrefLab.Core.Agreement;

/// <summary>What the overview and the API say of a project.</summary>
public sealed record ProjectSummary(
    ProjectProgress Progress,
    IReadOnlyList<HourlyLabels> Hours,
    Forecast Forecast,
    CostSummary Cost,
    Interval GoldAccuracy,
    AgreementCount Agreement);

/// <summary>Good, cheap, done: the numbers of one project.</summary>
public sealed class ProjectSummaryQuery(ProgressQuery progress, AgreementCounts counts, TimeProvider time)
{
    /// <returns>Null when there is no such project.</returns>
    public async Task<ProjectSummary?> LoadAsync(ProjectId project, decimal rate, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await progress.LoadAsync(project, ct) is not { } done)
        {
            return null;
        }

        var hours = await progress.LoadPaceAsync(project, now, ct);
        var agreement = await counts.LoadAsync(project, done.Comparisons, ct);
        return new ProjectSummary(
            done,
            hours,
            Forecast.Of(done.Needed - done.Accepted, hours, now),
            CostSummary.Of(done, rate),
            WilsonInterval.Of(done.GoldsCorrect, done.GoldsAnswered, AgreementReport.Confidence),
            agreement);
    }
}
