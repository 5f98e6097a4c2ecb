using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Annotators;

/// <summary>An action as those see it who decide.</summary>
/// <param name="Undo">What an undo takes back now.</param>
/// <param name="OnlyLabels">Whether it was undone while something that followed stood, so that only its labels came back.</param>
public sealed record AnnotatorActionRow(
    AnnotatorActionId Id, AnnotatorActionKind Kind, ExclusionScope Scope, DateOnly? Since, string Reason, string? By, DateTimeOffset At, ActionFigures Effect,
    DateTimeOffset? UndoneAt, string? UndoneBy, string? UndoReason, UndoExtent Undo, bool OnlyLabels);

/// <summary>The last actions on an annotator, newest first.</summary>
public sealed class AnnotatorActionListQuery(PrefLabDb db)
{
    private const int Most = 200;

    /// <returns>Null when the project has no such annotator.</returns>
    public async Task<IReadOnlyList<AnnotatorActionRow>?> LoadAsync(ProjectId project, AnnotatorId annotator, CancellationToken ct)
    {
        var found = await db.AnnotatorActions.AsNoTracking().Where(it => it.ProjectId == project && it.AnnotatorId == annotator)
            .OrderByDescending(it => it.Id).Take(Most)
            .Select(it => new
            {
                Action = it,
                By = db.Users.Where(person => person.Id == it.ActorId).Select(person => person.DisplayName).FirstOrDefault(),
                UndoneBy = db.Users.Where(person => person.Id == it.UndoneBy).Select(person => person.DisplayName).FirstOrDefault(),
            })
            .ToListAsync(ct);
        if (found.Count == 0 && !await db.Annotators.AnyAsync(it => it.ProjectId == project && it.Id == annotator, ct))
        {
            return null;
        }

        var rows = new List<AnnotatorActionRow>(found.Count);
        var later = new List<AnnotatorAction>();
        foreach (var row in found)
        {
            var (action, effect) = (row.Action, ActionFigures.FromJson(row.Action.Effect));
            var then = action.UndoneAt ?? DateTimeOffset.MaxValue;
            var extent = AnnotatorActionRules.Undoable(
                action.Kind, effect, [.. later.Where(it => it.At < then && (it.UndoneAt ?? DateTimeOffset.MaxValue) >= then).Select(it => it.Kind)]);
            rows.Add(new AnnotatorActionRow(
                action.Id, action.Kind, action.Scope, action.Since, action.Reason, row.By, action.At, effect,
                action.UndoneAt, row.UndoneBy, action.UndoReason, action.UndoneAt is null ? extent : UndoExtent.None, action.UndoneAt is not null && extent == UndoExtent.Labels));
            if (action.Kind != AnnotatorActionKind.Note)
            {
                later.Add(action);
            }
        }

        return rows;
    }
}
