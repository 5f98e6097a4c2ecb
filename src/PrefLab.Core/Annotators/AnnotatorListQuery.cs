using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Quality;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Annotators;

public sealed record AnnotatorRow(Annotator Annotator, string Name, AnnotatorFigures Figures, RecentWork Recent, bool HasOpenAppeal);

/// <param name="Search">A part of the name, or the number.</param>
/// <param name="HasConcern">Only those of whom a drop of accuracy was noticed.</param>
/// <param name="HasOpenAppeal">Only those who wait for an answer to an appeal.</param>
public sealed record AnnotatorFilter(Standing? Standing = null, string? Search = null, bool HasConcern = false, bool HasOpenAppeal = false)
{
    public static readonly AnnotatorFilter Everybody = new();
}

/// <param name="Found">All that match, of which <paramref name="Rows"/> is one page.</param>
/// <param name="Previous">Where the page before ends; null on the first one.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record AnnotatorPage(IReadOnlyList<AnnotatorRow> Rows, int Found, RiskKey? Previous, RiskKey? Next);

/// <summary>How many there are of each kind in a project, whatever the filter.</summary>
public sealed record AnnotatorCounts(IReadOnlyDictionary<Standing, int> ByStanding, int Concerns, int OpenAppeals);

/// <summary>The annotators of a project, those at risk first.</summary>
public sealed class AnnotatorListQuery(PrefLabDb db, AnnotatorTableQuery table, ProjectPaceQuery paces, TimeProvider time)
{
    /// <param name="after">The end of the page before; null for the first page.</param>
    /// <param name="before">The beginning of the page after, to go back; null to go on.</param>
    public async Task<AnnotatorPage> LoadAsync(
        ProjectId project, AnnotatorFilter filter, RiskKey? after, RiskKey? before, int take, CancellationToken ct)
    {
        var matching = Matching(project, filter);
        var page = await PageAsync(project, matching, after, before, take + 1, ct);
        var isCut = page.Count > take;
        if (isCut)
        {
            page.RemoveAt(before is null ? take : 0);
        }

        var pace = await paces.LoadAsync(project, ct);
        var recent = await table.LoadAsync(project, page.Select(row => row.Annotator.Id), AnnotatorTableQuery.NewestInList, pace, time.GetUtcNow(), ct);
        var rows = page.ConvertAll(row => new AnnotatorRow(
            row.Annotator, row.Name, AnnotatorFigures.Of(row.Annotator), recent.GetValueOrDefault(row.Annotator.Id, RecentWork.None), row.HasOpenAppeal));
        return new AnnotatorPage(
            rows,
            await matching.CountAsync(ct),
            rows.Count > 0 && (before is null ? after is not null : isCut) ? KeyOf(rows[0].Annotator) : null,
            rows.Count > 0 && (before is not null || isCut) ? KeyOf(rows[^1].Annotator) : null);
    }

    public async Task<AnnotatorCounts> CountAsync(ProjectId project, CancellationToken ct)
    {
        var counts = await db.Annotators.Where(it => it.ProjectId == project)
            .GroupBy(it => it.Standing)
            .Select(group => new { group.Key, Count = group.Count(), Concerns = group.Count(it => it.ConcernSince != null) })
            .ToListAsync(ct);
        return new AnnotatorCounts(
            counts.ToDictionary(group => group.Key, group => group.Count),
            counts.Sum(group => group.Concerns),
            await db.Appeals.CountAsync(it => it.ProjectId == project && it.AnsweredAt == null, ct));
    }

    private async Task<List<Found>> PageAsync(
        ProjectId project, IQueryable<Annotator> matching, RiskKey? after, RiskKey? before, int take, CancellationToken ct)
    {
        if (before is { } beginning)
        {
            matching = matching.Where(annotator => annotator.Risk > beginning.Risk || (annotator.Risk == beginning.Risk && annotator.Id < beginning.Id))
                .OrderBy(annotator => annotator.Risk).ThenByDescending(annotator => annotator.Id);
        }
        else
        {
            matching = (after is { } end
                    ? matching.Where(annotator => annotator.Risk < end.Risk || (annotator.Risk == end.Risk && annotator.Id > end.Id))
                    : matching)
                .OrderByDescending(annotator => annotator.Risk).ThenBy(annotator => annotator.Id);
        }

        var found = await matching.Take(take)
            .Join(db.Users, annotator => annotator.PersonId, person => person.Id, (annotator, person) => new Found(
                annotator, person.DisplayName,
                db.Appeals.Any(appeal => appeal.ProjectId == project && appeal.AnnotatorId == annotator.Id && appeal.AnsweredAt == null)))
            .ToListAsync(ct);
        return [.. found.OrderBy(row => KeyOf(row.Annotator))];
    }

    private IQueryable<Annotator> Matching(ProjectId project, AnnotatorFilter filter)
    {
        var annotators = db.Annotators.AsNoTracking().Where(annotator => annotator.ProjectId == project);
        if (filter.Standing is { } wanted)
        {
            annotators = annotators.Where(annotator => annotator.Standing == wanted);
        }

        if (filter.HasConcern)
        {
            annotators = annotators.Where(annotator => annotator.ConcernSince != null);
        }

        if (filter.HasOpenAppeal)
        {
            annotators = annotators.Where(annotator =>
                db.Appeals.Any(appeal => appeal.ProjectId == project && appeal.AnnotatorId == annotator.Id && appeal.AnsweredAt == null));
        }

        if (string.IsNullOrWhiteSpace(filter.Search))
        {
            return annotators;
        }

        var text = filter.Search.Trim();
        var pattern = $"%{EscapeLike(text)}%";
        var number = text.StartsWith("A-", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        var id = AnnotatorId.TryParse(number.TrimStart('0'), CultureInfo.InvariantCulture, out var parsed) ? parsed : default;
        return annotators.Where(annotator => annotator.Id == id
            || db.Users.Any(person => person.Id == annotator.PersonId && EF.Functions.ILike(person.DisplayName, pattern, "\\")));
    }

    private static RiskKey KeyOf(Annotator annotator) => new(annotator.Risk, annotator.Id);

    private static string EscapeLike(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal)
        .Replace("\0", "", StringComparison.Ordinal);

    private sealed record Found(Annotator Annotator, string Name, bool HasOpenAppeal);
}
