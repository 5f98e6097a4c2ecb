using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Audit;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Annotators;

public abstract record AppealResult
{
    private AppealResult()
    {
    }

    public sealed record Done : AppealResult;

    public sealed record Invalid(FieldError Error) : AppealResult;

    /// <summary>Nothing to appeal against, one is open already, or it was answered meanwhile; nothing was stored.</summary>
    public sealed record Refused(string Reason) : AppealResult;

    public sealed record Missing : AppealResult;
}

/// <summary>Takes appeals and their answers.</summary>
public sealed class AppealService(PrefLabDb db, TimeProvider time)
{
    /// <summary>Whether there is a decision to appeal against.</summary>
    /// <param name="hasFailed">Whether the last attempt at the qualification was failed.</param>
    /// <param name="wasSentBack">Whether somebody has sent them back to training; see <see cref="WasSentBackAsync"/>.</param>
    public static bool MayAppeal(Standing standing, bool hasFailed, bool wasSentBack) =>
        standing is Standing.Flagged or Standing.Paused or Standing.Removed || (standing == Standing.Onboarding && (hasFailed || wasSentBack));

    /// <returns>How many wait for an answer, at most <paramref name="most"/>.</returns>
    public Task<int> CountOpenAsync(ProjectId project, int most, CancellationToken ct) =>
        db.Appeals.Where(it => it.ProjectId == project && it.AnsweredAt == null).Take(most).CountAsync(ct);

    /// <summary>Whether the standing is that of a retraining which was not undone.</summary>
    public Task<bool> WasSentBackAsync(ProjectId project, AnnotatorId annotator, DateTimeOffset standingSince, CancellationToken ct) =>
        db.AnnotatorActions.AnyAsync(
            it => it.ProjectId == project && it.AnnotatorId == annotator && it.Kind == AnnotatorActionKind.Retrain && it.UndoneAt == null && it.At == standingSince, ct);

    public Task<AppealResult> MakeAsync(ProjectId project, long person, string? text, bool hasFailed, CancellationToken ct) => Retry.OnConflictAsync(async () =>
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync(
            $"SELECT id FROM annotators WHERE project_id = {project.Value} AND person_id = {person} FOR NO KEY UPDATE", ct);
        var annotator = await db.Annotators.AsNoTracking().SingleOrDefaultAsync(row => row.ProjectId == project && row.PersonId == person, ct);
        if (annotator is null)
        {
            return new AppealResult.Missing();
        }

        if (CheckText("appeal", text) is { } error)
        {
            return new AppealResult.Invalid(error);
        }

        if (!MayAppeal(annotator.Standing, hasFailed, await WasSentBackAsync(project, annotator.Id, annotator.StandingSince, ct)))
        {
            return new AppealResult.Refused("There is no decision to appeal against.");
        }

        if (await db.Appeals.AnyAsync(row => row.ProjectId == project && row.AnnotatorId == annotator.Id && row.AnsweredAt == null, ct))
        {
            return new AppealResult.Refused("Your earlier appeal is still open. The next one can follow its answer.");
        }

        var now = time.GetUtcNow();
        db.Appeals.Add(new Appeal
        {
            ProjectId = project,
            AnnotatorId = annotator.Id,
            Standing = annotator.Standing,
            StandingReason = annotator.StandingReason,
            Text = text!.Trim(),
            MadeAt = now,
        });
        Audit(project, person, "appeal.made", annotator.Id, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(CancellationToken.None);
        return (AppealResult)new AppealResult.Done();
    });

    public async Task<AppealResult> AnswerAsync(Actor actor, ProjectId project, AnnotatorId annotator, AppealId id, string? answer, CancellationToken ct)
    {
        if (CheckText("appealAnswer", answer) is { } error)
        {
            return new AppealResult.Invalid(error);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var appeal = db.Appeals.Where(row => row.ProjectId == project && row.AnnotatorId == annotator && row.Id == id);
        var now = time.GetUtcNow();
        // Of two who answer at once one finds no open appeal.
        var answered = await appeal.Where(row => row.AnsweredAt == null).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.Answer, answer!.Trim())
                .SetProperty(row => row.AnsweredBy, actor.PersonId)
                .SetProperty(row => row.AnsweredAt, now),
            ct);
        if (answered == 0)
        {
            return await appeal.AnyAsync(ct) ? new AppealResult.Refused("Somebody has answered this appeal already.") : new AppealResult.Missing();
        }

        Audit(project, actor.PersonId, "appeal.answered", annotator, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(CancellationToken.None);
        return new AppealResult.Done();
    }

    private static FieldError? CheckText(string field, string? text) => text switch
    {
        _ when string.IsNullOrWhiteSpace(text) => new(field, "Write what you have to say."),
        { Length: > Limits.Reason } => new(field, $"At most {Limits.Reason} characters."),
        _ when !text.IsStorable() => new(field, "A text has no NUL characters."),
        _ => null,
    };

    private void Audit(ProjectId project, long person, string kind, AnnotatorId annotator, DateTimeOffset now) => db.AuditEvents.Add(new AuditEvent
    {
        ProjectId = project,
        At = now,
        ActorId = person,
        Kind = kind,
        Subject = $"annotator:{annotator}",
    });
}
