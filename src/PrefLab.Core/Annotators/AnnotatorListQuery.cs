using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Annotators;

/// <param name="Agreement">Null when the annotator shares no comparison with anybody.</param>
public sealed record AnnotatorRow(Annotator Annotator, string Name, AnnotatorFigures Figures, AgreementWithOthers? Agreement);

/// <param name="Found">All that match, of which <paramref name="Rows"/> is one page.</param>
public sealed record AnnotatorPage(IReadOnlyList<AnnotatorRow> Rows, int Found, IReadOnlyDictionary<Standing, int> ByStanding);

/// <summary>The annotators of a project, those at risk first.</summary>
public sealed class AnnotatorListQuery(PrefLabDb db, AnnotatorTableQuery table)
{
    /// <summary>People of one project that are sorted; a project with more is searched, not read.</summary>
    private const int MostPeople = 10_000;

    public async Task<AnnotatorPage> LoadAsync(ProjectId project, Standing? standing, string? search, int skip, int take, CancellationToken ct)
    {
        var rule = await db.Projects.Where(it => it.Id == project).Select(it => it.QualityRule).SingleAsync(ct);
        var limit = QualitySetting.LimitOf(rule);
        var byStanding = await db.Annotators.Where(it => it.ProjectId == project)
            .GroupBy(it => it.Standing)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        var people =
            from annotator in db.Annotators.AsNoTracking()
            join person in db.Users on annotator.PersonId equals person.Id
            where annotator.ProjectId == project
            select new { annotator, person.DisplayName };
        if (standing is { } wanted)
        {
            people = people.Where(it => it.annotator.Standing == wanted);
        }

        if (!string.IsNullOrWhiteSpace(search))
        {
            var text = search.Trim();
            var pattern = $"%{EscapeLike(text)}%";
            var number = text.StartsWith("A-", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
            people = AnnotatorId.TryParse(number.TrimStart('0'), CultureInfo.InvariantCulture, out var id)
                ? people.Where(it => it.annotator.Id == id || EF.Functions.ILike(it.DisplayName, pattern, "\\"))
                : people.Where(it => EF.Functions.ILike(it.DisplayName, pattern, "\\"));
        }

        var all = await people.OrderBy(it => it.annotator.Id).Take(MostPeople).ToListAsync(ct);
        var shown = all
            .Select(it => new AnnotatorRow(it.annotator, it.DisplayName, AnnotatorFigures.Of(it.annotator, limit), null))
            .OrderByDescending(row => row.Figures.Risk).ThenBy(row => row.Annotator.Id.Value)
            .Skip(skip).Take(take).ToList();
        var agreement = await table.LoadAgreementAsync(project, shown.Select(row => row.Annotator.Id), ct);
        return new AnnotatorPage(
            [.. shown.Select(row => row with { Agreement = agreement.GetValueOrDefault(row.Annotator.Id) })], all.Count, byStanding);
    }

    private static string EscapeLike(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal)
        .Replace("\0", "", StringComparison.Ordinal);
}
