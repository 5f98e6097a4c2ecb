using Microsoft.EntityFrameworkCore;
using Npgsql;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Assignments;

/// <summary>Ends what somebody holds when their access ends. Unlike withdrawn work it is theirs again when they are let in again.</summary>
internal static class HeldLeases
{
    /// <summary>Its own statement, so that the next one sees what the person was given while this waited. $1 person, $2 project or null.</summary>
    private const string LockSql =
        """
        SELECT id FROM annotators WHERE person_id = $1 AND ($2::bigint IS NULL OR project_id = $2)
        ORDER BY project_id FOR NO KEY UPDATE
        """;

    /// <summary>$1 person, $2 project or null.</summary>
    private const string EndSql =
        """
        WITH ended AS (
            UPDATE assignments s SET state = 4 FROM annotators a
            WHERE a.person_id = $1 AND ($2::bigint IS NULL OR a.project_id = $2)
              AND s.project_id = a.project_id AND s.annotator_id = a.id AND s.state = 1
            RETURNING s.project_id, s.comparison_id),
        given_back AS (
            UPDATE comparisons c SET taken = c.taken - 1 FROM ended
            WHERE c.project_id = ended.project_id AND c.id = ended.comparison_id AND c.gold_preference IS NULL
            RETURNING c.project_id),
        released AS (
            UPDATE projects p SET release_version = p.release_version + 1 WHERE p.id IN (SELECT project_id FROM ended))
        SELECT count(*)::int FROM ended
        """;

    /// <summary>Expires the person's leases and gives their places back, in the context's open transaction.</summary>
    /// <param name="project">Null for every project.</param>
    /// <returns>How many it ended.</returns>
    public static async Task<int> EndLeasesAsync(this PrefLabDb db, long person, ProjectId? project, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var reader = await connection.ReadAsync(
            ct, Sql.Statement(LockSql, person, project?.Value), Sql.Statement(EndSql, person, project?.Value));
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        return reader.GetInt32(0);
    }
}
