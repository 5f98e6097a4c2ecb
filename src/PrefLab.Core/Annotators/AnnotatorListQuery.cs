using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Annotators;

/// <param name="Agreement">Null when the annotator shares no comparison with anybody.</param>
public sealed record AnnotatorRow(Annotator Annotator, string Name, AnnotatorFigures Figures, AgreementWithOthers? Agreement);

/// <param name="Found">All that match, of which <paramref name="Rows"/> is one page.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record AnnotatorPage(IReadOnlyList<AnnotatorRow> Rows, int Found, IReadOnlyDictionary<Standing, int> ByStanding, RiskKey? Next);

/// <summary>The annotators of a project, those at risk first.</summary>
public sealed class AnnotatorListQuery(PrefLabDb db, AnnotatorTableQuery table)
{
    /// <param name="after">The end of the page before; null for the first page.</param>
    public async Task<AnnotatorPage> LoadAsync(ProjectId project, Standing? standing, string? search, RiskKey? after, int take, CancellationToken ct)
    {
        var byStanding = await db.Annotators.Where(it => it.ProjectId == project)
            .GroupBy(it => it.Standing)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        var matching = Matching(project, standing, search);
        var rest = after is { } end
            ? matching.Where(annotator => annotator.Risk < end.Risk || (annotator.Risk == end.Risk && annotator.Id > end.Id))
            : matching;
        var found = await rest.OrderByDescending(annotator => annotator.Risk).ThenBy(annotator => annotator.Id).Take(take + 1)
            .Join(db.Users, annotator => annotator.PersonId, person => person.Id, (annotator, person) => new { annotator, person.DisplayName })
            .ToListAsync(ct);
        var page = found.OrderBy(row => KeyOf(row.annotator)).Take(take).ToList();
        var agreement = await table.LoadAgreementAsync(project, page.Select(row => row.annotator.Id), ct);
        return new AnnotatorPage(
            [.. page.Select(row => new AnnotatorRow(
                row.annotator, row.DisplayName, AnnotatorFigures.Of(row.annotator), agreement.GetValueOrDefault(row.annotator.Id)))],
            await matching.CountAsync(ct),
            byStanding,
            found.Count > take ? KeyOf(page[^1].annotator) : null);
    }

    private IQueryable<Annotator> Matching(ProjectId project, Standing? standing, string? search)
    {
        var annotators = db.Annotators.AsNoTracking().Where(annotator => annotator.ProjectId == project);
        if (standing is { } wanted)
        {
            annotators = annotators.Where(annotator => annotator.Standing == wanted);
        }

        if (string.IsNullOrWhiteSpace(search))
        {
            return annotators;
        }

        var text = search.Trim();
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
}
