using PrefLab.Core.Annotators;
using PrefLab.Metrics;

namespace PrefLab.Core.Golds;

/// <summary>A first answer to a gold, with what is known of whoever gave it without this answer.</summary>
/// <param name="Others">The same annotator's other golds.</param>
/// <param name="Seconds">Null for an answer given offline.</param>
/// <param name="UsualSeconds">The annotator's median over all answers.</param>
public sealed record GoldAnswer(Preference Answer, bool IsRight, Standing Standing, GoldTally Others, double? Seconds, double? UsualSeconds)
{
    public double? ShareOfOthers => Others.Golds > 0 ? (double)Others.Correct / Others.Golds : null;
}

/// <summary>What speaks against a gold. Pure; docs/adr/0020 has the reasons.</summary>
public static class GoldSignals
{
    public const double Confidence = .95;

    /// <summary>Other golds that somebody must have answered to be called reliable.</summary>
    public const int FewestOthers = 5;

    /// <summary>Share of them that must be right.</summary>
    public const double ReliableShare = .80;

    /// <summary>A gold is ambiguous where surely more of the reliable annotators than this contradict it; good ones err in less than .20.</summary>
    public const double AmbiguousShare = .30;

    /// <summary>Standard deviations of both trends of a leak: each is beyond it by chance once in a hundred golds.</summary>
    public const double LeakTrend = 2.326;

    /// <summary>Whether a live test, or anybody, has nothing against the annotator, and enough golds say that the answers are good.</summary>
    public static bool IsReliable(Standing standing, GoldTally others) =>
        standing == Standing.Active && others.Golds >= FewestOthers && others.Correct >= ReliableShare * others.Golds;

    /// <summary>The share of reliable annotators whose answer is not the expected one.</summary>
    public static Interval Contradiction(IReadOnlyCollection<GoldAnswer> answers)
    {
        var reliable = answers.Where(answer => IsReliable(answer.Standing, answer.Others)).ToList();
        return WilsonInterval.Of(reliable.Count(answer => !answer.IsRight), reliable.Count, Confidence);
    }

    public static bool IsAmbiguous(Interval contradiction) => contradiction.Lower > AmbiguousShare;

    /// <summary>
    /// Whether answers in the order in which they were given become right more often, and faster. Both are taken relative to the same person's other
    /// answers, so that it does not matter who came first.
    /// </summary>
    public static bool IsLeaked(IReadOnlyCollection<GoldAnswer> answers) => AccuracyTrend(answers).Value > LeakTrend && TimeTrend(answers).Value < -LeakTrend;

    private static Estimate AccuracyTrend(IEnumerable<GoldAnswer> answers) => MannKendall.Trend(
        [.. answers.Where(answer => answer.Others.Golds > 0).Select(answer => (answer.IsRight ? 1 : 0) - answer.ShareOfOthers!.Value)]);

    private static Estimate TimeTrend(IEnumerable<GoldAnswer> answers) => MannKendall.Trend(
        [.. answers.Where(answer => answer is { Seconds: not null, UsualSeconds: > 0 }).Select(answer => answer.Seconds!.Value / answer.UsualSeconds!.Value)]);
}
