using PrefLab.Core.Comparisons;

namespace PrefLab.Core.Review;

/// <summary>The statements of a review. Locks in the order of everybody: the comparison first.</summary>
internal static class ReviewSql
{
    /// <summary>An argument that is null matches everything.</summary>
    private static readonly string HasTag = $"($3::text IS NULL OR {TagSql.Holds("c.metadata", "$3::text")})";

    /// <summary>From the start where nothing was named.</summary>
    private const string IsAfter =
        "c.sort_key > coalesce((SELECT k.sort_key FROM comparisons k WHERE k.project_id = $1 AND k.id = $4::bigint), '-9223372036854775808'::bigint)";

    /// <summary>
    /// What waits, in the project's order, and who has it open. $1 project, $2 reasons, $3 tag, $4 after this comparison, $5 limit.
    /// </summary>
    public static readonly string Queue =
        $"""
        SELECT c.id, c.external_id, left(c.prompt, 1000), c.prompt_is_chat, c.dispute, c.flags, c.n0 + c.n1 + c.n2 + c.n3 + c.n4,
               (SELECT r.expert_id FROM reviews r
                WHERE r.project_id = $1 AND r.comparison_id = c.id AND r.state = 1 AND r.expires_at > now())
        FROM comparisons c
        WHERE c.project_id = $1 AND c.dispute > 0 AND c.dispute & $2 > 0 AND {HasTag} AND {IsAfter}
        ORDER BY c.sort_key LIMIT $5
        """;

    /// <summary>$1 project.</summary>
    public const string CountByReasons = "SELECT dispute, count(*) FROM comparisons WHERE project_id = $1 AND dispute > 0 GROUP BY dispute";

    /// <summary>$1 project.</summary>
    public const string CountAll =
        """
        SELECT (SELECT count(*) FROM comparisons WHERE project_id = $1 AND dispute > 0), (SELECT count(*) FROM reviews WHERE project_id = $1 AND state = 2)
        """;

    /// <summary>
    /// The decisions that stand, newest first. A decision that was taken back still says where its page ended. $1 project, $2 after this review, $3 limit.
    /// </summary>
    public const string Decided =
        """
        SELECT r.id, r.comparison_id, c.external_id, left(c.prompt, 1000), c.prompt_is_chat, r.expert_id, (SELECT u.display_name FROM people u WHERE u.id = r.expert_id),
               r.decided_at, r.preference, r.left_is_a, left(r.reason, 1000), r.became
        FROM reviews r
        JOIN comparisons c ON c.project_id = $1 AND c.id = r.comparison_id
        WHERE r.project_id = $1 AND r.state = 2
          AND (r.decided_at, r.id) < (
              coalesce((SELECT k.decided_at FROM reviews k WHERE k.project_id = $1 AND k.id = $2::bigint), 'infinity'::timestamptz), coalesce($2::bigint, 9223372036854775807))
        ORDER BY r.decided_at DESC, r.id DESC LIMIT $3
        """;

    /// <summary>In order, so that it is read from the index and not from the table until enough are found. $1 project, $2 no further than this.</summary>
    public const string CountWaiting =
        "SELECT count(*)::int FROM (SELECT FROM comparisons WHERE project_id = $1 AND dispute > 0 ORDER BY sort_key LIMIT $2) waiting";

    /// <summary>What this person has open, oldest first. $1 project, $2 person.</summary>
    public const string OwnOpen = "SELECT comparison_id FROM reviews WHERE project_id = $1 AND expert_id = $2 AND state = 1 ORDER BY id LIMIT 1";

    /// <summary>
    /// The first that waits and that nobody else has open; locked, so that two who ask at once get two. $1 project, $2 reasons, $3 tag,
    /// $4 after this comparison, $5 person.
    /// </summary>
    public static readonly string PickNext =
        $"""
        SELECT c.id FROM comparisons c
        WHERE c.project_id = $1 AND c.dispute > 0 AND c.dispute & $2 > 0 AND {HasTag} AND {IsAfter}
          AND CASE WHEN (
              SELECT r.expert_id FROM reviews r
              WHERE r.project_id = $1 AND r.comparison_id = c.id AND r.state = 1 AND r.expires_at > now()) <> $5 THEN false ELSE true END
        ORDER BY c.sort_key LIMIT 1
        FOR UPDATE OF c SKIP LOCKED
        """;

    /// <summary>$1 project, $2 comparison.</summary>
    public const string LockComparison = "SELECT id FROM comparisons WHERE project_id = $1 AND id = $2 FOR UPDATE";

    /// <summary>
    /// A comparison as it is once it is locked, with what stands on it: an open review or a decision. $1 project, $2 comparison.
    /// </summary>
    public const string Read =
        """
        SELECT c.use, c.dispute, p.ties_allowed, c.gold_preference, r.id, r.expert_id, r.state, r.expires_at, r.expires_at > now(), r.left_is_a, r.blind_preference, r.preference, r.reason,
               r.became, r.training_id
        FROM comparisons c
        JOIN projects p ON p.id = c.project_id
        LEFT JOIN reviews r ON r.project_id = c.project_id AND r.comparison_id = c.id AND r.state IN (1, 2)
        WHERE c.project_id = $1 AND c.id = $2
        """;

