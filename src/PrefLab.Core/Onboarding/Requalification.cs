using Microsoft.EntityFrameworkCore;
using Npgsql;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Onboarding;

/// <summary>Sends everybody who works in a project back to its qualification. Simulated annotators are left where they are.</summary>
internal static class Requalification
{
    /// <summary>Its own statement, so that the next one sees what people were given while this waited. $1 project.</summary>
    private const string LockSql =
        "SELECT id FROM annotators WHERE project_id = $1 AND standing IN (2, 3) AND NOT is_simulated ORDER BY id FOR NO KEY UPDATE";

    /// <summary>$1 project, $2 reason, $3 now, $4 actor.</summary>
    private const string SendSql =
        """
        WITH sent AS (
            UPDATE annotators a SET standing = 1, standing_reason = $2, standing_since = $3
            WHERE a.project_id = $1 AND a.standing IN (2, 3) AND NOT a.is_simulated
            RETURNING a.id),
        again AS (
            INSERT INTO onboardings (project_id, annotator_id, is_pending, consent_version, round, extra_attempts)
            SELECT $1, sent.id, true, 0, 1, 0 FROM sent
            ON CONFLICT (project_id, annotator_id) DO UPDATE
                SET is_pending = true, qualified_at = NULL, round = onboardings.round + 1, extra_attempts = 0),
        ended AS (
            UPDATE assignments s SET state = 4 FROM sent
            WHERE s.project_id = $1 AND s.annotator_id = sent.id AND s.state = 1
            RETURNING s.comparison_id),
        given_back AS (
            UPDATE comparisons c SET taken = c.taken - places.count
            FROM (SELECT comparison_id, count(*)::int FROM ended GROUP BY comparison_id) places
            WHERE c.project_id = $1 AND c.id = places.comparison_id AND c.gold_preference IS NULL
            RETURNING c.id),
        released AS (
            UPDATE projects p SET release_version = p.release_version + 1 WHERE p.id = $1 AND EXISTS (SELECT FROM ended)),
        events AS (
            INSERT INTO audit_events (project_id, at, actor_id, kind, subject, data)
            SELECT $1, $3, $4, 'annotator.requalifies', 'annotator:' || sent.id, jsonb_build_object('reason', $2::text) FROM sent)
        SELECT count(*)::int FROM sent
        """;

    /// <summary>Locks who works there, before anything else of the project is locked.</summary>
    public static Task LockWorkingAsync(this PrefLabDb db, ProjectId project, CancellationToken ct) =>
        ((NpgsqlConnection)db.Database.GetDbConnection()).ExecuteAsync(ct, Sql.Statement(LockSql, project.Value));

    /// <summary>Ends their leases and gives the places back; their labels and the evidence of the live test stay.</summary>
    /// <returns>How many were sent back.</returns>
    public static async Task<int> RequalifyAsync(this PrefLabDb db, ProjectId project, string reason, DateTimeOffset now, long actor, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(SendSql, project.Value, reason, now, actor));
        await reader.ReadAsync(ct);
        return reader.GetInt32(0);
    }
}
