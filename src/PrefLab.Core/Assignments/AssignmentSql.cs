namespace PrefLab.Core.Assignments;

/// <summary>
/// The statements of leasing. State 1 is leased, 4 expired; see <see cref="AssignmentState"/>. Use 2 is a gold; see <see cref="Comparisons.ComparisonUse"/>.
/// What a person has or holds is asked by scalar subqueries: each is a probe of one index whatever the statistics say, while a join
/// or NOT EXISTS leaves the planner free to read everything that the person has ever answered, or everything leased in the project.
/// </summary>
internal static class AssignmentSql
{
    /// <summary>Whether $2 has never been given the comparison c of project $1.</summary>
    public const string NeverGiven =
        """
        CASE WHEN (SELECT s.id FROM assignments s WHERE s.project_id = $1 AND s.comparison_id = c.id AND s.annotator_id = $2) > 0
             THEN false ELSE true END
        """;

    /// <summary>
    /// What ran out is looked for only after something was released in the project, and counted, since a LIMIT 1 would let the planner
    /// hope to meet one early in a scan. $1 project, $2 person.
    /// </summary>
    public const string ReadAnnotator =
        """
        SELECT a.id, a.standing, a.standing_reason, a.cursor, a.walked_version, a.golds_shown_a, a.golds_shown_b,
               p.state, p.batch_size, p.gold_fraction, p.gold_exposure_cap, p.release_version, p.dimensions, p.ties_allowed,
               b.id, b.size, b.gold_positions, b.next_position, p.skips_per_batch, b.skips,
               CASE WHEN a.revived_version < p.release_version
                    THEN (SELECT count(*) FROM assignments s WHERE s.project_id = $1 AND s.annotator_id = a.id AND s.state = 4) > 0
                    ELSE false END
        FROM annotators a
        JOIN projects p ON p.id = a.project_id
        LEFT JOIN batches b ON b.project_id = a.project_id AND b.annotator_id = a.id AND b.finished_at IS NULL
        WHERE a.project_id = $1 AND a.person_id = $2
        """;

    /// <summary>Locks the annotator as well, so that one person's requests run one after the other. $1 project, $2 person.</summary>
    public const string LoadAnnotator = ReadAnnotator + " FOR NO KEY UPDATE OF a";

    /// <summary>What the annotator holds; a lease that runs out soon is renewed by this touch. $1 project, $2 person, $3 lease.</summary>
    public const string RenewHeld =
        """
        UPDATE assignments s SET expires_at = now() + $3
        WHERE s.project_id = $1 AND s.annotator_id = (SELECT a.id FROM annotators a WHERE a.project_id = $1 AND a.person_id = $2)
          AND s.state = 1 AND s.expires_at < now() + $3 / 2
        """;

    /// <summary>
    /// The oldest that the annotator holds, without the texts that the page has already: with twelve in hand they would be read again
    /// for each answer. $1 project, $2 person, $3 how many, $4 tokens that the page has.
    /// </summary>
    public const string LoadHeld =
        """
        SELECT s.token, s.position, CASE WHEN s.token = ANY ($4) THEN NULL ELSE c.prompt END, c.prompt_is_chat, s.left_is_a,
               CASE WHEN s.token = ANY ($4) THEN NULL ELSE c.response_a END, CASE WHEN s.token = ANY ($4) THEN NULL ELSE c.response_b END,
               s.expires_at, s.draft::text, s.expires_at - now()
        FROM assignments s
        JOIN comparisons c ON c.project_id = s.project_id AND c.id = s.comparison_id
        WHERE s.project_id = $1 AND s.annotator_id = (SELECT a.id FROM annotators a WHERE a.project_id = $1 AND a.person_id = $2) AND s.state = 1
        ORDER BY s.issued_at, s.id
        LIMIT $3
        """;

    /// <summary>$1 project, $2 annotator.</summary>
    public const string FinishBatch =
        "UPDATE batches SET finished_at = now() WHERE project_id = $1 AND annotator_id = $2 AND finished_at IS NULL";

    /// <summary>$1 project, $2 annotator, $3 size, $4 gold positions.</summary>
    public const string NewBatch =
        """
        INSERT INTO batches (project_id, annotator_id, size, gold_positions, next_position, created_at)
        VALUES ($1, $2, $3, $4, 0, now())
        RETURNING id
        """;

