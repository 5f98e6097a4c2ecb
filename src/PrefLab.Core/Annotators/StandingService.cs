using PrefLab.Core.Accounts;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Annotators;

public abstract record StandingResult
{
    private StandingResult()
    {
    }

    /// <param name="Released">Live assignments whose places were given back.</param>
    public sealed record Changed(Standing Standing, int Released) : StandingResult;

    public sealed record Refused(Standing Standing) : StandingResult;

    public sealed record Invalid(FieldError Error) : StandingResult;

    public sealed record Missing : StandingResult;
}

/// <summary>Pauses and reinstates annotators.</summary>
public sealed class StandingService(Database database)
{
    /// <summary>$1 project, $2 annotator.</summary>
    private const string LoadSql =
        """
        SELECT a.standing, coalesce((SELECT o.is_pending FROM onboardings o WHERE o.project_id = $1 AND o.annotator_id = $2), false)
        FROM annotators a WHERE a.project_id = $1 AND a.id = $2 FOR NO KEY UPDATE OF a
        """;

    /// <summary>
    /// Locks in the order of a submission: annotator, assignments, comparisons, and the project last.
    /// $1 project, $2 annotator, $3 standing, $4 reason, $5 actor, $6 kind, $7 whether live assignments end,
    /// $8 whether the live test starts again.
    /// </summary>
    private const string ChangeSql =
        """
        WITH changed AS (
            UPDATE annotators a
            SET standing = $3, standing_reason = $4, standing_since = now(),
                test_golds = CASE WHEN $8 THEN 0 ELSE a.test_golds END,
                test_golds_correct = CASE WHEN $8 THEN 0 ELSE a.test_golds_correct END
            WHERE a.project_id = $1 AND a.id = $2
            RETURNING a.id),
        ended AS (
            UPDATE assignments s SET state = 4 FROM changed
            WHERE $7 AND s.project_id = $1 AND s.annotator_id = changed.id AND s.state = 1
            RETURNING s.id, s.comparison_id),
        given_back AS (
            UPDATE comparisons c SET taken = c.taken - 1 FROM ended
            WHERE c.project_id = $1 AND c.id = ended.comparison_id AND c.gold_preference IS NULL
            RETURNING c.id),
        released AS (
            UPDATE projects p SET release_version = p.release_version + 1 WHERE p.id = $1 AND EXISTS (SELECT FROM ended)),
        event AS (
            INSERT INTO audit_events (project_id, at, actor_id, kind, subject, data)
            SELECT $1, now(), $5, $6, 'annotator:' || $2, jsonb_build_object('reason', $4::text, 'released', (SELECT count(*) FROM ended)))
        SELECT count(*) FROM ended
        """;

    /// <summary>No more work from now on; live assignments end and their places are given back, but are this person's again when reinstated.</summary>
    public Task<StandingResult> PauseAsync(Actor actor, ProjectId project, AnnotatorId annotator, string? reason, CancellationToken ct) =>
        ChangeAsync(actor, project, annotator, StandingAction.Pause, reason, ct);

    /// <summary>Work again, with the evidence of the live test set back to nothing.</summary>
    public Task<StandingResult> ReinstateAsync(Actor actor, ProjectId project, AnnotatorId annotator, string? reason, CancellationToken ct) =>
        ChangeAsync(actor, project, annotator, StandingAction.Reinstate, reason, ct);

    private Task<StandingResult> ChangeAsync(
        Actor actor, ProjectId project, AnnotatorId annotator, StandingAction action, string? reason, CancellationToken ct)
    {
        if (StandingRules.CheckReason(reason) is { } error)
        {
            return Task.FromResult<StandingResult>(new StandingResult.Invalid(error));
        }

        return Retry.OnConflictAsync(async () =>
        {
            await using var connection = await database.Requests.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            Standing standing;
            bool isPending;
            await using (var reader = await connection.ReadAsync(ct, Sql.Statement(LoadSql, project.Value, annotator.Value)))
            {
                if (!await reader.ReadAsync(ct))
                {
                    return new StandingResult.Missing();
                }

                standing = (Standing)reader.GetInt16(0);
                isPending = reader.GetBoolean(1);
            }

            if (StandingRules.After(standing, action, isPending) is not { } next)
            {
                return new StandingResult.Refused(standing);
            }

            var pauses = action == StandingAction.Pause;
            var change = Sql.Statement(
                ChangeSql, project.Value, annotator.Value, (short)next, reason!.Trim(), actor.PersonId,
                pauses ? "annotator.paused" : "annotator.reinstated", pauses, !pauses);
            long released;
            await using (var reader = await connection.ReadAsync(ct, change))
            {
                await reader.ReadAsync(ct);
                released = reader.GetInt64(0);
            }

            await transaction.CommitAsync(ct);
            return (StandingResult)new StandingResult.Changed(next, (int)released);
        });
    }
}
