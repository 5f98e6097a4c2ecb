using Npgsql;
using NpgsqlTypes;
using PrefLab.Core.Assignments;
using PrefLab.Core.Golds;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Comparisons;

/// <summary>What can come of changing a comparison.</summary>
public abstract record ComparisonEditResult
{
    private ComparisonEditResult()
    {
    }

    /// <param name="ScoredAnew">Annotators who were given it, and whom the change has scored anew.</param>
    public sealed record Done(int ScoredAnew = 0) : ComparisonEditResult;

    public sealed record NotFound : ComparisonEditResult;

    /// <summary>Somebody has it before them right now.</summary>
    public sealed record InWork(long Assignments) : ComparisonEditResult;

    public sealed record Invalid(string Field, string Reason) : ComparisonEditResult;
}

/// <summary>Changes what leads may change of a comparison, and moves the project's totals with it.</summary>
public sealed class ComparisonEdit(Database database, OrderRewind order, TimeProvider time)
{
    private const int MaxPriority = 1_000_000;

    /// <summary>
    /// Gives the comparison a known answer and its use, or changes them. What has a known answer has no places: what was taken counts no more.
    /// </summary>
    public Task<ComparisonEditResult> SetGoldAsync(
        ProjectId project, ComparisonId comparison, Preference preference, string? explanation, long personId, CancellationToken ct,
        ComparisonUse use = ComparisonUse.Gold) =>
        explanation?.Length > Limits.Comment || explanation?.IsStorable() == false
            ? Task.FromResult<ComparisonEditResult>(new ComparisonEditResult.Invalid("explanation", $"The explanation has at most {Limits.Comment} characters, and no NUL."))
            : CommitAsync(connection => SetGoldWithinAsync(connection, project, comparison, preference, explanation, personId, ct, use), ct);

    /// <summary>Takes the known answer away: current labels take places again, and the overlap grows to hold them.</summary>
    public Task<ComparisonEditResult> RemoveGoldAsync(ProjectId project, ComparisonId comparison, long personId, CancellationToken ct) =>
        CommitAsync(connection => RemoveGoldWithinAsync(connection, project, comparison, personId, ct), ct);

    /// <summary>The same in a transaction of the caller, who has checked the explanation and commits when it was done.</summary>
    internal Task<ComparisonEditResult> SetGoldWithinAsync(
        NpgsqlConnection connection, ProjectId project, ComparisonId comparison, Preference preference, string? explanation, long personId, CancellationToken ct,
        ComparisonUse use = ComparisonUse.Gold) =>
        ChangeAsync(connection, project, comparison, row => row.Use == ComparisonUse.Gold && use == ComparisonUse.Gold ? 0 : row.Locked, async row =>
        {
            if (preference == Preference.Tie && !row.TiesAllowed)
            {
                return new ComparisonEditResult.Invalid("preference", "Ties are off in this project, so that a known answer cannot be =.");
            }

            if (RefuseUse(row, use) is { } refusal)
            {
                return refusal;
            }

            await connection.ExecuteAsync(
                ct,
                Sql.Statement(
                    """
                    UPDATE comparisons SET use = $5, gold_preference = $3, gold_explanation = $4, taken = 0,
                        gold_retired_at = CASE WHEN use = $5 THEN gold_retired_at END
                    WHERE project_id = $1 AND id = $2
                    """,
                    project.Value, comparison.Value, (short)preference, explanation?.Length > 0 ? explanation : null, (short)use),
                Totals(project, Golds(use) - Golds(row.Use), row.IsLabelled ? -row.Overlap : 0),
                Event(project, comparison, personId, $"comparison.{KnownUses.NameOf(use)}_set"));
            return new ComparisonEditResult.Done(
                row.WasGold && row.Known?.Direction != preference.Direction ? await RescoreAsync(connection, project, comparison, row.Known, preference, personId, ct) : 0);
        }, ct);

