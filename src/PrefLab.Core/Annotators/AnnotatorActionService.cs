using Npgsql;
using NpgsqlTypes;
using PrefLab.Core.Accounts;
using PrefLab.Core.Golds;
using PrefLab.Core.Onboarding;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Annotators;

/// <summary>Does what operations decide about an annotator: note, retrain, pause, remove, reinstate, dismiss a concern. All in one transaction, and all can be undone.</summary>
public sealed class AnnotatorActionService(Database database, TimeProvider time)
{
    public async Task<AnnotatorActionResult> ActAsync(
        Actor actor, ProjectId project, AnnotatorId annotator, AnnotatorActionRequest request, CancellationToken ct)
    {
        if (AnnotatorActionRules.Check(request, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) is { } error)
        {
            return new AnnotatorActionResult.Invalid(error);
        }

        // Thousands of labels take longer than a request's other statements may.
        var source = request.Excludes ? database.Bulk : database.Requests;
        return await Retry.OnConflictAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await connection.ExecuteAsync(ct, Sql.Statement(AnnotatorActionSql.Lock, project.Value, annotator.Value));
            var target = await ActionTarget.LoadAsync(connection, project, annotator, ct);
            var reason = target is null ? "No such annotator in this project." : target.Refuse(request);
            var result = reason is null ? await WriteAsync(connection, actor, project, annotator, request, target!, ct) : new AnnotatorActionResult.Refused(reason);
            if (result is AnnotatorActionResult.Refused refused)
            {
                await connection.ExecuteAsync(ct, Sql.Statement(
                    AnnotatorActionSql.Refused, project.Value, annotator.Value, actor.PersonId, request.Kind.ToString().ToLowerInvariant(), refused.Reason));
            }

            await transaction.CommitAsync(CancellationToken.None);
            return target is null ? new AnnotatorActionResult.Missing() : result;
        });
    }

    private static async Task<AnnotatorActionResult> WriteAsync(
        NpgsqlConnection connection, Actor actor, ProjectId project, AnnotatorId annotator, AnnotatorActionRequest request, ActionTarget target, CancellationToken ct)
    {
        var next = target.After(request)!.Value;
        var (id, reason, from) = (annotator.Value, request.Reason!.Trim(), request.Excludes ? request.ExcludedFrom : DateTimeOffset.MaxValue);
        await connection.ExecuteAsync(
            ct,
            Sql.Statement(ExclusionSql.LockAssignments, project.Value, id, request.EndsLeases),
            Sql.Statement(ExclusionSql.LockComparisons, project.Value, id, request.EndsLeases, from));
        // After the locks: what is excluded below is counted by what is a gold now.
        await GoldRescorer.CatchUpAsync(connection, project, annotator, since: null, ct);
        var (effect, _) = await ActionFigures.LoadAsync(connection, project, annotator, request, ct);
        if (request.Excludes && next == target.Standing && effect.Labels == 0)
        {
            return new AnnotatorActionResult.Refused($"The annotator is {next}, and no label is left to exclude; nothing was changed.");
        }

        var action = await InsertAsync(connection, actor, project, annotator, request, reason, effect, ct);
        var statements = new List<NpgsqlBatchCommand>();
        if (request.Excludes)
        {
            statements.Add(Sql.Statement(ExclusionSql.Exclude, project.Value, id, from, action.Value));
        }

        if (request.Kind == AnnotatorActionKind.Retrain)
        {
            statements.Add(Retraining.Send(project, annotator));
        }

        statements.Add(request.Kind switch
        {
            AnnotatorActionKind.Note => Sql.Statement(AnnotatorActionSql.Noted, project.Value, id, actor.PersonId, action.Value),
            AnnotatorActionKind.Dismiss => (await Concern.LoadAsync(connection, project, annotator, ct))!.Dismiss(project, annotator, reason, actor.PersonId, action),
            _ => Sql.Statement(
                StandingSql.Change, project.Value, id, (short)next, reason, actor.PersonId, EventOf(request.Kind), request.EndsLeases,
                request.BeginsAfresh, action.Value),
        });
        await connection.ExecuteAsync(ct, [.. statements]);
        return new AnnotatorActionResult.Done(action, next, effect)
        {
            StayExcluded = await StandingExclusion.LoadAsync(connection, project, annotator, request, ct),
        };
    }

    private static async Task<AnnotatorActionId> InsertAsync(
        NpgsqlConnection connection, Actor actor, ProjectId project, AnnotatorId annotator, AnnotatorActionRequest request, string reason, ActionFigures effect, CancellationToken ct)
    {
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(
            AnnotatorActionSql.Insert, project.Value, annotator.Value, (short)request.Kind, (short)request.Scope, Sql.Maybe(request.Since, NpgsqlDbType.Date),
            reason, actor.PersonId, effect.ToJson()));
        await reader.ReadAsync(ct);
        return new AnnotatorActionId(reader.GetInt64(0));
    }

    private static string EventOf(AnnotatorActionKind kind) => kind switch
    {
        AnnotatorActionKind.Pause => "annotator.paused",
        AnnotatorActionKind.Remove => "annotator.removed",
        AnnotatorActionKind.Retrain => "annotator.retrained",
        _ => "annotator.reinstated",
    };
}
