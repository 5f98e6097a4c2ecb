namespace PrefLab.Core.Labels;

/// <summary>The statements of a submission: two round trips and a commit, whatever the project's size.</summary>
internal static class LabelSql
{
    /// <summary>Locks the annotator, so that one person's requests run one after the other. $1 project, $2 person.</summary>
    public const string LoadAnnotator =
        """
        SELECT a.id, a.standing, a.evidence, a.waiting, a.time_bins, a.last_answer_at,
               p.state, p.ties_allowed, p.dimensions, p.quality, p.guideline_version, clock_timestamp()
        FROM annotators a JOIN projects p ON p.id = a.project_id
        WHERE a.project_id = $1 AND a.person_id = $2
        FOR NO KEY UPDATE OF a
        """;

    /// <summary>$1 project, $2 submission key.</summary>
    public const string LoadByKey =
        $"""
        SELECT l.id, l.annotator_id, s.token, (SELECT o.submission_key FROM labels o WHERE o.project_id = l.project_id AND o.id = l.supersedes),
               {StoredAnswer.Columns}
        FROM labels l JOIN assignments s ON s.project_id = l.project_id AND s.id = l.assignment_id
        WHERE l.project_id = $1 AND l.submission_key = $2
        """;

    /// <summary>$1 project, $2 token, $3 person. The first label of the assignment says how it was answered.</summary>
    public const string LoadAssignment =
        """
        SELECT s.id, s.comparison_id, s.left_is_a, s.state, s.issued_at, s.expires_at, c.gold_preference,
               (SELECT min(l.id) FROM labels l WHERE l.project_id = s.project_id AND l.assignment_id = s.id),
               c.n0 + c.n1 AS for_a, c.n2 AS ties, c.n3 + c.n4 AS for_b, c.overlap
        FROM assignments s
        JOIN annotators a ON a.project_id = s.project_id AND a.id = s.annotator_id AND a.person_id = $3
        JOIN comparisons c ON c.project_id = s.project_id AND c.id = s.comparison_id
        WHERE s.project_id = $1 AND s.token = $2
        FOR NO KEY UPDATE OF s
        """;

    /// <summary>
    /// The votes on the first of the answers that wait for others; no row where a comparison became a gold. The limit keeps it a probe a row
    /// whatever the planner thinks of the tables. $1 project, $2 person, $3 how many.
    /// </summary>
    public const string LoadWaiting =
        """
        SELECT looked.position::int, c.for_a, c.ties, c.for_b, c.overlap
        FROM unnest((SELECT a.waiting[1:$3] FROM annotators a WHERE a.project_id = $1 AND a.person_id = $2)) WITH ORDINALITY AS looked(packed, position)
        CROSS JOIN LATERAL (
            SELECT c.n0 + c.n1 AS for_a, c.n2 AS ties, c.n3 + c.n4 AS for_b, c.overlap
            FROM comparisons c
            WHERE c.project_id = $1 AND c.id = looked.packed >> 8 AND c.gold_preference IS NULL
            LIMIT 1) c
        """;

    /// <summary>
    /// Everything that a label moves, in one statement. Without a free place for a late answer it writes nothing and returns no row.
    /// $1 project, $2 annotator, $3 assignment, $4 comparison, $5 submission key, $6 preference, $7 left is A, $8 both bad,
    /// $9 dimensions, $10 comment, $11 server seconds, $12 active seconds, $13 received at, $14 guideline version, $15 is gold,
    /// $16 gold is right, $17 place to take (1 for a late answer to an ordinary comparison), $18 displayed side (below 0 left, 0 a tie, above 0 right),
    /// $19 time bins, $20 actor, $21 flagged, $22 evidence, $23 waiting, $24 risk.
    /// </summary>
    public const string Write =
        """
        WITH counted AS (
            UPDATE comparisons c
            SET taken = c.taken + $17,
                n0 = c.n0 + CASE WHEN $6 = 0 THEN 1 ELSE 0 END, n1 = c.n1 + CASE WHEN $6 = 1 THEN 1 ELSE 0 END,
                n2 = c.n2 + CASE WHEN $6 = 2 THEN 1 ELSE 0 END, n3 = c.n3 + CASE WHEN $6 = 3 THEN 1 ELSE 0 END,
                n4 = c.n4 + CASE WHEN $6 = 4 THEN 1 ELSE 0 END,
                flags = c.flags + CASE WHEN $21 THEN 1 ELSE 0 END
            WHERE c.project_id = $1 AND c.id = $4 AND ($17 = 0 OR c.taken + $17 <= c.overlap)
            RETURNING c.id),
        answered AS (
            UPDATE assignments s SET state = 2, draft = NULL FROM counted WHERE s.project_id = $1 AND s.id = $3),
        label AS (
            INSERT INTO labels (project_id, assignment_id, comparison_id, annotator_id, submission_key, preference, left_is_a, both_bad,
                                dimensions, comment, server_seconds, active_seconds, received_at, guideline_version, is_gold, is_current, excluded, flagged)
            SELECT $1, $3, counted.id, $2, $5, $6::smallint, $7, $8, $9::jsonb, $10::text, $11::double precision, $12::double precision,
                   $13, $14, $15, true, false, $21
            FROM counted
            RETURNING id),
        moved AS (
            UPDATE annotators a
            SET answered = a.answered + 1,
                golds_answered = a.golds_answered + CASE WHEN $15 THEN 1 ELSE 0 END,
                golds_correct = a.golds_correct + CASE WHEN $16 THEN 1 ELSE 0 END,
                evidence = $22::jsonb, waiting = $23, risk = $24,
                left_answers = a.left_answers + CASE WHEN $18 < 0 THEN 1 ELSE 0 END,
                right_answers = a.right_answers + CASE WHEN $18 > 0 THEN 1 ELSE 0 END,
                time_bins = $19, last_answer_at = $13
            FROM label
            WHERE a.project_id = $1 AND a.id = $2),
        event AS (
            INSERT INTO audit_events (project_id, at, actor_id, kind, subject)
            SELECT $1, $13, $20, 'label.submitted', 'label:' || label.id FROM label)
        SELECT id FROM label
        """;
}
