using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Labels;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Annotators;

/// <param name="Answer">The first one, which counts.</param>
/// <param name="Prompt">Its beginning, as one line.</param>
public sealed record AnsweredGold(ComparisonId Id, Preference Answer, Preference Expected, DateTimeOffset At, string Prompt)
{
    public bool IsRight => GoldScoring.IsCorrect(Answer, Expected);
}

/// <param name="Rows">The newest, at most <see cref="AnsweredGoldsQuery.Most"/>.</param>
/// <param name="Answered">All of them.</param>
/// <param name="Wrong">All that are wrong.</param>
public sealed record AnsweredGolds(IReadOnlyList<AnsweredGold> Rows, int Answered, int Wrong);

/// <summary>What somebody answered as golds that are golds now: those of the tally. Wrong is what is not <see cref="GoldScoring.IsCorrect"/>, in words of the database.</summary>
public sealed class AnsweredGoldsQuery(PrefLabDb db)
{
    public const int Most = 200;

    private const int ExcerptLength = 160;
    private const int ExcerptSource = 1000;

    public async Task<AnsweredGolds> LoadAsync(ProjectId project, AnnotatorId annotator, bool onlyWrong, CancellationToken ct)
    {
        var golds =
            from label in db.Labels
            join comparison in db.Comparisons on new { label.ProjectId, Id = label.ComparisonId } equals new { comparison.ProjectId, comparison.Id }
            where label.ProjectId == project && label.AnnotatorId == annotator && label.IsGold && label.Supersedes == null && comparison.Use == ComparisonUse.Gold
            select new
            {
                Label = label,
                Comparison = comparison,
                IsWrong = (label.Preference < Preference.Tie) != (comparison.GoldPreference < Preference.Tie)
                    || (label.Preference > Preference.Tie) != (comparison.GoldPreference > Preference.Tie),
            };
        var counts = await golds.GroupBy(_ => 1).Select(all => new { Answered = all.Count(), Wrong = all.Count(it => it.IsWrong) }).SingleOrDefaultAsync(ct);
        var rows = await golds.Where(it => !onlyWrong || it.IsWrong)
            .OrderByDescending(it => it.Label.Id).Take(Most)
            .Select(it => new AnsweredGold(
                it.Comparison.Id, it.Label.Preference, it.Comparison.GoldPreference!.Value, it.Label.ReceivedAt,
                PromptExcerpt.Of(it.Comparison.Prompt.Substring(0, ExcerptSource), it.Comparison.PromptIsChat, ExcerptLength)))
            .ToListAsync(ct);
        return new AnsweredGolds(rows, counts?.Answered ?? 0, counts?.Wrong ?? 0);
    }
}
