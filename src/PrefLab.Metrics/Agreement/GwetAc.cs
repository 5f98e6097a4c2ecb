namespace PrefLab.Metrics;

/// <summary>
/// Gwet's AC1 (plain weights) and AC2 (weighted): agreement beyond the chance that both labels are guesses. Unlike the kappas they stay
/// near the raw agreement when nearly all labels fall in one category.
/// </summary>
public static class GwetAc
{
    /// <summary>Computes (p_a − p_e) / (1 − p_e) with p_e = T_w / (k(k − 1)) · Σ π_c (1 − π_c), T_w the sum of all weights.</summary>
    /// <param name="histogram">Label-count patterns over all k categories of the scale; π is the mean of the comparisons' own proportions.</param>
    /// <param name="weights">How far categories agree; those of <see cref="CategoryWeights.Identity"/> give AC1.</param>
    /// <returns>
    /// A number of at most 1, unitless, 0 at chance level; AC1 is at least −1, AC2 at least −T_w / (k² − T_w). Undefined when no comparison has
    /// two labels; 1 when all labels are the same.
    /// </returns>
    /// <exception cref="ArgumentException">The weights are for another scale.</exception>
    /// <remarks>
    /// O(P·k²) for P patterns. Gwet (2008), https://doi.org/10.1348/000711006X126600; weights and unequal numbers of labels after Gwet
    /// (2014), Handbook of Inter-Rater Reliability, 4th ed., ISBN 978-0-9708062-8-4, chapters 2 and 3.
    /// </remarks>
    public static Estimate Compute(PatternHistogram histogram, CategoryWeights weights)
    {
        var observed = WeightedAgreement.MeanOfComparisons(histogram, weights);
        if (observed.Value is not { } agreement)
        {
            return observed;
        }

        var byChance = ByChance(WeightedAgreement.Proportions(histogram, ChanceAgreement.MeanOfItemProportions), weights);
        return Estimate.Of((agreement - byChance) / (1 - byChance));
    }

    /// <summary>Computes the standard error for comparisons drawn at random from many; the annotators are taken as given.</summary>
    /// <param name="histogram">Label-count patterns over all k categories of the scale.</param>
    /// <param name="weights">How far categories agree.</param>
    /// <returns>
    /// A standard error ≥ 0; 0 when every comparison gives the same contribution, which says nothing about uncertainty. Undefined when the
    /// coefficient is, or when only one comparison has two labels.
    /// </returns>
    /// <exception cref="ArgumentException">The weights are for another scale.</exception>
    /// <remarks>
    /// O(P·k²) for P patterns. Linearised: Gwet (2008), https://doi.org/10.1348/000711006X126600, as extended to missing labels and
    /// weights in Gwet (2014), chapter 5, without the correction for a finite population. It takes the number of comparisons with two labels
    /// for a part of the numerator only, so that it is too large where many comparisons have a single label; the bootstrap is not.
    /// </remarks>
    public static Estimate StandardError(PatternHistogram histogram, CategoryWeights weights)
    {
        var estimate = Compute(histogram, weights);
        if (estimate.Value is not { } coefficient)
        {
            return estimate;
        }

        if (histogram.PairedComparisons < 2)
        {
            return Undefined.OnePair;
        }

        var proportions = WeightedAgreement.Proportions(histogram, ChanceAgreement.MeanOfItemProportions);
        var byChance = ByChance(proportions, weights);
        var k = histogram.Categories;
        double n = histogram.Comparisons;
        double squares = 0;
        var comparisons = histogram.ComparisonsByPattern();
        for (var row = 0; row < comparisons.Length; row++)
        {
            var labels = histogram.LabelsOf(row);
            var size = histogram.SizeOf(row);
            var observed = size < 2 ? 0 : n / histogram.PairedComparisons * (WeightedAgreement.OfPattern(labels, size, weights) - byChance) / (1 - byChance);
            double own = 0;
            for (var c = 0; c < k; c++)
            {
                own += weights.Total / (k * (k - 1.0)) * labels[c] / size * (1 - proportions[c]);
            }

            var deviation = observed - (2 * (1 - coefficient) * (own - byChance) / (1 - byChance)) - coefficient;
            squares += comparisons[row] * deviation * deviation;
        }

        return Estimate.Of(Math.Sqrt(squares / (n * (n - 1))));
    }

    /// <summary>Computes the coefficient with the interval of its standard error, by Student's t with n − 1 degrees of freedom.</summary>
    /// <param name="histogram">Label-count patterns over all k categories of the scale.</param>
    /// <param name="weights">How far categories agree.</param>
    /// <param name="confidence">Nominal coverage, in (0, 1), for example .95.</param>
    /// <returns>Symmetric limits, the upper one cut at 1; undefined where the standard error is undefined or 0.</returns>
    /// <exception cref="ArgumentException">The weights are for another scale.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is outside (0, 1).</exception>
    /// <remarks>O(P·k²) for P patterns. Gwet (2014), chapter 5. <see cref="ComparisonBootstrap"/> holds its level better at small numbers.</remarks>
    public static Interval Interval(PatternHistogram histogram, CategoryWeights weights, double confidence)
    {
        Metrics.Interval.ThrowIfNotConfidence(confidence);
        return StudentInterval.Of(Compute(histogram, weights), StandardError(histogram, weights), histogram.Comparisons, confidence);
    }

    private static double ByChance(double[] proportions, CategoryWeights weights)
    {
        double spread = 0;
        foreach (var proportion in proportions)
        {
            spread += proportion * (1 - proportion);
        }

        return weights.Total / (weights.Categories * (weights.Categories - 1.0)) * spread;
    }
}
