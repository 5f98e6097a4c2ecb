using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Golds;

/// <param name="Done">Annotators who were looked at, of all who were given the gold.</param>
public sealed record GoldRescoreRow(
    ComparisonId Comparison, string ExternalId, Preference? From, Preference? To, DateTimeOffset RequestedAt, int Annotators, int Done, int Rescored, int Flagged,
    int Reinstated, DateTimeOffset? FinishedAt);

/// <summary>The last changes of known answers for which annotators are scored anew, those that run first.</summary>
public sealed class GoldRescoreList(PrefLabDb db)
{
    public const int Most = 5;

    public async Task<IReadOnlyList<GoldRescoreRow>> LoadAsync(ProjectId project, CancellationToken ct) => await (
        from rescore in db.GoldRescores.AsNoTracking()
        join comparison in db.Comparisons on new { rescore.ProjectId, Id = rescore.ComparisonId } equals new { comparison.ProjectId, comparison.Id }
        where rescore.ProjectId == project
        orderby rescore.FinishedAt != null, rescore.Id descending
        select new GoldRescoreRow(
            rescore.ComparisonId, comparison.ExternalId, rescore.FromPreference, rescore.ToPreference, rescore.RequestedAt, rescore.Annotators, rescore.Done,
            rescore.Rescored, rescore.Flagged, rescore.Reinstated, rescore.FinishedAt)).Take(Most).ToListAsync(ct);
}
