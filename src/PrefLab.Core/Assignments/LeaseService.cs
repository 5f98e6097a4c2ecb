using NpgsqlTypes;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Assignments;

/// <summary>What an annotator may do with a lease besides answering: renew it, or skip the comparison.</summary>
public sealed class LeaseService(Database database)
{
    /// <summary>Never shortens: a named assignment is leased for longer. $1 project, $2 token, $3 person, $4 lease.</summary>
    private const string RenewSql =
        """
        UPDATE assignments s SET expires_at = greatest(s.expires_at, now() + $4)
        FROM annotators a
        WHERE a.project_id = $1 AND a.person_id = $3
          AND s.project_id = $1 AND s.token = $2 AND s.annotator_id = a.id AND s.state = 1
        RETURNING s.expires_at
        """;

    /// <summary>
    /// Locks in the order of a submission: annotator, assignment, comparison, and the project last. The batch's counter is the gate, where
    /// the project limits skips; harmful content (reason 4) and what was given by name pass beside it. The lock on the assignment comes
    /// before, so that a skip sent twice counts once.
    /// $1 project, $2 token, $3 person, $4 reason, $5 comment.
    /// </summary>
    private const string SkipSql =
        """
        WITH annotator AS MATERIALIZED (
            SELECT id FROM annotators WHERE project_id = $1 AND person_id = $3 FOR NO KEY UPDATE),
        held AS MATERIALIZED (
            SELECT s.id, s.batch_id FROM assignments s
            WHERE s.project_id = $1 AND s.token = $2 AND s.annotator_id = (SELECT id FROM annotator) AND s.state = 1
            FOR NO KEY UPDATE),
        gate AS (
            UPDATE batches b SET skips = b.skips + 1 FROM held
            WHERE b.project_id = $1 AND b.id = held.batch_id AND $4 <> 4
              AND b.skips < coalesce((SELECT p.skips_per_batch FROM projects p WHERE p.id = $1), b.size)
            RETURNING b.id),
        skipped AS (
            UPDATE assignments s SET state = 3, skip_reason = $4, skip_comment = $5, draft = NULL
            FROM held
            WHERE s.project_id = $1 AND s.id = held.id AND (held.batch_id IS NULL OR $4 = 4 OR (SELECT count(*) FROM gate) > 0)
            RETURNING s.id, s.comparison_id, s.annotator_id),
        given_back AS (
            UPDATE comparisons c SET taken = c.taken - 1
            FROM skipped
            WHERE c.project_id = $1 AND c.id = skipped.comparison_id AND c.gold_preference IS NULL
            RETURNING c.id),
        counted AS (
            UPDATE annotators a SET skipped = a.skipped + 1
            FROM skipped
            WHERE a.project_id = $1 AND a.id = skipped.annotator_id),
        released AS (
            UPDATE projects p SET release_version = p.release_version + 1 WHERE p.id = $1 AND EXISTS (SELECT FROM given_back)),
        event AS (
            INSERT INTO audit_events (project_id, at, actor_id, kind, subject, data)
            SELECT $1, now(), $3, 'assignment.skipped', 'assignment:' || id, jsonb_build_object('reason', $4) FROM skipped)
        SELECT (SELECT count(*) FROM skipped) > 0 FROM held
        """;

    /// <summary>Extends a lease that the person holds.</summary>
    /// <returns>When it expires now; null when the person holds no such lease.</returns>
    public async Task<DateTimeOffset?> RenewAsync(ProjectId project, long person, Guid token, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadPreparedAsync(
            ct, Sql.Statement(RenewSql, project.Value, token, person, AssignmentService.Lease));
        return await reader.ReadAsync(ct) ? reader.GetFieldValue<DateTimeOffset>(0) : null;
    }

    /// <summary>Gives the place back; the comparison does not return to this person.</summary>
    public Task<SkipResult> SkipAsync(ProjectId project, long person, Guid token, SkipReason reason, string? comment, CancellationToken ct) =>
        Retry.OnConflictAsync(async () =>
        {
            await using var connection = await database.Requests.OpenConnectionAsync(ct);
            await using var reader = await connection.ReadPreparedAsync(
                ct, Sql.Statement(SkipSql, project.Value, token, person, (short)reason, Sql.Maybe(comment, NpgsqlDbType.Text)));
            return !await reader.ReadAsync(ct) ? SkipResult.NotHeld : reader.GetBoolean(0) ? SkipResult.Skipped : SkipResult.NoneLeft;
        });
}

public enum SkipResult
{
    Skipped,

    /// <summary>The person holds no such lease.</summary>
    NotHeld,

    /// <summary>The batch has as many skips as the project allows.</summary>
    NoneLeft,
}
