using Npgsql;
using NpgsqlTypes;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Exchange;

/// <summary>The statements that keep the list of imports and the project's totals.</summary>
internal static class ImportRows
{
    public static async Task<ImportId> InsertAsync(NpgsqlConnection connection, Import import, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO imports (project_id, file_name, format, state, started_by, started_at, finished_at, rows, added, added_golds,
                already_there, labels_needed, error_count, warning_count, errors, warnings)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0, 0, $9, $10, $11, $12)
            RETURNING id
            """,
            connection);
        object[] values =
        [
            import.ProjectId.Value, import.FileName, import.Format, (short)import.State, import.StartedBy, import.StartedAt, import.FinishedAt,
            import.Rows, import.ErrorCount, import.WarningCount,
        ];
        command.Parameters.AddRange(Array.ConvertAll(values, value => new NpgsqlParameter { Value = value }));
        command.Parameters.Add(new NpgsqlParameter { Value = import.Errors, NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter { Value = import.Warnings, NpgsqlDbType = NpgsqlDbType.Jsonb });
        return new ImportId((long)(await command.ExecuteScalarAsync(ct))!);
    }

    /// <summary>Completes the import's row and moves the project's totals, past the settings' version on purpose.</summary>
    public static async Task FinishAsync(NpgsqlConnection connection, ImportId id, Import import, CancellationToken ct)
    {
        var finish = Sql.Statement(
            """
            UPDATE imports SET format = $3, finished_at = $4, rows = $5, added = $6, added_golds = $7, already_there = $8,
                labels_needed = $9, warning_count = $10, warnings = $11::jsonb
            WHERE project_id = $1 AND id = $2
            """,
            import.ProjectId.Value, id.Value, import.Format, import.FinishedAt, import.Rows, import.Added, import.AddedGolds,
            import.AlreadyThere, import.LabelsNeeded, import.WarningCount, import.Warnings);
        await connection.ExecuteAsync(
            ct,
            finish,
            MoveTotals(import.ProjectId, import.Added, import.AddedGolds, import.LabelsNeeded),
            Event(import.ProjectId, import.FinishedAt, import.StartedBy, "import.done", id, FormattableString.Invariant(
                $$"""{"rows":{{import.Rows}},"added":{{import.Added}},"golds":{{import.AddedGolds}},"alreadyThere":{{import.AlreadyThere}}}""")));
    }

    /// <summary>New places may lie before the point that annotators have reached, hence the release.</summary>
    public static NpgsqlBatchCommand MoveTotals(ProjectId project, int comparisons, int golds, long labels) => Sql.Statement(
        """
        UPDATE projects SET comparison_count = comparison_count + $2, gold_count = gold_count + $3, labels_needed = labels_needed + $4,
            release_version = release_version + 1
        WHERE id = $1
        """,
        project.Value, comparisons, golds, labels);

    public static NpgsqlBatchCommand Event(ProjectId project, DateTimeOffset at, long actor, string kind, ImportId import, string data) => Sql.Statement(
        "INSERT INTO audit_events (project_id, at, actor_id, kind, subject, data) VALUES ($1, $2, $3, $4, $5, $6::jsonb)",
        project.Value, at, actor, kind, $"import:{import}", data);
}
