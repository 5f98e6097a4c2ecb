using System.Globalization;
using PrefLab.Core.Quality;

namespace PrefLab.Core.Annotators;

/// <summary>The statement of a change of standing, by an action or by a live test.</summary>
internal static class StandingSql
{
    /// <summary>Ends live assignments. $1 project, $2 annotator, who is locked, as are the assignments and their comparisons.</summary>
    public const string EndLeases =
        $"""
        WITH ended AS (
            UPDATE assignments s SET state = 4 WHERE s.project_id = $1 AND s.annotator_id = $2 AND s.state = 1
            RETURNING s.id, s.comparison_id),
        {GivenBack}
        UPDATE projects p SET release_version = p.release_version + 1 WHERE p.id = $1 AND EXISTS (SELECT FROM ended)
        """;

    private const string GivenBack =
        """
        given_back AS (
            UPDATE comparisons c SET taken = c.taken - 1 FROM ended
            WHERE c.project_id = $1 AND c.id = ended.comparison_id AND c.gold_preference IS NULL
            RETURNING c.id)
        """;

    /// <summary>
    /// Locks in the order of a submission: annotator, assignments, comparisons, and the project last.
    /// $1 project, $2 annotator, $3 standing, $4 reason, $5 actor, $6 kind, $7 whether live assignments end,
    /// $8 whether the live test starts again, $9 action.
    /// </summary>
    public static readonly string Change = string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        WITH changed AS (
            UPDATE annotators a
            SET standing = $3, standing_reason = $4, standing_since = now(),
                evidence = CASE WHEN $8 THEN NULL ELSE a.evidence END,
                waiting = CASE WHEN $8 THEN '{}' ELSE a.waiting END,
                evidence_after = CASE WHEN $8 THEN (
                    SELECT coalesce(max(l.id), 0) FROM labels l WHERE l.project_id = $1 AND l.annotator_id = $2) ELSE a.evidence_after END,
                risk = CASE WHEN $8 THEN {{LiveTest.Prior}} ELSE a.risk END,
                concern_since = CASE WHEN $8 THEN NULL ELSE a.concern_since END
            WHERE a.project_id = $1 AND a.id = $2
            RETURNING a.id),
        ended AS (
            UPDATE assignments s SET state = 4 FROM changed
            WHERE $7 AND s.project_id = $1 AND s.annotator_id = changed.id AND s.state = 1
            RETURNING s.id, s.comparison_id),
        {{GivenBack}},
        released AS (
            UPDATE projects p SET release_version = p.release_version + 1 WHERE p.id = $1 AND EXISTS (SELECT FROM ended))
        INSERT INTO audit_events (project_id, at, actor_id, kind, subject, data)
        SELECT $1, now(), $5, $6, 'annotator:' || $2,
               jsonb_strip_nulls(jsonb_build_object('reason', $4::text, 'released', (SELECT count(*) FROM ended), 'action', $9::bigint))
        """);
}
