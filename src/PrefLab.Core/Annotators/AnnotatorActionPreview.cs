using System.Data;
using Npgsql;
using PrefLab.Core.Agreement;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Annotators;

/// <summary>Says what an action would do, from one snapshot and without a lock.</summary>
public sealed class AnnotatorActionPreview(Database database, AgreementCounts counts, TimeProvider time)
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
        var (now, then) = target.Comparisons <= AgreementCounts.Small
            ? Move(await PatternHistogramQuery.LoadAsync(connection, project, ct), excluded)
            : Move(await counts.LoadAsync(project, target.Comparisons, ct), excluded);
        return new AnnotatorActionResult.Foreseen(new ActionPreview(
            target.Standing, after, figures, target.Pay,
            now is null ? null : ActionState.Of(target.Standing, now), then is null ? null : ActionState.Of(after, then)));
    }

    /// <summary>A large project was counted some time ago: where its patterns do not hold what is to be excluded yet, nothing can be said.</summary>
    private static (PatternHistogram? Now, PatternHistogram? Then) Move(AgreementCount count, IReadOnlyList<ExcludedVotes> excluded)
    {
        if (count.CountedAt is null)
        {
            return (null, null);
        }

        try
        {
            return Move(count.Histogram, excluded);
        }
        catch (ArgumentException)
        {
            return (null, null);
        }
    }

    private static (PatternHistogram Now, PatternHistogram Then) Move(PatternHistogram now, IReadOnlyList<ExcludedVotes> excluded)
    {
        var ordinary = excluded.Where(it => !it.IsGold).ToList();
        var from = PatternHistogram.FromPatterns(now.Categories, ordinary.Select(it => new PatternCount(it.Votes, it.Comparisons)));
        var to = PatternHistogram.FromPatterns(now.Categories, ordinary.Select(it => new PatternCount(it.VotesAfter, it.Comparisons)));
        return (now, now.Subtract(from).Merge(to));
    }
}
