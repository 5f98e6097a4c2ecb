using PrefLab.Core.Storage;

namespace PrefLab.Core.Assignments;

/// <summary>Ends leases that ran out, by the database's clock, and gives their places back.</summary>
public sealed class LeaseSweeper(Database database)
{
    /// <summary>Leases ended in one transaction.</summary>
    public const int Portion = 500;

    /// <summary>One sweeper at a time, so that two never update the same comparisons in different orders. $1 portion.</summary>
    private const string SweepSql =
        """
        WITH gate AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtext('preflab sweep')) AS open),
        due AS (
            SELECT s.project_id, s.id FROM assignments s
            WHERE s.state = 1 AND s.expires_at < now() AND (SELECT open FROM gate)
            ORDER BY s.expires_at LIMIT $1
            FOR NO KEY UPDATE OF s SKIP LOCKED),
        expired AS (
            UPDATE assignments s SET state = 4 FROM due
            WHERE s.project_id = due.project_id AND s.id = due.id
            RETURNING s.project_id, s.comparison_id),
        given_back AS (
            UPDATE comparisons c SET taken = c.taken - places.count
            FROM (SELECT project_id, comparison_id, count(*)::int FROM expired GROUP BY project_id, comparison_id) places
            WHERE c.project_id = places.project_id AND c.id = places.comparison_id AND c.gold_preference IS NULL
            RETURNING c.project_id),
        released AS (
            UPDATE projects p SET release_version = p.release_version + 1
            WHERE p.id IN (SELECT project_id FROM expired))
        SELECT count(*)::int FROM expired
        """;

    /// <summary>Ends every lease that has run out.</summary>
    /// <returns>How many it ended.</returns>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        var total = 0;
        int swept;
        do
        {
            swept = await Retry.OnConflictAsync(() => SweepPortionAsync(ct));
            total += swept;
        }
        while (swept == Portion);

        return total;
    }

    private async Task<int> SweepPortionAsync(CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(SweepSql, Portion));
        await reader.ReadAsync(ct);
        return reader.GetInt32(0);
    }
}
