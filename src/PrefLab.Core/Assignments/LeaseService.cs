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
    /// Locks in the order of a submission: annotator, assignment, comparison, and the project last.
    /// $1 project, $2 token, $3 person, $4 reason, $5 comment.
    /// </summary>
    private const string SkipSql =
        """
        WITH annotator AS MATERIALIZED (
            SELECT id FROM annotators WHERE project_id = $1 AND person_id = $3 FOR NO KEY UPDATE),
        skipped AS (
            UPDATE assignments s SET state = 3, skip_reason = $4, skip_comment = $5, draft = NULL
            FROM annotator
            WHERE s.project_id = $1 AND s.token = $2 AND s.annotator_id = annotator.id AND s.state = 1
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
        SELECT id FROM skipped
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
    /// <returns>Whether the person held the lease.</returns>
    public Task<bool> SkipAsync(ProjectId project, long person, Guid token, SkipReason reason, string? comment, CancellationToken ct) =>
        Retry.OnConflictAsync(async () =>
        {
            await using var connection = await database.Requests.OpenConnectionAsync(ct);
            await using var reader = await connection.ReadPreparedAsync(
                ct, Sql.Statement(SkipSql, project.Value, token, person, (short)reason, Sql.Maybe(comment, NpgsqlDbType.Text)));
            return await reader.ReadAsync(ct);
        });
}
