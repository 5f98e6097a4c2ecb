using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Projects;
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
    /// <remarks>Risk follows from two small numbers, and those are all that is read of the people who are not on the page.</remarks>
    public async Task<AnnotatorPage> LoadAsync(ProjectId project, Standing? standing, string? search, RiskKey? after, int take, CancellationToken ct)
    {
        var rule = await db.Projects.Where(it => it.Id == project).Select(it => it.QualityRule).SingleAsync(ct);
        var limit = QualitySetting.LimitOf(rule);
        var byStanding = await db.Annotators.Where(it => it.ProjectId == project)
            .GroupBy(it => it.Standing)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        var tests = await Matching(project, standing, search)
            .Select(annotator => new { annotator.Id, annotator.TestGolds, annotator.TestGoldsCorrect })
            .ToListAsync(ct);
        var risks = tests.Select(test => (test.TestGolds, test.TestGoldsCorrect)).Distinct()
            .ToDictionary(tally => tally, tally => AnnotatorRisk.Of(tally.TestGolds, tally.TestGoldsCorrect, limit));
        var keys = tests
            .Select(test => new RiskKey(risks[(test.TestGolds, test.TestGoldsCorrect)], test.Id))
            .Where(key => after is not { } end || key > end)
            .Order().Take(take + 1).ToList();
        var rows = await LoadRowsAsync(project, keys.Take(take), limit, ct);
        return new AnnotatorPage(rows, tests.Count, byStanding, keys.Count > take ? keys[take - 1] : null);
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

    private async Task<IReadOnlyList<AnnotatorRow>> LoadRowsAsync(ProjectId project, IEnumerable<RiskKey> keys, double limit, CancellationToken ct)
    {
        var ids = keys.Select(key => key.Id).ToList();
        var people = await db.Annotators.AsNoTracking()
            .Where(annotator => annotator.ProjectId == project && ids.Contains(annotator.Id))
            .Join(db.Users, annotator => annotator.PersonId, person => person.Id, (annotator, person) => new { annotator, person.DisplayName })
            .ToDictionaryAsync(row => row.annotator.Id, ct);
        var agreement = await table.LoadAgreementAsync(project, ids, ct);
        return
        [
            .. ids.Select(id => new AnnotatorRow(
                people[id].annotator, people[id].DisplayName, AnnotatorFigures.Of(people[id].annotator, limit), agreement.GetValueOrDefault(id))),
        ];
    }

    private static string EscapeLike(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal)
        .Replace("\0", "", StringComparison.Ordinal);
}
