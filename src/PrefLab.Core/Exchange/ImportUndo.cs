using Npgsql;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Exchange;

/// <summary>Takes an import back as long as nobody was given any of it.</summary>
/// <remarks>All or nothing, in one statement over the import's rows: leaving the request rolls it back.</remarks>
public sealed class ImportUndo(Database database, TimeProvider time)
{
    public async Task<UndoResult> UndoAsync(ProjectId project, ImportId import, long personId, CancellationToken ct)
    {
        await using var connection = await database.Bulk.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await ImportTransaction.TryLockProjectAsync(connection, project, ct))
        {
            return new UndoResult.Busy();
        }

        if (await StateAsync(connection, project, import, ct) is not { } state)
        {
            return new UndoResult.NotFound();
        }

        if (state != ImportState.Done)
        {
            return new UndoResult.NothingToUndo(state);
        }

        if (await WorkAsync(connection, project, import, ct) is { } work)
        {
            return work;
        }

        try
        {
            var comparisons = await RemoveAsync(connection, project, import, personId, ct);
            await transaction.CommitAsync(ct);
            return new UndoResult.Undone(comparisons);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.ForeignKeyViolation)
        {
            // Somebody was given one of them in this very moment.
            return new UndoResult.HasWork(1, 0);
        }
    }

    private static async Task<ImportState?> StateAsync(NpgsqlConnection connection, ProjectId project, ImportId import, CancellationToken ct)
    {
        await using var reader = await connection.ReadAsync(
            ct, Sql.Statement("SELECT state FROM imports WHERE project_id = $1 AND id = $2 FOR UPDATE", project.Value, import.Value));
        return await reader.ReadAsync(ct) ? (ImportState?)reader.GetInt16(0) : null;
    }

    private static async Task<UndoResult.HasWork?> WorkAsync(NpgsqlConnection connection, ProjectId project, ImportId import, CancellationToken ct)
    {
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(
            """
            SELECT count(*), count(*) FILTER (WHERE s.state = 2)
            FROM comparisons c JOIN assignments s ON s.project_id = c.project_id AND s.comparison_id = c.id
            WHERE c.project_id = $1 AND c.import_id = $2
            """,
            project.Value,
            import.Value));
        await reader.ReadAsync(ct);
        var (assignments, labels) = (reader.GetInt64(0), reader.GetInt64(1));
        return assignments > 0 ? new UndoResult.HasWork(assignments, labels) : null;
    }

    private async Task<int> RemoveAsync(NpgsqlConnection connection, ProjectId project, ImportId import, long personId, CancellationToken ct)
    {
        int comparisons;
        int golds;
        long labels;
        await using (var reader = await connection.ReadAsync(ct, Sql.Statement(
            """
            WITH gone AS (DELETE FROM comparisons WHERE project_id = $1 AND import_id = $2 RETURNING use, overlap)
            SELECT count(*)::int, (count(*) FILTER (WHERE use = 2))::int, coalesce(sum(overlap) FILTER (WHERE use = 1), 0)::bigint FROM gone
            """,
            project.Value,
            import.Value)))
        {
            await reader.ReadAsync(ct);
            (comparisons, golds, labels) = (reader.GetInt32(0), reader.GetInt32(1), reader.GetInt64(2));
        }

        var now = time.GetUtcNow();
        await connection.ExecuteAsync(
            ct,
            Sql.Statement("UPDATE imports SET state = $3, finished_at = $4 WHERE project_id = $1 AND id = $2", project.Value, import.Value, (short)ImportState.Undone, now),
            ImportRows.MoveTotals(project, -comparisons, -golds, -labels),
            ImportRows.Event(project, now, personId, "import.undone", import, FormattableString.Invariant($$"""{"comparisons":{{comparisons}}}""")));
        return comparisons;
    }
}
