using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Assignments;

/// <summary>The two responses of an assignment as they stood, for who holds it or has answered it.</summary>
public sealed class AssignmentTextsQuery(PrefLabDb db)
{
    /// <returns>Null when it is not this person's, or neither held nor answered.</returns>
    public Task<AssignmentTexts?> FindAsync(ProjectId projectId, long person, Guid token, CancellationToken ct) => db.Assignments
        .Where(it => it.ProjectId == projectId && it.Token == token && (it.State == AssignmentState.Leased || it.State == AssignmentState.Answered))
        .Where(it => db.Annotators.Any(annotator => annotator.ProjectId == projectId && annotator.Id == it.AnnotatorId && annotator.PersonId == person))
        .Join(
            db.Comparisons, it => new { it.ProjectId, Id = it.ComparisonId }, comparison => new { comparison.ProjectId, comparison.Id },
            (it, comparison) => new AssignmentTexts(
                it.LeftIsA ? comparison.ResponseA : comparison.ResponseB, it.LeftIsA ? comparison.ResponseB : comparison.ResponseA))
        .SingleOrDefaultAsync(ct);
}

public sealed record AssignmentTexts(string Left, string Right);
