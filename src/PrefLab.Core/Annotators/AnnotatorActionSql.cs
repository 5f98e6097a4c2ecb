namespace PrefLab.Core.Annotators;

/// <summary>The statements of an action and its undo, beside those of labels and of the standing.</summary>
internal static class AnnotatorActionSql
{
    /// <summary>Its own statement, so that the next one sees what was done while this waited. $1 project, $2 annotator.</summary>
    public const string Lock = "SELECT id FROM annotators WHERE project_id = $1 AND id = $2 FOR NO KEY UPDATE";

    /// <summary>$1 project, $2 annotator.</summary>
    public const string Load =
        """
        SELECT a.standing, coalesce(o.is_pending, false), a.is_simulated, p.onboarding::text,
               EXISTS (SELECT FROM comparisons c WHERE c.project_id = $1 AND c.use = 3), a.concern_since IS NOT NULL,
               p.comparison_count, p.label_rate, p.currency, p.pays_excluded
        FROM annotators a
        JOIN projects p ON p.id = a.project_id
        LEFT JOIN onboardings o ON o.project_id = a.project_id AND o.annotator_id = a.id
        WHERE a.project_id = $1 AND a.id = $2
        """;

    /// <summary>$1 project, $2 annotator, $3 kind, $4 scope, $5 since, $6 reason, $7 actor, $8 effect.</summary>
    public const string Insert =
        """
        INSERT INTO annotator_actions (project_id, annotator_id, kind, scope, since, reason, actor_id, at, effect, before)
        SELECT $1, $2, $3, $4, $5, $6, $7, now(), $8::jsonb, jsonb_build_object(
            'standing', a.standing, 'reason', a.standing_reason, 'since', a.standing_since, 'evidence', a.evidence, 'evidenceAfter', a.evidence_after,
            'waiting', a.waiting, 'risk', a.risk, 'concernSince', a.concern_since, 'answered', a.answered, 'lastAnswerAt', a.last_answer_at,
            'onboarding', (SELECT to_jsonb(o) FROM onboardings o WHERE o.project_id = $1 AND o.annotator_id = $2))
        FROM annotators a WHERE a.project_id = $1 AND a.id = $2
        RETURNING id
        """;

    /// <summary>$1 project, $2 annotator, $3 actor, $4 action.</summary>
    public const string Noted =
        """
        INSERT INTO audit_events (project_id, at, actor_id, kind, subject, data)
        VALUES ($1, now(), $3, 'annotator.noted', 'annotator:' || $2::bigint, jsonb_build_object('action', $4::bigint))
        """;

    /// <summary>A concern with what the test for drops has of it. $1 project, $2 annotator.</summary>
    public const string LoadConcern =
        """
        SELECT a.concern_since, a.evidence::text,
               (SELECT l.id FROM labels l WHERE l.project_id = $1 AND l.annotator_id = $2 ORDER BY l.id DESC LIMIT 1)
        FROM annotators a WHERE a.project_id = $1 AND a.id = $2
        """;

    /// <summary>$1 project, $2 annotator, $3 reason, $4 actor, $5 evidence, $6 risk, $7 action.</summary>
    public const string Dismiss =
        """
        WITH dismissed AS (
            UPDATE annotators SET concern_since = NULL, evidence = $5::jsonb, risk = $6 WHERE project_id = $1 AND id = $2)
        INSERT INTO audit_events (project_id, at, actor_id, kind, subject, data)
        VALUES ($1, now(), $4, 'annotator.concern_dismissed', 'annotator:' || $2::bigint, jsonb_build_object('reason', $3::text, 'action', $7::bigint))
        """;

    /// <summary>What the undo of a dismissal starts from. $1 project, $2 annotator, $3 action.</summary>
    public const string LoadDismissed =
        """
        SELECT (x.before ->> 'concernSince')::timestamptz, nullif(x.before -> 'evidence', 'null')::text, a.evidence::text
        FROM annotators a JOIN annotator_actions x ON x.project_id = $1 AND x.id = $3
        WHERE a.project_id = $1 AND a.id = $2
        """;

