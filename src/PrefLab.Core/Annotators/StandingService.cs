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
                StandingSql.Change, project.Value, annotator.Value, (short)next, reason!.Trim(), actor.PersonId,
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