    /// <summary>The same in a transaction of the caller, who commits when it was done.</summary>
    internal Task<ComparisonEditResult> RemoveGoldWithinAsync(
        NpgsqlConnection connection, ProjectId project, ComparisonId comparison, long personId, CancellationToken ct) =>
        ChangeAsync(connection, project, comparison, row => row.Locked, async row =>
        {
            if (!row.IsLabelled && row.Labels > Limits.MaxOverlap)
            {
                return new ComparisonEditResult.Invalid("preference", FormattableString.Invariant(
                    $"It has {row.Labels} labels, and an ordinary comparison has places for {Limits.MaxOverlap}: it stays a gold."));
            }

            if (RefuseUse(row, ComparisonUse.Label) is { } refusal)
            {
                return refusal;
            }

            if (row.IsLabelled)
            {
                return new ComparisonEditResult.Done();
            }

            await connection.ExecuteAsync(
                ct,
                Sql.Statement(
                    """
                    UPDATE comparisons SET use = 1, gold_preference = NULL, gold_explanation = NULL, gold_retired_at = NULL, taken = n0 + n1 + n2 + n3 + n4,
                        overlap = greatest(overlap, n0 + n1 + n2 + n3 + n4)
                    WHERE project_id = $1 AND id = $2
                    """,
                    project.Value, comparison.Value),
                Totals(project, -Golds(row.Use), Math.Max(row.Overlap, row.Labels)),
                Event(project, comparison, personId, "comparison.gold_removed"));
            return new ComparisonEditResult.Done(row.WasGold ? await RescoreAsync(connection, project, comparison, row.Known, null, personId, ct) : 0);
        }, ct);

    public async Task<ComparisonEditResult> SetPlacesAsync(
        ProjectId project, ComparisonId comparison, int overlap, int priority, long personId, CancellationToken ct)
    {
        var result = await ChangePlacesAsync(project, comparison, overlap, priority, personId, ct);
        if (result is ComparisonEditResult.Done)
        {
            await order.RunAsync(project, CancellationToken.None);
        }

        return result;
    }

    private Task<ComparisonEditResult> ChangePlacesAsync(
        ProjectId project, ComparisonId comparison, int overlap, int priority, long personId, CancellationToken ct) =>
        CommitAsync(connection => ChangeAsync(connection, project, comparison, _ => 0, async row =>
        {
            if (overlap is < 1 or > Limits.MaxOverlap || overlap < row.Taken)
            {
                return new ComparisonEditResult.Invalid("overlap", FormattableString.Invariant($"The overlap is {Math.Max(1, row.Taken)} to {Limits.MaxOverlap}: places that are taken cannot go."));
            }

            if (priority is < -MaxPriority or > MaxPriority)
            {
                return new ComparisonEditResult.Invalid("priority", FormattableString.Invariant($"The priority is -{MaxPriority} to {MaxPriority}."));
            }

            await connection.ExecuteAsync(
                ct,
                Sql.Statement("UPDATE comparisons SET overlap = $3, priority = $4 WHERE project_id = $1 AND id = $2", project.Value, comparison.Value, overlap, priority),
                Totals(project, 0, row.IsLabelled ? overlap - row.Overlap : 0),
                Event(project, comparison, personId, "comparison.places_changed"));
            return new ComparisonEditResult.Done();
        }, ct), ct);

    private async Task<ComparisonEditResult> CommitAsync(Func<NpgsqlConnection, Task<ComparisonEditResult>> change, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var result = await change(connection);
        if (result is ComparisonEditResult.Done)
        {
            await transaction.CommitAsync(ct);
        }

        return result;
    }

    private static async Task<ComparisonEditResult> ChangeAsync(
        NpgsqlConnection connection, ProjectId project, ComparisonId comparison, Func<LockedRow, long> inWork,
        Func<LockedRow, Task<ComparisonEditResult>> change, CancellationToken ct)
    {
        // The row first: from then on nobody is given it. Whoever was given it before is seen by the next statement.
        await connection.ExecuteAsync(ct, Sql.Statement("SELECT id FROM comparisons WHERE project_id = $1 AND id = $2 FOR UPDATE", project.Value, comparison.Value));
        if (await ReadAsync(connection, project, comparison, ct) is not { } row)
        {
            return new ComparisonEditResult.NotFound();
        }

        return inWork(row) is > 0 and var assignments ? new ComparisonEditResult.InWork(assignments) : await change(row);
    }