    /// <summary>$1 project, $2 annotator, $3 since, $4 evidence, $5 risk.</summary>
    public const string RestoreConcern =
        "UPDATE annotators SET concern_since = $3, evidence = $4::jsonb, risk = $5 WHERE project_id = $1 AND id = $2";

    /// <summary>What was asked for and not done, for whoever looks into it later. $1 project, $2 annotator, $3 actor, $4 what, $5 why not.</summary>
    public const string Refused =
        """
        INSERT INTO audit_events (project_id, at, actor_id, kind, subject, data)
        VALUES ($1, now(), $3, 'annotator.action_refused', 'annotator:' || $2::bigint, jsonb_build_object('action', $4::text, 'reason', $5::text))
        """;

    /// <summary>
    /// An action, and what has happened since. Evidence counts as untouched while the standing is the action's and nothing was answered or corrected.
    /// $1 project, $2 annotator, $3 action.
    /// </summary>
    public const string LoadForUndo =
        """
        SELECT x.kind, x.scope, x.effect::text, x.undone_at IS NOT NULL, (x.before ->> 'standing')::smallint, a.standing,
               a.standing_since = x.at AS is_untouched,
               a.answered = (x.before ->> 'answered')::int AND a.last_answer_at IS NOT DISTINCT FROM (x.before ->> 'lastAnswerAt')::timestamptz AS is_idle,
               coalesce((SELECT o.is_pending FROM onboardings o WHERE o.project_id = $1 AND o.annotator_id = $2), false),
               ARRAY(
                SELECT later.kind FROM annotator_actions later
                WHERE later.project_id = $1 AND later.annotator_id = $2 AND later.id > $3 AND later.kind <> 1 AND later.undone_at IS NULL
                ORDER BY later.id),
               x.at, a.evidence_after <> (x.before ->> 'evidenceAfter')::bigint AS has_begun_anew
        FROM annotator_actions x JOIN annotators a ON a.project_id = $1 AND a.id = $2
        WHERE x.project_id = $1 AND x.annotator_id = $2 AND x.id = $3
        """;

    /// <summary>
    /// The reason goes with its standing: that of a flag counts golds, and is not for somebody who returns into the onboarding instead.
    /// $1 project, $2 annotator, $3 action, $4 standing, $5 whether the evidence is restored as well.
    /// </summary>
    public const string Restore =
        """
        UPDATE annotators a
        SET standing = $4, standing_reason = CASE WHEN (x.before ->> 'standing')::smallint = $4 THEN x.before ->> 'reason' END, standing_since = (x.before ->> 'since')::timestamptz,
            evidence = CASE WHEN $5 THEN nullif(x.before -> 'evidence', 'null') ELSE a.evidence END,
            evidence_after = CASE WHEN $5 THEN (x.before ->> 'evidenceAfter')::bigint ELSE a.evidence_after END,
            waiting = CASE WHEN $5 THEN ARRAY(
                SELECT w.packed::bigint FROM jsonb_array_elements_text(x.before -> 'waiting') WITH ORDINALITY AS w(packed, position) ORDER BY w.position)
                ELSE a.waiting END,
            risk = CASE WHEN $5 THEN (x.before ->> 'risk')::double precision ELSE a.risk END,
            concern_since = CASE WHEN $5 THEN (x.before ->> 'concernSince')::timestamptz ELSE a.concern_since END
        FROM annotator_actions x
        WHERE a.project_id = $1 AND a.id = $2 AND x.project_id = $1 AND x.id = $3
        """;

    /// <summary>$1 project, $2 annotator, $3 action, $4 reason, $5 actor, $6 comparisons whose overlap was raised, $7 whether only labels came back.</summary>
    public const string MarkUndone =
        """
        WITH undone AS (
            UPDATE annotator_actions SET undone_at = now(), undone_by = $5, undo_reason = $4 WHERE project_id = $1 AND id = $3)
        INSERT INTO audit_events (project_id, at, actor_id, kind, subject, data)
        VALUES ($1, now(), $5, 'annotator.action_undone', 'annotator:' || $2::bigint,
                jsonb_build_object('reason', $4::text, 'action', $3::bigint, 'raised', $6::int, 'onlyLabels', $7::boolean))
        """;
}
