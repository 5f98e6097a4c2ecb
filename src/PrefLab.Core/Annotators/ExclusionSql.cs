namespace PrefLab.Core.Annotators;

/// <summary>Marks an annotator's labels, and takes the marks back: set-based, with every counter that counts labels. The annotator is locked before.</summary>
internal static class ExclusionSql
{
    /// <summary>
    /// What an action will change, in the order in which everybody locks: the assignments that it ends, then the comparisons by id.
    /// $1 project, $2 annotator, $3 whether assignments end.
    /// </summary>
    public const string LockAssignments =
        "SELECT count(*) FROM (SELECT FROM assignments WHERE project_id = $1 AND annotator_id = $2 AND state = 1 AND $3 ORDER BY id FOR NO KEY UPDATE) locked";

    /// <summary>$1 project, $2 annotator, $3 whether assignments end, $4 from when on labels are excluded.</summary>
    public const string LockComparisons =
        """
        SELECT count(*) FROM (
            SELECT FROM comparisons
            WHERE project_id = $1 AND id = ANY (ARRAY(
                SELECT s.comparison_id FROM assignments s WHERE s.project_id = $1 AND s.annotator_id = $2 AND s.state = 1 AND $3
                UNION ALL
                SELECT l.comparison_id FROM labels l
                WHERE l.project_id = $1 AND l.annotator_id = $2 AND l.is_current AND NOT l.excluded AND l.received_at >= $4))
            ORDER BY id FOR NO KEY UPDATE) locked
        """;

    /// <summary>$1 project, $2 annotator, $3 from when on, $4 action.</summary>
    public const string Exclude =
        """
        WITH marked AS (
            UPDATE labels l SET excluded = true, excluded_by = $4
            FROM comparisons c
            WHERE l.project_id = $1 AND l.annotator_id = $2 AND l.is_current AND NOT l.excluded AND l.received_at >= $3
              AND c.project_id = $1 AND c.id = l.comparison_id
            RETURNING l.comparison_id, l.preference, l.is_gold AND c.use = 2 AS is_gold, l.flagged),
        moved AS (
            UPDATE comparisons c
            SET n0 = c.n0 - CASE WHEN m.preference = 0 THEN 1 ELSE 0 END, n1 = c.n1 - CASE WHEN m.preference = 1 THEN 1 ELSE 0 END,
                n2 = c.n2 - CASE WHEN m.preference = 2 THEN 1 ELSE 0 END, n3 = c.n3 - CASE WHEN m.preference = 3 THEN 1 ELSE 0 END,
                n4 = c.n4 - CASE WHEN m.preference = 4 THEN 1 ELSE 0 END,
                flags = c.flags - CASE WHEN m.flagged THEN 1 ELSE 0 END,
                taken = c.taken - CASE WHEN c.gold_preference IS NULL THEN 1 ELSE 0 END
            FROM marked m
            WHERE c.project_id = $1 AND c.id = m.comparison_id),
        counted AS (
            UPDATE annotators a
            SET excluded = a.excluded + (SELECT count(*) FROM marked), excluded_golds = a.excluded_golds + (SELECT count(*) FROM marked WHERE is_gold),
                waiting = ARRAY(
                    SELECT w.packed FROM unnest(a.waiting) WITH ORDINALITY AS w(packed, position)
                    WHERE w.packed >> 8 NOT IN (SELECT comparison_id FROM marked) ORDER BY w.position)
            WHERE a.project_id = $1 AND a.id = $2)
        UPDATE projects p SET release_version = p.release_version + 1 WHERE p.id = $1 AND EXISTS (SELECT FROM marked)
        """;

    /// <summary>$1 project, $2 annotator, $3 action.</summary>
    public const string LockExcluded =
        """
        SELECT count(*) FROM (
            SELECT FROM comparisons
            WHERE project_id = $1 AND id = ANY (ARRAY(
                SELECT l.comparison_id FROM labels l WHERE l.project_id = $1 AND l.annotator_id = $2 AND l.excluded_by = $3))
            ORDER BY id FOR NO KEY UPDATE) locked
        """;

    /// <summary>Comparisons that cannot take the label back because they have as many as one can have. $4 the most.</summary>
    public const string CountTooFull =
        """
        SELECT count(*)::int FROM labels l JOIN comparisons c ON c.project_id = $1 AND c.id = l.comparison_id
        WHERE l.project_id = $1 AND l.annotator_id = $2 AND l.excluded_by = $3 AND c.gold_preference IS NULL AND c.taken >= $4
        """;

    /// <summary>
    /// Where others have taken the places meanwhile the overlap grows to hold all. Returns how many comparisons that were.
    /// $1 project, $2 annotator, $3 action, $4 actor.
    /// </summary>
    public const string Readmit =
        """
        WITH freed AS (
            UPDATE labels l SET excluded = false, excluded_by = NULL
            FROM comparisons c
            WHERE l.project_id = $1 AND l.annotator_id = $2 AND l.excluded_by = $3 AND c.project_id = $1 AND c.id = l.comparison_id
            RETURNING l.comparison_id, l.preference, l.is_gold AND c.use = 2 AS is_gold, l.flagged),
        moved AS (
            UPDATE comparisons c
            SET n0 = c.n0 + CASE WHEN f.preference = 0 THEN 1 ELSE 0 END, n1 = c.n1 + CASE WHEN f.preference = 1 THEN 1 ELSE 0 END,
                n2 = c.n2 + CASE WHEN f.preference = 2 THEN 1 ELSE 0 END, n3 = c.n3 + CASE WHEN f.preference = 3 THEN 1 ELSE 0 END,
                n4 = c.n4 + CASE WHEN f.preference = 4 THEN 1 ELSE 0 END,
                flags = c.flags + CASE WHEN f.flagged THEN 1 ELSE 0 END,
                taken = c.taken + CASE WHEN c.gold_preference IS NULL THEN 1 ELSE 0 END,
                overlap = CASE WHEN c.gold_preference IS NULL THEN greatest(c.overlap, c.taken + 1) ELSE c.overlap END
            FROM freed f JOIN comparisons before ON before.project_id = $1 AND before.id = f.comparison_id
            WHERE c.project_id = $1 AND c.id = f.comparison_id
            RETURNING c.id, before.overlap AS was, c.overlap),
        raised AS (SELECT id, was, overlap FROM moved WHERE overlap > was),
        counted AS (
            UPDATE annotators a
            SET excluded = a.excluded - (SELECT count(*) FROM freed), excluded_golds = a.excluded_golds - (SELECT count(*) FROM freed WHERE is_gold)
            WHERE a.project_id = $1 AND a.id = $2),
        events AS (
            INSERT INTO audit_events (project_id, at, actor_id, kind, subject, data)
            SELECT $1, now(), $4, 'comparison.places_changed', 'comparison:' || id, jsonb_build_object('from', was, 'to', overlap, 'action', $3) FROM raised),
        needed AS (
            UPDATE projects p SET labels_needed = p.labels_needed + (SELECT sum(overlap - was) FROM raised) WHERE p.id = $1 AND EXISTS (SELECT FROM raised))
        SELECT count(*)::int FROM raised
        """;
}
