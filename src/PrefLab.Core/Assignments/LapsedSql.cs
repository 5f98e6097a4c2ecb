namespace PrefLab.Core.Assignments;

/// <summary>
/// What ran out (state 4) comes back to the person who held it, and a gold exactly when others do: it has no limited place, so it shares
/// the lot of the ordinary comparison nearest to it that ran out with it, and where it was alone, that of a person for whom something is left or nothing is.
/// </summary>
internal static class LapsedSql
{
    /// <summary>
    /// Renewing moves all leases of a sitting together, so what ran out together did so within one lease, and what ran out another time did not.
    /// $1 project, $2 annotator, $3 lease.
    /// </summary>
    private const string Back =
        $"""
        WITH lapsed AS MATERIALIZED (
            SELECT s.id, s.comparison_id, s.expires_at,
                   (SELECT CASE WHEN c.gold_preference IS NULL THEN c.taken < c.overlap END
                    FROM comparisons c WHERE c.project_id = $1 AND c.id = s.comparison_id) AS has_place
            FROM assignments s
            WHERE s.project_id = $1 AND s.annotator_id = $2 AND s.state = 4),
        back AS MATERIALIZED (
            SELECT l.id, l.comparison_id FROM lapsed l
            WHERE coalesce(
                l.has_place,
                (SELECT n.has_place FROM lapsed n
                 WHERE n.has_place IS NOT NULL AND n.expires_at BETWEEN l.expires_at - $3 AND l.expires_at + $3
                 ORDER BY abs(n.id - l.id), n.id LIMIT 1),
                (SELECT c.id FROM comparisons c
                 WHERE c.project_id = $1 AND c.is_open
                   AND c.sort_key > (SELECT a.cursor FROM annotators a WHERE a.project_id = $1 AND a.id = $2)
                   AND {AssignmentSql.NeverGiven}
                 ORDER BY c.sort_key LIMIT 1) > 0))
        """;

    /// <summary>The first that come back, in the order in which they were given first, and how many could. $4 room.</summary>
    public const string Look =
        $"""
        {Back}
        SELECT b.id, b.comparison_id, (SELECT count(*)::int FROM back) FROM back b ORDER BY b.id LIMIT $4
        """;

    /// <summary>Whether one of them comes back, asked for an answer that comes too late. $4 assignment.</summary>
    public const string HasPlace =
        $"""
        {Back}
        SELECT (SELECT count(*) FROM back WHERE id = $4) > 0
        """;

    /// <summary>Under its token, position and draft, unless its place was taken just now. $1 project, $2 assignment, $3 comparison, $4 lease, $5 how long before now.</summary>
    public const string Revive =
        """
        WITH placed AS (
            UPDATE comparisons c SET taken = c.taken + CASE WHEN c.gold_preference IS NULL THEN 1 ELSE 0 END
            WHERE c.project_id = $1 AND c.id = $3 AND (c.gold_preference IS NOT NULL OR c.taken < c.overlap)
            RETURNING c.id)
        UPDATE assignments s SET state = 1, issued_at = now() - $5, expires_at = now() + $4
        FROM placed
        WHERE s.project_id = $1 AND s.id = $2
        """;

    /// <summary>Nothing else can come back before something is released. $1 project, $2 annotator, $3 release version.</summary>
    public const string Looked = "UPDATE annotators SET revived_version = $3 WHERE project_id = $1 AND id = $2";
}
