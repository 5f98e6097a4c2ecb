using PrefLab.Core.Storage;

namespace PrefLab.Core.Golds;

public enum RotationResult
{
    Done,

    /// <summary>It is so already.</summary>
    Unchanged,

    /// <summary>No such gold.</summary>
    NotFound,
}

/// <summary>Takes golds out of rotation and brings them back. Nothing is scored anew, and who has one before them answers it as any other.</summary>
public sealed class GoldRotation(Database database)
{
    /// <summary>$1 project, $2 comparison, $3 whether retired, $4 person, $5 kind.</summary>
    private const string ChangeSql =
        """
        WITH changed AS (
            UPDATE comparisons SET gold_retired_at = CASE WHEN $3 THEN now() END
            WHERE project_id = $1 AND id = $2 AND use = 2 AND (gold_retired_at IS NOT NULL) <> $3
            RETURNING id),
        event AS (
            INSERT INTO audit_events (project_id, at, actor_id, kind, subject)
            SELECT $1, now(), $4, $5, 'comparison:' || id FROM changed)
        SELECT EXISTS (SELECT FROM changed), EXISTS (SELECT FROM comparisons WHERE project_id = $1 AND id = $2 AND use = 2)
        """;

    public Task<RotationResult> RetireAsync(ProjectId project, ComparisonId gold, long personId, CancellationToken ct) =>
        ChangeAsync(project, gold, true, personId, ct);

    public Task<RotationResult> ReturnAsync(ProjectId project, ComparisonId gold, long personId, CancellationToken ct) =>
        ChangeAsync(project, gold, false, personId, ct);

    private async Task<RotationResult> ChangeAsync(ProjectId project, ComparisonId gold, bool retired, long personId, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(
            ChangeSql, project.Value, gold.Value, retired, personId, retired ? "gold.retired" : "gold.returned"));
        await reader.ReadAsync(ct);
        return (reader.GetBoolean(0), reader.GetBoolean(1)) switch
        {
            (true, _) => RotationResult.Done,
            (_, true) => RotationResult.Unchanged,
            _ => RotationResult.NotFound,
        };
    }
}
