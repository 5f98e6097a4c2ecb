using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Annotators;

/// <summary>An action as those see it who decide.</summary>
/// <param name="MayUndo">Whether it stands, and nothing that followed has to be undone first.</param>
public sealed record AnnotatorActionRow(
    AnnotatorActionId Id, AnnotatorActionKind Kind, ExclusionScope Scope, DateOnly? Since, string Reason, string? By, DateTimeOffset At, ActionFigures Effect,
    DateTimeOffset? UndoneAt, string? UndoneBy, string? UndoReason, bool MayUndo);

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
        var followed = false;
        foreach (var row in found)
        {
            var (action, stands, isNote) = (row.Action, row.Action.UndoneAt is null, row.Action.Kind == AnnotatorActionKind.Note);
            rows.Add(new AnnotatorActionRow(
                action.Id, action.Kind, action.Scope, action.Since, action.Reason, row.By, action.At, ActionFigures.FromJson(action.Effect),
                action.UndoneAt, row.UndoneBy, action.UndoReason, stands && (isNote || !followed)));
            followed |= stands && !isNote;
        }

        return rows;
    }
}
