using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Assignments;

/// <param name="IsNamed">Given by name, not found in the project's order.</param>
/// <param name="ExpiresAt">When the lease ends or ended.</param>
public sealed record NamedAssignmentRow(
    AssignmentId Id, ComparisonId Comparison, string ExternalId, AnnotatorId Annotator, string AnnotatorName, AssignmentState State, bool IsNamed,
    DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    public bool IsOpen => IsNamed && State == AssignmentState.Leased;
}

/// <summary>What was given by name and is still open, and who has a comparison.</summary>
public sealed class NamedAssignmentQuery(PrefLabDb db)
{
    public const int PageSize = 100;

    private const int MostOfOne = 1_000;

    /// <summary>Open named assignments of a project, newest first; one row more than a page when there are more.</summary>
    public Task<List<NamedAssignmentRow>> OpenAsync(ProjectId project, AssignmentId? before, CancellationToken ct) =>
        Rows(db.Assignments
            .Where(it => it.ProjectId == project && it.State == AssignmentState.Leased && it.BatchId == null && (before == null || it.Id < before))
            .OrderByDescending(it => it.Id)
            .Take(PageSize + 1)).ToListAsync(ct);

    /// <summary>Everybody who was given this comparison and has not answered it.</summary>
    public Task<List<NamedAssignmentRow>> OfComparisonAsync(ProjectId project, ComparisonId comparison, CancellationToken ct) =>
        Rows(db.Assignments
            .Where(it => it.ProjectId == project && it.ComparisonId == comparison && it.State != AssignmentState.Answered)
            .OrderByDescending(it => it.Id)
            .Take(MostOfOne)).ToListAsync(ct);

    private IQueryable<NamedAssignmentRow> Rows(IQueryable<Assignment> assignments) =>
        from assignment in assignments
        join comparison in db.Comparisons on new { assignment.ProjectId, Id = assignment.ComparisonId } equals new { comparison.ProjectId, comparison.Id }
        join annotator in db.Annotators on new { assignment.ProjectId, Id = assignment.AnnotatorId } equals new { annotator.ProjectId, annotator.Id }
        join person in db.Users on annotator.PersonId equals person.Id
        orderby assignment.Id descending
        select new NamedAssignmentRow(
            assignment.Id, comparison.Id, comparison.ExternalId, annotator.Id, person.DisplayName, assignment.State, assignment.BatchId == null,
            assignment.IssuedAt, assignment.ExpiresAt);
}
