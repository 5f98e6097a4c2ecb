using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Annotators;

public sealed record WorkingAnnotator(AnnotatorId Id, string Name, bool IsSimulated);

/// <summary>Annotators who may be given work, to choose one from.</summary>
public sealed class WorkingAnnotatorsQuery(PrefLabDb db)
{
    /// <summary>More than anybody reads in a list; the API takes every annotator.</summary>
    private const int Most = 2_000;

    public Task<List<WorkingAnnotator>> LoadAsync(ProjectId project, CancellationToken ct) => (
        from annotator in db.Annotators
        join person in db.Users on annotator.PersonId equals person.Id
        where annotator.ProjectId == project && (annotator.Standing == Standing.Active || annotator.Standing == Standing.Flagged)
        orderby person.DisplayName, annotator.Id
        select new WorkingAnnotator(annotator.Id, person.DisplayName, annotator.IsSimulated)).Take(Most).ToListAsync(ct);
}
