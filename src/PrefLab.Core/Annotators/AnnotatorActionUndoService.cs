using Npgsql;
using PrefLab.Core.Accounts;
using PrefLab.Core.Golds;
using PrefLab.Core.Onboarding;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Annotators;

/// <summary>Takes an action back: the standing with all that went with it, and the labels. Assignments that it ended come back by themselves.</summary>
public sealed class AnnotatorActionUndoService(Database database)
{
    public async Task<AnnotatorActionResult> UndoAsync(
        Actor actor, ProjectId project, AnnotatorId annotator, AnnotatorActionId action, string? reason, CancellationToken ct)
    {
        if (ReasonRules.Check(reason) is { } error)
        {
            return new AnnotatorActionResult.Invalid(error);
        }

        return await Retry.OnConflictAsync(async () =>
        {
            await using var connection = await database.Bulk.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var found = await LoadAsync(connection, project, annotator, action, ct);
            var excluded = found is { Refusal: null, Scope: not ExclusionScope.Keep };
            var full = excluded ? await CountTooFullAsync(connection, project, annotator, action, ct) : 0;
            var refusal = found is null ? "No such action of this annotator." : found.Refusal ?? (full == 0 ? null : FormattableString.Invariant(
                $"{full} comparisons have {Limits.MaxOverlap} labels by now, which is the most, and cannot take these back; nothing was changed."));
            if (refusal is not null)
            {
                await connection.ExecuteAsync(ct, Sql.Statement(AnnotatorActionSql.Refused, project.Value, annotator.Value, actor.PersonId, $"undo:{action}", refusal));
                await transaction.CommitAsync(ct);
                return found is null ? new AnnotatorActionResult.Missing() : new AnnotatorActionResult.Refused(refusal);
            }

            await GoldRescorer.CatchUpAsync(connection, project, annotator, since: null, ct);
            var raised = excluded ? await ReadmitAsync(connection, actor, project, annotator, action, ct) : 0;
            var onlyLabels = found!.Extent == UndoExtent.Labels;
            var standing = onlyLabels ? found.Standing : await RestoreAsync(connection, project, annotator, action, found, ct);
            await connection.ExecuteAsync(ct, Sql.Statement(
                AnnotatorActionSql.MarkUndone, project.Value, annotator.Value, action.Value, reason!.Trim(), actor.PersonId, raised, onlyLabels));
            await transaction.CommitAsync(CancellationToken.None);
            return (AnnotatorActionResult)new AnnotatorActionResult.Done(
                action, standing, found.Effect, raised, StandingKept: onlyLabels || (!found.IsUntouched && found.ChangesStanding));
        });
    }

