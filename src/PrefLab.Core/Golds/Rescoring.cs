using PrefLab.Core.Quality;
using PrefLab.Metrics;

namespace PrefLab.Core.Golds;

/// <summary>A first answer of an annotator, with what is known of its comparison now.</summary>
/// <param name="Answer">The first answer, which is the one that golds and tests count.</param>
/// <param name="Stands">The answer that stands after corrections, which the comparison counts.</param>
/// <param name="WasGold">Whether the comparison was a gold when it was answered.</param>
/// <param name="IsExcluded">Whether the label that stands is excluded.</param>
/// <param name="Known">The known answer if the comparison is a gold now.</param>
/// <param name="Votes">All that counts there.</param>
public sealed record ScoredAnswer(
    LabelId Label, ComparisonId Comparison, Preference Answer, Preference Stands, bool LeftIsA, bool WasGold, bool IsExcluded, Preference? Known, Votes Votes);

/// <summary>An annotator's tallies and evidence, computed from the answers. Pure; docs/adr/0020 has the reasons.</summary>
/// <param name="Golds">All golds ever answered as such that are golds now, and those right.</param>
/// <param name="ExcludedGolds">Of them, those whose labels are excluded.</param>
/// <param name="WasEverFlagged">Whether the project's rule would have flagged after any of the answers.</param>
/// <param name="HasEverDropped">Whether the sum for drops would have noticed one.</param>
public sealed record Rescoring(GoldTally Golds, int ExcludedGolds, TestedAnswers Tested, bool WasEverFlagged, bool HasEverDropped)
{
    /// <param name="evidenceAfter">Answers up to this label count in the tallies only.</param>
    /// <param name="dropsAfter">Answers up to this label say nothing of a drop.</param>
    /// <param name="answers">All first answers, in their order.</param>
    /// <param name="before">Known answers in place of those of now; null for an ordinary comparison.</param>
    public static Rescoring Of(
        QualityPolicy policy, LabelId evidenceAfter, LabelId dropsAfter, IEnumerable<ScoredAnswer> answers, IReadOnlyDictionary<ComparisonId, Preference?>? before = null)
    {
        var (golds, excluded, tested) = (default(GoldTally), 0, new TestedAnswers(Evidence.None with { DropsAfter = dropsAfter }, []));
        var (flagged, dropped) = (false, false);
        foreach (var answer in answers)
        {
            var known = before is not null && before.TryGetValue(answer.Comparison, out var was) ? was : answer.Known;
            if (known is { } expected && answer.WasGold)
            {
                golds = golds.Add(GoldScoring.IsCorrect(answer.Answer, expected));
                excluded += answer.IsExcluded ? 1 : 0;
            }

            if (answer.Label <= evidenceAfter || Next(policy, tested, answer, known) is not { } next)
            {
                continue;
            }

            var isLookedAt = answer.Label <= dropsAfter;
            dropped |= next.HasDropped && !isLookedAt;
            tested = next with { Evidence = isLookedAt ? next.Evidence with { Drift = 0 } : next.Evidence, HasDropped = false };
            flagged |= LiveTest.FlagReason(policy, tested.Evidence) is not null;
        }

        return new Rescoring(golds, excluded, tested, flagged, dropped);
    }

    /// <returns>Null for an answer that says nothing: given before its comparison became a gold, or excluded.</returns>
    private static TestedAnswers? Next(QualityPolicy policy, TestedAnswers tested, ScoredAnswer answer, Preference? known) => (known, answer) switch
    {
        ({ } expected, { WasGold: true }) => LiveTest.AfterGold(policy, tested, answer.Answer, answer.LeftIsA, expected),
        (null, { IsExcluded: false }) => LiveTest.AfterOrdinary(
            policy, tested, new WaitingAnswer(answer.Comparison, answer.Answer, answer.Stands, answer.LeftIsA), answer.Votes.Without(answer.Stands)),
        _ => null,
    };
}
