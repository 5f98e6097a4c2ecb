namespace PrefLab.Metrics.Tests;

/// <summary>Seeded annotators who are right in nine golds of ten, and from the 101st gold on answer without reading.</summary>
internal static class DropSimulation
{
    public const int GoldsBefore = 100;

    private const double AccuracyBefore = .90;

    private const int GoldsAfter = 1_000;

    /// <param name="FalseAlarms">Share of the annotators for whom the rule flagged, or called for a review, before the drop.</param>
    /// <param name="Delays">Golds from the drop to the signal of the others; <see cref="PeerSimulation.Never"/> where there is none.</param>
    public sealed record Result(double FalseAlarms, double[] Delays);

    public static Result Run(QualityRule rule, double accuracyAfter, int annotators, ulong seed)
    {
        var random = new SplitMix64(seed);
        var signals = new double[annotators];
        for (var annotator = 0; annotator < annotators; annotator++)
        {
            var state = default(GoldTestState);
            for (var gold = 0; gold < GoldsBefore + GoldsAfter && (state.FirstFlag ?? state.FirstReview) is null; gold++)
            {
                state = rule.Next(state, random.NextDouble() < (gold < GoldsBefore ? AccuracyBefore : accuracyAfter));
            }

            signals[annotator] = (state.FirstFlag ?? state.FirstReview) ?? PeerSimulation.Never;
        }

        return new Result(
            signals.Count(gold => gold <= GoldsBefore) / (double)annotators,
            [.. signals.Where(gold => gold > GoldsBefore).Select(gold => gold - GoldsBefore)]);
    }
}