    private static async Task<LockedRow?> ReadAsync(NpgsqlConnection connection, ProjectId project, ComparisonId comparison, CancellationToken ct)
    {
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(
            """
            SELECT c.use, c.overlap, c.taken, c.n0 + c.n1 + c.n2 + c.n3 + c.n4, p.ties_allowed,
                (SELECT count(*) FROM assignments s WHERE s.project_id = c.project_id AND s.comparison_id = c.id AND s.state = 1),
                EXISTS (SELECT FROM assignments s WHERE s.project_id = c.project_id AND s.comparison_id = c.id),
                EXISTS (SELECT FROM onboarding_answers o WHERE o.project_id = c.project_id AND o.comparison_id = c.id),
                c.gold_preference, EXISTS (SELECT FROM labels l WHERE l.project_id = c.project_id AND l.comparison_id = c.id AND l.is_gold AND l.supersedes IS NULL)
            FROM comparisons c JOIN projects p ON p.id = c.project_id
            WHERE c.project_id = $1 AND c.id = $2
            """,
            project.Value,
            comparison.Value));
        return await reader.ReadAsync(ct)
            ? new LockedRow(
                (ComparisonUse)reader.GetInt16(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetBoolean(4), reader.GetInt64(5),
                reader.GetBoolean(6), reader.GetBoolean(7), reader.Nullable<short>(8) is { } known ? (Preference)known : null, reader.GetBoolean(9))
            : null;
    }

    /// <summary>Places may have come back before the point that annotators have reached, hence the release.</summary>
    private static NpgsqlBatchCommand Totals(ProjectId project, int golds, long labels) => Sql.Statement(
        "UPDATE projects SET gold_count = gold_count + $2, labels_needed = labels_needed + $3, release_version = release_version + 1 WHERE id = $1",
        project.Value, golds, labels);

    private NpgsqlBatchCommand Event(ProjectId project, ComparisonId comparison, long personId, string kind) => Sql.Statement(
        "INSERT INTO audit_events (project_id, at, actor_id, kind, subject) VALUES ($1, $2, $3, $4, $5)",
        project.Value, time.GetUtcNow(), personId, kind, $"comparison:{comparison}");

    private static async Task<int> RescoreAsync(
        NpgsqlConnection connection, ProjectId project, ComparisonId comparison, Preference? from, Preference? to, long personId, CancellationToken ct)
    {
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(
            GoldRescoreSql.Request, project.Value, comparison.Value,
            Sql.Maybe((short?)from, NpgsqlDbType.Smallint), Sql.Maybe((short?)to, NpgsqlDbType.Smallint), personId));
        await reader.ReadAsync(ct);
        return reader.GetInt32(0);
    }

    /// <summary>Work and onboarding never share a comparison: whoever had it in one would know it in the other.</summary>
    private static ComparisonEditResult.Invalid? RefuseUse(LockedRow row, ComparisonUse use) => (row, use) switch
    {
        ({ WasGiven: true }, ComparisonUse.Training or ComparisonUse.Qualification) =>
            new("use", "It was given to annotators: only what nobody has had can be used for training or qualification."),
        ({ WasShown: true }, ComparisonUse.Label or ComparisonUse.Gold) =>
            new("use", "It was shown in the onboarding: people know it, so that it cannot become work."),
        ({ WasShown: true, Use: ComparisonUse.Training }, ComparisonUse.Qualification) =>
            new("use", "It was shown in training with its answer, so that it cannot become a question."),
        _ => null,
    };

    private static int Golds(ComparisonUse use) => use == ComparisonUse.Gold ? 1 : 0;

    /// <param name="Locked">Live assignments.</param>
    /// <param name="WasGiven">Whether anybody was ever given it as work.</param>
    /// <param name="WasShown">Whether it was drawn in anybody's onboarding.</param>
    /// <param name="WasAnswered">Whether anybody has answered it as a gold.</param>
    private sealed record LockedRow(
        ComparisonUse Use, int Overlap, int Taken, int Labels, bool TiesAllowed, long Locked, bool WasGiven, bool WasShown, Preference? Known, bool WasAnswered)
    {
        /// <summary>Whether somebody's score hangs on its known answer; who has it before them may be submitting it.</summary>
        public bool WasGold => WasAnswered || (Use == ComparisonUse.Gold && WasGiven);

        public bool IsLabelled => Use == ComparisonUse.Label;
    }
}
