namespace PrefLab.Core.Labels;

/// <summary>The statements of a correction, beside those that it shares with a submission, and of the list that it starts from.</summary>
internal static class CorrectionSql
{
    /// <summary>
    /// First answers, so that correcting one does not bring it to the top. What is passed over is bounded by
    /// <see cref="CorrectionService.MostOfOne"/>. $1 project, $2 person.
    /// </summary>
    private const string LastAnswers =
        """
        SELECT f.id, f.assignment_id, f.received_at FROM labels f
        WHERE f.project_id = $1 AND f.supersedes IS NULL
          AND f.annotator_id = (SELECT a.id FROM annotators a WHERE a.project_id = $1 AND a.person_id = $2)
        ORDER BY f.id DESC LIMIT 10
        """;

    /// <summary>Whether the annotator can read what an expert decided, which an answer must not follow.</summary>
    private const string IsShownDecided = "c.use = 1 AND c.expert_preference IS NOT NULL";

    /// <summary>$1 project, $2 person, $3 token, $4 key of the answer to correct.</summary>
    public const string LoadNamed =
        $"""
        SELECT s.id, s.comparison_id, named.id, named.is_current,
               named.excluded OR EXISTS (SELECT FROM comparisons c WHERE c.project_id = $1 AND c.id = s.comparison_id AND NOT named.is_gold AND {IsShownDecided}),
               CASE WHEN s.id IN (SELECT last.assignment_id FROM ({LastAnswers}) last) THEN true ELSE false END,
               (SELECT count(*)::int FROM labels o WHERE o.project_id = $1 AND o.assignment_id = s.id),
               {StoredAnswer.Columns}
        FROM assignments s
        JOIN labels named ON named.project_id = s.project_id AND named.submission_key = $4 AND named.assignment_id = s.id
        JOIN labels l ON l.project_id = s.project_id AND l.assignment_id = s.id AND l.is_current
        WHERE s.project_id = $1 AND s.token = $3
          AND s.annotator_id = (SELECT a.id FROM annotators a WHERE a.project_id = $1 AND a.person_id = $2)
        FOR NO KEY UPDATE OF s
        """;

    /// <summary>
    /// Everything that a correction moves, in one statement: the old label's mark is cleared before the new one is inserted.
    /// When the label was excluded meanwhile it returns no row, and what it counted is never committed.
    /// $1 project, $2 annotator, $3 assignment, $4 comparison, $5 submission key, $6 preference, $7 label to correct, $8 its preference,
    /// $9 both bad, $10 flagged, $11 dimensions, $12 comment, $13 active seconds, $14 received at, $15 guideline version,
    /// $16 by how much answers for the left move, $17 for the right, $18 actor, $19 waiting, $20 by how much flags move.
    /// </summary>
    public const string Write =
        """
        WITH counted AS (
            UPDATE comparisons c
            SET n0 = c.n0 + CASE WHEN $6 = 0 THEN 1 ELSE 0 END - CASE WHEN $8 = 0 THEN 1 ELSE 0 END,
                n1 = c.n1 + CASE WHEN $6 = 1 THEN 1 ELSE 0 END - CASE WHEN $8 = 1 THEN 1 ELSE 0 END,
                n2 = c.n2 + CASE WHEN $6 = 2 THEN 1 ELSE 0 END - CASE WHEN $8 = 2 THEN 1 ELSE 0 END,
                n3 = c.n3 + CASE WHEN $6 = 3 THEN 1 ELSE 0 END - CASE WHEN $8 = 3 THEN 1 ELSE 0 END,
                n4 = c.n4 + CASE WHEN $6 = 4 THEN 1 ELSE 0 END - CASE WHEN $8 = 4 THEN 1 ELSE 0 END,
                flags = c.flags + $20
            WHERE c.project_id = $1 AND c.id = $4
            RETURNING c.id),
        cleared AS (
            UPDATE labels l SET is_current = false FROM counted
            WHERE l.project_id = $1 AND l.id = $7 AND l.is_current AND NOT l.excluded
            RETURNING l.left_is_a, l.is_gold),
        label AS (
            INSERT INTO labels (project_id, assignment_id, comparison_id, annotator_id, submission_key, preference, left_is_a, both_bad, flagged,
                                dimensions, comment, active_seconds, received_at, guideline_version, is_gold, supersedes, is_current, excluded)
            SELECT $1, $3, $4, $2, $5, $6::smallint, cleared.left_is_a, $9, $10, $11::jsonb, $12::text, $13::double precision, $14, $15,
                   cleared.is_gold, $7, true, false
            FROM cleared
            RETURNING id),
        moved AS (
            UPDATE annotators a
            SET left_answers = a.left_answers + $16, right_answers = a.right_answers + $17, last_answer_at = $14, waiting = $19
            FROM label
            WHERE a.project_id = $1 AND a.id = $2),
        event AS (
            INSERT INTO audit_events (project_id, at, actor_id, kind, subject, data)
            SELECT $1, $14, $18, 'label.corrected', 'label:' || label.id, jsonb_build_object('supersedes', $7) FROM label)
        SELECT id FROM label
        """;

    /// <summary>One person's, whatever the project's size. $1 project, $2 person, $3 corrections of one answer.</summary>
    public const string Recent =
        $"""
        SELECT s.token, left(c.prompt, 2000), c.prompt_is_chat, last.received_at,
               NOT l.excluded AND (l.is_gold OR NOT ({IsShownDecided})) AND p.state <> 5 AND a.standing IN (2, 3)
                 AND (SELECT count(*) FROM labels o WHERE o.project_id = $1 AND o.assignment_id = s.id) <= $3,
               NOT l.excluded, {StoredAnswer.Columns}
        FROM ({LastAnswers}) last
        JOIN assignments s ON s.project_id = $1 AND s.id = last.assignment_id
        JOIN labels l ON l.project_id = $1 AND l.assignment_id = s.id AND l.is_current
        JOIN comparisons c ON c.project_id = $1 AND c.id = s.comparison_id
        JOIN annotators a ON a.project_id = $1 AND a.id = s.annotator_id
        JOIN projects p ON p.id = $1
        ORDER BY last.id DESC
        """;
}
