using Npgsql;
using PrefLab.Core.Annotators;
using PrefLab.Core.Quality;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Golds;

/// <summary>
/// Scores annotators anew after a known answer changed: one annotator in one transaction, with the place to go on, so that it may be
/// killed at any moment and run on several nodes.
/// </summary>
public sealed class GoldRescorer(Database database)
{
    /// <summary>Does all that waits.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (await Retry.OnConflictAsync(() => StepAsync(ct)))
        {
        }
    }

    /// <summary>Scores one annotator, or finishes a change of which all are.</summary>
    /// <returns>Whether there was anything to do.</returns>
    public async Task<bool> StepAsync(CancellationToken ct)
    {
        await using var connection = await database.Bulk.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        ProjectId project;
        long rescore;
        long comparison;
        long? annotator;
        await using (var reader = await connection.ReadAsync(ct, Sql.Statement(GoldRescoreSql.Next)))
        {
            if (!await reader.ReadAsync(ct))
            {
                return false;
            }

            (project, rescore, comparison, annotator) = (new ProjectId(reader.GetInt64(0)), reader.GetInt64(1), reader.GetInt64(2), reader.Nullable<long>(3));
        }

        if (annotator is { } next)
        {
            var done = await ScoreAsync(connection, project, next, new ComparisonId(comparison), ct);
            await connection.ExecuteAsync(ct, Sql.Statement(
                GoldRescoreSql.Advance, project.Value, rescore, next, done.IsRescored ? 1 : 0, done.IsFlagged ? 1 : 0, done.IsReinstated ? 1 : 0));
        }
        else
        {
            await connection.ExecuteAsync(ct, Sql.Statement(GoldRescoreSql.Finish, project.Value, rescore));
        }

        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>
    /// Brings one annotator's tallies and evidence up to date before something is counted or restored from them, in the transaction that holds
    /// the lock of their row. What follows from it is left to the job.
    /// </summary>
    /// <param name="since">Changes since then count even if they were scored: what is restored is older than they are.</param>
    internal static async Task CatchUpAsync(
        NpgsqlConnection connection, ProjectId project, AnnotatorId annotator, DateTimeOffset? since, CancellationToken ct)
    {
        await using (var reader = await connection.ReadAsync(
            ct, Sql.Statement(GoldRescoreSql.IsStale, project.Value, annotator.Value, since ?? DateTimeOffset.MaxValue)))
        {
            await reader.ReadAsync(ct);
            if (!reader.GetBoolean(0))
            {
                return;
            }
        }

        if (await LockedAnnotator.LoadAsync(connection, project, annotator.Value, ct) is { } locked)
        {
            await connection.ExecuteAsync(ct, Store(project, annotator.Value, locked.Score()));
        }
    }

    private static async Task<Outcome> ScoreAsync(
        NpgsqlConnection connection, ProjectId project, long annotator, ComparisonId comparison, CancellationToken ct)
    {
        if (await LockedAnnotator.LoadAsync(connection, project, annotator, ct) is not { } locked
            || !locked.Answers.Any(answer => answer.Comparison == comparison && answer.WasGold))
        {
            return default;
        }

        var now = locked.Score();
        var before = locked.Score(await KnownBeforeAsync(connection, project, locked.Since, ct));
        var reinstates = locked.IsStandingOfATest && before.WasEverFlagged && !now.WasEverFlagged;
        var flags = locked.Standing == Standing.Active && LiveTest.FlagReason(locked.Quality, now.Tested.Evidence) is not null;
        var statements = new List<NpgsqlBatchCommand>
        {
            Store(project, annotator, now),
            Sql.Statement(
                GoldRescoreSql.Rescored, project.Value, annotator, comparison.Value,
                locked.Golds.Golds, locked.Golds.Correct, now.Golds.Golds, now.Golds.Correct, locked.Now),
        };
        if (reinstates)
        {
            var standing = locked.IsPending ? Standing.Onboarding : Standing.Active;
            statements.Add(Sql.Statement(GoldRescoreSql.Reinstate, project.Value, annotator, (short)standing, comparison.Value, locked.Now));
        }

        if (locked.HasConcern && !now.HasEverDropped)
        {
            statements.Add(Sql.Statement(GoldRescoreSql.ClearConcern, project.Value, annotator, comparison.Value, locked.Now));
        }

        await connection.ExecuteAsync(ct, [.. statements]);
        var tested = now.Tested with { HasDropped = now.HasEverDropped && !before.HasEverDropped };
        await LiveTestOutcome.ApplyAsync(connection, project, annotator, locked.Standing, locked.Quality, tested, locked.Now, ct);
        return new Outcome(true, flags, reinstates);
    }

    private static async Task<IReadOnlyDictionary<ComparisonId, Preference?>> KnownBeforeAsync(
        NpgsqlConnection connection, ProjectId project, DateTimeOffset since, CancellationToken ct)
    {
        var known = new Dictionary<ComparisonId, Preference?>();
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(GoldRescoreSql.KnownBefore, project.Value, since));
        while (await reader.ReadAsync(ct))
        {
            known[new ComparisonId(reader.GetInt64(0))] = reader.IsDBNull(1) ? null : (Preference)reader.GetInt16(1);
        }

        return known;
    }

    private static NpgsqlBatchCommand Store(ProjectId project, long annotator, Rescoring scored) => Sql.Statement(
        GoldRescoreSql.Store, project.Value, annotator, scored.Golds.Golds, scored.Golds.Correct, scored.ExcludedGolds,
        scored.Tested.Evidence.ToJson(), scored.Tested.Waiting, LiveTest.Risk(scored.Tested.Evidence));

    private readonly record struct Outcome(bool IsRescored, bool IsFlagged, bool IsReinstated);
}