    /// <summary>
    /// Takes the first free place of the project's order after the annotator's cursor.
    /// `frontier` is where the order begins to matter to this annotator: the cursor stops just before it, so that what was answered
    /// is not scanned again, and a comparison that is only locked by somebody else for the moment is not passed over for good.
    /// $1 project, $2 annotator, $3 cursor, $4 token, $5 left is A, $6 batch, $7 position, $8 lease.
    /// </summary>
    public const string PickComparison =
        $"""
        WITH frontier AS (
            SELECT c.sort_key FROM comparisons c
            WHERE c.project_id = $1 AND c.is_open AND c.sort_key > $3
              AND {NeverGiven}
            ORDER BY c.sort_key LIMIT 1),
        candidate AS (
            SELECT c.id FROM comparisons c
            WHERE c.project_id = $1 AND c.is_open AND c.sort_key > $3
              AND {NeverGiven}
            ORDER BY c.sort_key LIMIT 1
            FOR NO KEY UPDATE OF c SKIP LOCKED),
        picked AS (
            UPDATE comparisons c SET taken = c.taken + 1
            WHERE c.project_id = $1 AND c.id = (SELECT id FROM candidate) AND c.taken < c.overlap AND c.gold_preference IS NULL
            RETURNING c.id, c.prompt, c.prompt_is_chat, c.response_a, c.response_b),
        assigned AS (
            INSERT INTO assignments (project_id, token, comparison_id, annotator_id, batch_id, position, left_is_a, state, issued_at, expires_at)
            SELECT $1, $4, picked.id, $2, $6, $7, $5, 1, now(), now() + $8 FROM picked
            RETURNING token, position, left_is_a, expires_at),
        moved AS (
            UPDATE annotators a SET cursor = frontier.sort_key - 1
            FROM frontier
            WHERE a.project_id = $1 AND a.id = $2 AND a.cursor < frontier.sort_key - 1),
        reached AS (
            UPDATE batches b SET next_position = $7 + 1 FROM assigned WHERE b.project_id = $1 AND b.id = $6)
        SELECT EXISTS (SELECT FROM frontier), assigned.token, assigned.position, picked.prompt, picked.prompt_is_chat,
               assigned.left_is_a, picked.response_a, picked.response_b, assigned.expires_at, NULL AS draft
        FROM (SELECT) one LEFT JOIN picked ON true LEFT JOIN assigned ON true
        """;

    /// <summary>The same pick, but waiting for a place that somebody else has locked: who lost the race sees how it ended.</summary>
    public static readonly string PickComparisonWaiting = PickComparison.Replace(" SKIP LOCKED", "", StringComparison.Ordinal);

    /// <summary>Sends the annotator to the start of the order. $1 project, $2 annotator, $3 cursor, $4 the project's release version.</summary>
    public const string Rewind = "UPDATE annotators SET cursor = $3, walked_version = $4 WHERE project_id = $1 AND id = $2";

    /// <summary>Whether the gold c may be drawn from the side $3 below the cap $10; see <see cref="PickGold"/>.</summary>
    private const string MayBeDrawn =
        $"""
        c.gold_retired_at IS NULL AND CASE WHEN $3 THEN c.gold_preference < 2 ELSE c.gold_preference >= 2 END
                   AND ($10::int IS NULL OR c.exposures < $10)
                   AND {NeverGiven}
        """;

    /// <summary>
    /// Draws a gold that this annotator has never been given, from one side: the least exposed of those next to random places of the golds'
    /// random order, looked for among the 50 to either side, so that it costs the same whatever they have had. It is given while the order has
    /// something else for them, so that nobody is left with golds alone.
    /// $1 project, $2 annotator, $3 better response is A, $4 the places, $5 token, $6 left is A, $7 batch, $8 position, $9 lease, $10 exposure cap,
    /// $11 cursor.
    /// </summary>
    public const string PickGold =
        $"""
        WITH frontier AS (
            SELECT c.id FROM comparisons c
            WHERE c.project_id = $1 AND c.is_open AND c.sort_key > $11
              AND {NeverGiven}
            ORDER BY c.sort_key LIMIT 1),
        candidate AS (
            SELECT near.id FROM unnest($4::double precision[]) AS start (key)
            CROSS JOIN LATERAL (
                (SELECT c.id, c.exposures
                 FROM (SELECT * FROM comparisons WHERE project_id = $1 AND use = 2 AND gold_key >= start.key ORDER BY gold_key LIMIT 50) c
                 WHERE {MayBeDrawn}
                 ORDER BY c.gold_key LIMIT 1)
                UNION ALL
                (SELECT c.id, c.exposures
                 FROM (SELECT * FROM comparisons WHERE project_id = $1 AND use = 2 AND gold_key < start.key ORDER BY gold_key DESC LIMIT 50) c
                 WHERE {MayBeDrawn}
                 ORDER BY c.gold_key DESC LIMIT 1)) near
            ORDER BY near.exposures LIMIT 1),
        picked AS (
            UPDATE comparisons c SET exposures = c.exposures + 1
            WHERE c.project_id = $1 AND c.id = (SELECT id FROM candidate) AND (SELECT id FROM frontier) > 0 AND c.use = 2
              AND c.gold_retired_at IS NULL AND ($10::int IS NULL OR c.exposures < $10)
            RETURNING c.id, c.prompt, c.prompt_is_chat, c.response_a, c.response_b),
        assigned AS (
            INSERT INTO assignments (project_id, token, comparison_id, annotator_id, batch_id, position, left_is_a, state, issued_at, expires_at)
            SELECT $1, $5, picked.id, $2, $7, $8, $6, 1, now(), now() + $9 FROM picked
            RETURNING token, position, left_is_a, expires_at),
        shown AS (
            UPDATE annotators a SET golds_shown_a = a.golds_shown_a + CASE WHEN $3 THEN 1 ELSE 0 END,
                                    golds_shown_b = a.golds_shown_b + CASE WHEN $3 THEN 0 ELSE 1 END
            FROM assigned WHERE a.project_id = $1 AND a.id = $2),
        reached AS (
            UPDATE batches b SET next_position = $8 + 1 FROM assigned WHERE b.project_id = $1 AND b.id = $7)
        SELECT true AS more, assigned.token, assigned.position, picked.prompt, picked.prompt_is_chat,
               assigned.left_is_a, picked.response_a, picked.response_b, assigned.expires_at, NULL AS draft
        FROM picked, assigned
        """;
}