    /// <summary>
    /// Whoever has answered blind before keeps that answer: what was seen since cannot be unseen.
    /// $1 project, $2 comparison, $3 person, $4 left is A, $5 lease.
    /// </summary>
    public const string Open =
        """
        WITH earlier AS (
            SELECT left_is_a, blind_preference, blind_at FROM reviews
            WHERE project_id = $1 AND comparison_id = $2 AND expert_id = $3 AND blind_at IS NOT NULL ORDER BY id DESC LIMIT 1)
        INSERT INTO reviews (project_id, comparison_id, expert_id, state, dispute, left_is_a, opened_at, expires_at, blind_preference, blind_at, became)
        SELECT $1, $2, $3, 1, c.dispute, coalesce(e.left_is_a, $4), now(), now() + $5, e.blind_preference, e.blind_at, 0
        FROM comparisons c LEFT JOIN earlier e ON true
        WHERE c.project_id = $1 AND c.id = $2
        """;

    /// <summary>$1 project, $2 review, $3 lease.</summary>
    public const string Renew = "UPDATE reviews SET expires_at = now() + $3 WHERE project_id = $1 AND id = $2 AND state = 1";

    /// <summary>$1 project, $2 review.</summary>
    public const string Release = "UPDATE reviews SET state = 3 WHERE project_id = $1 AND id = $2 AND state = 1";

    /// <summary>$1 project, $2 review, $3 preference, $4 lease.</summary>
    public const string Answer =
        "UPDATE reviews SET blind_preference = $3::smallint, blind_at = now(), expires_at = now() + $4 WHERE project_id = $1 AND id = $2 AND state = 1 AND blind_at IS NULL";

    /// <summary>$1 project, $2 comparison, $3 review, $4 preference, $5 reason, $6 became, $7 training example.</summary>
    public const string Decide =
        """
        WITH decided AS (
            UPDATE reviews SET state = 2, preference = $4::smallint, reason = $5, became = $6::smallint, training_id = $7, decided_at = now()
            WHERE project_id = $1 AND id = $3 AND state = 1)
        UPDATE comparisons SET expert_preference = $4::smallint WHERE project_id = $1 AND id = $2
        """;

    /// <summary>$1 project, $2 comparison, $3 review, $4 person, $5 reason, $6 whether the training example is gone.</summary>
    public const string Undo =
        """
        WITH undone AS (
            UPDATE reviews SET state = 4, undone_by = $4, undone_at = now(), undo_reason = $5, training_id = CASE WHEN $6 THEN NULL ELSE training_id END
            WHERE project_id = $1 AND id = $3 AND state = 2)
        UPDATE comparisons SET expert_preference = NULL WHERE project_id = $1 AND id = $2
        """;

    /// <summary>
    /// A copy, since what was given to annotators as work is never used in their onboarding.
    /// $1 project, $2 comparison, $3 external id, $4 preference, $5 explanation, $6 gold key.
    /// </summary>
    public const string CopyForTraining =
        """
        WITH copy AS (
            INSERT INTO comparisons (project_id, external_id, prompt, prompt_is_chat, response_a, response_b, model_a, model_b, metadata, priority, overlap,
                                     taken, n0, n1, n2, n3, n4, use, gold_preference, gold_explanation, gold_key, exposures)
            SELECT project_id, $3, prompt, prompt_is_chat, response_a, response_b, model_a, model_b, metadata, 0, 1, 0, 0, 0, 0, 0, 0, 3, $4::smallint, $5, $6, 0
            FROM comparisons WHERE project_id = $1 AND id = $2
            RETURNING id),
        counted AS (UPDATE projects SET comparison_count = comparison_count + 1 WHERE id = $1)
        SELECT id FROM copy
        """;

    /// <summary>A copy that nobody has been shown goes. $1 project, $2 copy.</summary>
    public const string RemoveTraining =
        """
        WITH gone AS (
            DELETE FROM comparisons c
            WHERE c.project_id = $1 AND c.id = $2 AND c.use = 3
              AND NOT EXISTS (SELECT FROM onboarding_answers o WHERE o.project_id = $1 AND o.comparison_id = $2)
            RETURNING id)
        UPDATE projects SET comparison_count = comparison_count - 1 WHERE id = $1 AND EXISTS (SELECT FROM gone)
        """;

    /// <summary>$1 project, $2 person, $3 kind, $4 subject, $5 review, $6 preference, $7 what became of it; the last three may be null.</summary>
    public const string Event =
        """
        INSERT INTO audit_events (project_id, at, actor_id, kind, subject, data)
        VALUES ($1, now(), $2, $3, $4, nullif(jsonb_strip_nulls(jsonb_build_object('review', $5::bigint, 'preference', $6::text, 'became', $7::text)), '{}'))
        """;
}