    private static async Task<Found?> LoadAsync(NpgsqlConnection connection, ProjectId project, AnnotatorId annotator, AnnotatorActionId action, CancellationToken ct)
    {
        await using var reader = await connection.ReadAsync(
            ct,
            Sql.Statement(AnnotatorActionSql.Lock, project.Value, annotator.Value),
            Sql.Statement(AnnotatorActionSql.LoadForUndo, project.Value, annotator.Value, action.Value));
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct)
            ? new Found(
                (AnnotatorActionKind)reader.GetInt16(0), (ExclusionScope)reader.GetInt16(1), ActionFigures.FromJson(reader.GetString(2)), reader.GetBoolean(3),
                (Standing)reader.GetInt16(4), (Standing)reader.GetInt16(5), reader.GetBoolean(6), reader.GetBoolean(7), reader.GetBoolean(8),
                [.. reader.GetFieldValue<short[]>(9).Select(kind => (AnnotatorActionKind)kind)], reader.GetFieldValue<DateTimeOffset>(10),
                reader.GetBoolean(11))
            : null;
    }

    private static async Task<int> CountTooFullAsync(
        NpgsqlConnection connection, ProjectId project, AnnotatorId annotator, AnnotatorActionId action, CancellationToken ct)
    {
        await using var reader = await connection.ReadAsync(
            ct,
            Sql.Statement(ExclusionSql.LockExcluded, project.Value, annotator.Value, action.Value),
            Sql.Statement(ExclusionSql.CountTooFull, project.Value, annotator.Value, action.Value, Limits.MaxOverlap));
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        return reader.GetInt32(0);
    }

    private static async Task<int> ReadmitAsync(
        NpgsqlConnection connection, Actor actor, ProjectId project, AnnotatorId annotator, AnnotatorActionId action, CancellationToken ct)
    {
        await using var reader = await connection.ReadAsync(
            ct, Sql.Statement(ExclusionSql.Readmit, project.Value, annotator.Value, action.Value, actor.PersonId));
        await reader.ReadAsync(ct);
        return reader.GetInt32(0);
    }

    /// <summary>What has changed the standing since then, by itself or by the annotator, stays as it is.</summary>
    private static async Task<Standing> RestoreAsync(
        NpgsqlConnection connection, ProjectId project, AnnotatorId annotator, AnnotatorActionId action, Found found, CancellationToken ct)
    {
        if (found.Kind == AnnotatorActionKind.Dismiss)
        {
            await Concern.RestoreAsync(connection, project, annotator, action, found.IsIdle, ct);
            await CatchUpAsync();
            return found.Standing;
        }

        if (!found.ChangesStanding || !found.IsUntouched)
        {
            return found.Standing;
        }

        var isPending = found.IsPending;
        if (found.Kind == AnnotatorActionKind.Retrain)
        {
            isPending = await connection.ExecuteAsync(ct, Retraining.TakeBack(project, annotator, action)) == 0;
        }

        // Who has taken a consent back meanwhile has to give it before any work.
        var standing = isPending && found.Before is (Standing.Active or Standing.Flagged) ? Standing.Onboarding : found.Before;
        if (!standing.AllowsWork)
        {
            await connection.ExecuteAsync(
                ct,
                Sql.Statement(ExclusionSql.LockAssignments, project.Value, annotator.Value, true),
                Sql.Statement(ExclusionSql.LockComparisons, project.Value, annotator.Value, true, DateTimeOffset.MaxValue),
                Sql.Statement(StandingSql.EndLeases, project.Value, annotator.Value));
        }

        await connection.ExecuteAsync(ct, Sql.Statement(
            AnnotatorActionSql.Restore, project.Value, annotator.Value, action.Value, (short)standing, found.IsIdle));
        await CatchUpAsync();
        return standing;

        async Task CatchUpAsync()
        {
            if (found.IsIdle)
            {
                await GoldRescorer.CatchUpAsync(connection, project, annotator, found.At, ct);
            }
        }
    }

    /// <param name="IsUntouched">Whether the standing is still the action's.</param>
    /// <param name="IsIdle">Whether nothing was answered or corrected since.</param>
    /// <param name="Later">Actions that followed and still stand, in their order.</param>
    /// <param name="HasBegunAnew">Whether the evidence has.</param>
    private sealed record Found(
        AnnotatorActionKind Kind, ExclusionScope Scope, ActionFigures Effect, bool IsUndone, Standing Before, Standing Standing, bool IsUntouched, bool IsIdle,
        bool IsPending, IReadOnlyList<AnnotatorActionKind> Later, DateTimeOffset At, bool HasBegunAnew)
    {
        public bool ChangesStanding => Kind is not (AnnotatorActionKind.Note or AnnotatorActionKind.Dismiss);

        public UndoExtent Extent => AnnotatorActionRules.Undoable(Kind, Effect, Later);

        public string? Refusal => this switch
        {
            { IsUndone: true } => "This action was undone before; nothing was changed.",
            { Extent: UndoExtent.None } =>
                $"Another action ({Later[^1].ToString().ToLowerInvariant()}) followed and still stands: undo that one first. Nothing was changed.",
            { Kind: AnnotatorActionKind.Dismiss, HasBegunAnew: true } => "The evidence has begun anew since, and the concern with it; nothing was changed.",
            _ => null,
        };
    }
}
