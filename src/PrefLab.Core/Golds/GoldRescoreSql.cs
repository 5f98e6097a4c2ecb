namespace PrefLab.Core.Golds;

/// <summary>The statements of scoring annotators anew.</summary>
internal static class GoldRescoreSql
{
    /// <summary>How many will be scored anew. $1 project, $2 comparison, $3 known answer before, $4 after, $5 person.</summary>
    public const string Request =
        """
        WITH queued AS (
            INSERT INTO gold_rescores (project_id, comparison_id, from_preference, to_preference, requested_by, requested_at,
                                       annotators, done, rescored, flagged, reinstated, last_annotator)
            SELECT $1, $2, $3, $4, $5, now(), count(*), 0, 0, 0, 0, 0 FROM assignments WHERE project_id = $1 AND comparison_id = $2
            RETURNING id, annotators)
        INSERT INTO audit_events (project_id, at, actor_id, kind, subject, data)
        SELECT $1, now(), $5, 'gold.rescore_requested', 'comparison:' || $2::bigint,
               jsonb_build_object('rescore', id, 'annotators', annotators, 'from', $3::smallint, 'to', $4::smallint)
        FROM queued
        RETURNING (data ->> 'annotators')::int
        """;

    /// <summary>The oldest that nobody else works on, locked. Its row is locked before any annotator's, and by nobody who holds one.</summary>
    public const string Next =
        """
        SELECT r.project_id, r.id, r.comparison_id,
               (SELECT min(s.annotator_id) FROM assignments s
                WHERE s.project_id = r.project_id AND s.comparison_id = r.comparison_id AND s.annotator_id > r.last_annotator)
        FROM gold_rescores r WHERE r.finished_at IS NULL ORDER BY r.id LIMIT 1
        FOR UPDATE OF r SKIP LOCKED
        """;

    /// <summary>
    /// A submission that has read the old answer holds this lock until it is committed; so whoever waited for it sees its label.
    /// A pause is a test's when it says so and no action was taken at that moment. $1 project, $2 annotator, $3 the reason of a pause by a test.
    /// </summary>
    public const string LockAnnotator =
        """
        SELECT a.standing, a.standing_since, a.evidence_after, a.golds_answered, a.golds_correct, a.concern_since, p.quality, clock_timestamp(),
               a.standing = 3 OR a.standing = 4 AND a.standing_reason = $3 AND NOT EXISTS (
                   SELECT FROM annotator_actions x WHERE x.project_id = $1 AND x.annotator_id = $2 AND x.at = a.standing_since),
               coalesce((SELECT o.is_pending FROM onboardings o WHERE o.project_id = $1 AND o.annotator_id = $2), false),
               coalesce((a.evidence ->> 'dropsAfter')::bigint, 0)
        FROM annotators a JOIN projects p ON p.id = a.project_id
        WHERE a.project_id = $1 AND a.id = $2
        FOR NO KEY UPDATE OF a
        """;

    /// <summary>First answers in their order, with the one that stands. $1 project, $2 annotator, $3 the label after which evidence counts.</summary>
    public const string Answers =
        """
        SELECT l.id, l.comparison_id, l.preference, stands.preference, l.left_is_a, l.is_gold, stands.excluded,
               CASE WHEN c.use = 2 THEN c.gold_preference END, c.n0 + c.n1, c.n2, c.n3 + c.n4, c.overlap
        FROM labels l
        JOIN comparisons c ON c.project_id = $1 AND c.id = l.comparison_id
        CROSS JOIN LATERAL (
            SELECT o.preference, o.excluded FROM labels o
            WHERE o.project_id = $1 AND o.assignment_id = l.assignment_id AND o.is_current LIMIT 1) stands
        WHERE l.project_id = $1 AND l.annotator_id = $2 AND l.supersedes IS NULL AND (l.is_gold OR l.id > $3)
        ORDER BY l.id
        """;

