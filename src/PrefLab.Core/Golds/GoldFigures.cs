using PrefLab.Metrics;

namespace PrefLab.Core.Golds;

/// <summary>What the answers to a gold say about it.</summary>
/// <param name="Answers">First answers that were looked at.</param>
/// <param name="Right">Share of right ones: the difficulty of classical test theory.</param>
/// <param name="Discrimination">Correlation with the same annotators' other golds.</param>
/// <param name="Contradiction">Share of reliable annotators who say otherwise.</param>
public sealed record GoldFigures(
    int Answers, Interval Right, Estimate Discrimination, double? MedianSeconds, Interval Contradiction, bool IsAmbiguous, bool IsLeaked)
{
    /// <param name="answers">In the order in which they were given.</param>
    public static GoldFigures Of(IReadOnlyCollection<GoldAnswer> answers)
    {
        var compared = answers.Where(answer => answer.Others.Golds > 0).ToList();
        var contradiction = GoldSignals.Contradiction(answers);
        return new GoldFigures(
            answers.Count,
            WilsonInterval.Of(answers.Count(answer => answer.IsRight), answers.Count, GoldSignals.Confidence),
            ItemAnalysis.Discrimination([.. compared.Select(answer => answer.IsRight)], [.. compared.Select(answer => answer.ShareOfOthers!.Value)]),
            Median([.. answers.Select(answer => answer.Seconds).OfType<double>().Order()]),
            contradiction,
            GoldSignals.IsAmbiguous(contradiction),
            GoldSignals.IsLeaked(answers));
    }

    private static double? Median(double[] sorted) => sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
