using System.Data;
using Npgsql;
using PrefLab.Core.Agreement;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Annotators;

/// <summary>Says what an action would do, from one snapshot and without a lock.</summary>
public sealed class AnnotatorActionPreviewQuery(Database database, AgreementCounts counts, TimeProvider time)
{
    public async Task<AnnotatorActionResult> LoadAsync(ProjectId project, AnnotatorId annotator, AnnotatorActionRequest request, CancellationToken ct)
    {
        if (AnnotatorActionRules.CheckScope(request, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) is { } error)
        {
            return new AnnotatorActionResult.Invalid(error);
        }

        await using var connection = await (request.Excludes ? database.Bulk : database.Requests).OpenConnectionAsync(ct);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        if (await ActionTarget.LoadAsync(connection, project, annotator, ct) is not { } target)
        {
            return new AnnotatorActionResult.Missing();
        }

        if (target.Refuse(request) is { } reason)
        {
            return new AnnotatorActionResult.Refused(reason);
        }

        var (figures, excluded) = await ActionFigures.LoadAsync(connection, project, annotator, request, ct);
        var after = target.After(request)!.Value;
        var now = target.Comparisons <= AgreementCounts.Small
            ? await PatternHistogramQuery.LoadAsync(connection, project, ct)
            : await counts.LoadAsync(project, target.Comparisons, ct) is { CountedAt: not null } count ? count.Histogram : null;
        var concern = request.Kind == AnnotatorActionKind.Dismiss ? await Concern.LoadAsync(connection, project, annotator, ct) : null;
        var then = now is null ? null : Move(now, excluded);
        return new AnnotatorActionResult.Foreseen(new ActionPreview(
            target.Standing, after, figures, target.Pay, then is null ? null : ActionState.Of(target.Standing, now!), then is null ? null : ActionState.Of(after, then), concern)
        {
            StayExcluded = await StandingExclusion.LoadAsync(connection, project, annotator, request, ct),
        });
    }

    /// <summary>Null for a large project that was counted before there was what is to be excluded: then nothing can be said.</summary>
    private static PatternHistogram? Move(PatternHistogram now, IReadOnlyList<ExcludedVotes> excluded)
    {
        var ordinary = excluded.Where(it => !it.IsGold).ToList();
        var from = PatternHistogram.FromPatterns(now.Categories, ordinary.Select(it => new PatternCount(it.Votes, it.Comparisons)));
        var to = PatternHistogram.FromPatterns(now.Categories, ordinary.Select(it => new PatternCount(it.VotesAfter, it.Comparisons)));
        return now.Holds(from) ? now.Subtract(from).Merge(to) : null;
    }
}