    /// <summary>The known answers as evidence of a time may have counted them, where they have changed. $1 project, $2 since.</summary>
    public const string KnownBefore =
        """
        SELECT DISTINCT ON (comparison_id) comparison_id, from_preference FROM gold_rescores
        WHERE project_id = $1 AND (requested_at >= $2 OR finished_at IS NULL) ORDER BY comparison_id, id
        """;

    /// <summary>$1 project, $2 annotator, $3 golds answered, $4 right, $5 excluded, $6 evidence, $7 waiting, $8 risk.</summary>
    public const string Store =
        """
        UPDATE annotators SET golds_answered = $3, golds_correct = $4, excluded_golds = $5, evidence = $6::jsonb, waiting = $7, risk = $8
        WHERE project_id = $1 AND id = $2
        """;

    /// <summary>$1 project, $2 annotator, $3 comparison, $4 golds answered before, $5 right before, $6 answered, $7 right, $8 at.</summary>
    public const string Rescored =
        """
        INSERT INTO audit_events (project_id, at, kind, subject, data)
        VALUES ($1, $8, 'annotator.rescored', 'annotator:' || $2::bigint, jsonb_build_object(
            'comparison', $3::bigint, 'before', jsonb_build_array($5::int, $4::int), 'after', jsonb_build_array($7::int, $6::int)))
        """;

    /// <summary>Lifts what a test did. Who has not given a consent again has to give it before any work. $1 project, $2 annotator, $3 standing, $4 comparison, $5 at.</summary>
    public const string Reinstate =
        """
        WITH lifted AS (
            UPDATE annotators SET standing = $3, standing_reason = NULL, standing_since = $5 WHERE project_id = $1 AND id = $2 RETURNING id)
        INSERT INTO audit_events (project_id, at, kind, subject, data)
        SELECT $1, $5, 'annotator.flag_lifted', 'annotator:' || id, jsonb_build_object('comparison', $4::bigint) FROM lifted
        """;

    /// <summary>$1 project, $2 annotator, $3 comparison, $4 at.</summary>
    public const string ClearConcern =
        """
        WITH cleared AS (
            UPDATE annotators SET concern_since = NULL WHERE project_id = $1 AND id = $2 RETURNING id)
        INSERT INTO audit_events (project_id, at, kind, subject, data)
        SELECT $1, $4, 'annotator.concern_cleared', 'annotator:' || id, jsonb_build_object('comparison', $3::bigint) FROM cleared
        """;

    /// <summary>$1 project, $2 rescore, $3 annotator, $4 whether rescored, $5 flagged, $6 reinstated.</summary>
    public const string Advance =
        """
        UPDATE gold_rescores SET last_annotator = $3, done = done + 1, annotators = greatest(annotators, done + 1),
            rescored = rescored + $4::int, flagged = flagged + $5::int, reinstated = reinstated + $6::int
        WHERE project_id = $1 AND id = $2
        """;

    /// <summary>$1 project, $2 rescore.</summary>
    public const string Finish =
        """
        WITH finished AS (
            UPDATE gold_rescores SET finished_at = now(), annotators = done WHERE project_id = $1 AND id = $2
            RETURNING comparison_id, id, done, rescored, flagged, reinstated)
        INSERT INTO audit_events (project_id, at, kind, subject, data)
        SELECT $1, now(), 'gold.rescored', 'comparison:' || comparison_id,
               jsonb_build_object('rescore', id, 'annotators', done, 'rescored', rescored, 'flagged', flagged, 'reinstated', reinstated)
        FROM finished
        """;

    /// <summary>Whether a known answer among this annotator's has changed, that was not scored anew yet or since a time. $1 project, $2 annotator, $3 since.</summary>
    public const string IsStale =
        """
        SELECT EXISTS (
            SELECT FROM gold_rescores r JOIN assignments s ON s.project_id = $1 AND s.comparison_id = r.comparison_id AND s.annotator_id = $2
            WHERE r.project_id = $1 AND (r.finished_at IS NULL OR r.requested_at >= $3))
        """;
}
