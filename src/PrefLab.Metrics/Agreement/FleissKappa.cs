namespace PrefLab.Metrics;

/// <summary>Fleiss' kappa for any number of annotators and an unequal number of labels a comparison, plain or weighted.</summary>
public static class FleissKappa
{
    /// <summary>Computes the plain kappa, where only the same category agrees.</summary>
    /// <param name="histogram">Label-count patterns over k categories; a comparison with one label enters p_e only, as the definition says.</param>
    /// <param name="chance">Which proportions give p_e.</param>
    /// <returns>As <see cref="Compute(PatternHistogram, CategoryWeights, ChanceAgreement)"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="chance"/> is not a defined value.</exception>
    /// <remarks>O(P·k²) for P patterns.</remarks>
    public static Estimate Compute(PatternHistogram histogram, ChanceAgreement chance = ChanceAgreement.MeanOfItemProportions) =>
        Compute(histogram, CategoryWeights.Identity(histogram.Categories), chance);

    /// <summary>Computes kappa = (p_a − p_e) / (1 − p_e), with p_a the mean over comparisons of the mean weight of pairs.</summary>
    /// <param name="histogram">Label-count patterns over k categories; a comparison with one label enters p_e only, as the definition says.</param>
    /// <param name="weights">How far categories agree; p_e = Σ w_cl π_c π_l.</param>
    /// <param name="chance">Which proportions π give p_e.</param>
    /// <returns>
    /// Kappa, at most 1, unitless, 0 at chance level; of plain weights at least −1/(m − 1) when every comparison has m labels, without a lower
    /// limit otherwise. Undefined when no comparison has two labels, or when the labels that give p_e are all the same.
    /// </returns>
    /// <exception cref="ArgumentException">The weights are for another scale.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="chance"/> is not a defined value.</exception>
    /// <remarks>
    /// O(P·k²) for P patterns. Fleiss (1971), https://doi.org/10.1037/h0031619, eqs. 1 to 7, for equal numbers of labels; unequal ones and
    /// weights after Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ISBN 978-0-9708062-8-4, chapters 2 and 3.
    /// </remarks>
    public static Estimate Compute(
        PatternHistogram histogram, CategoryWeights weights, ChanceAgreement chance = ChanceAgreement.MeanOfItemProportions)
    {
        var observed = WeightedAgreement.MeanOfComparisons(histogram, weights);
        if (observed.Value is not { } agreement)
        {
            return observed;
        }

        // One minus p_e, summed over what differs: exactly 0 without variation.
        var proportions = WeightedAgreement.Proportions(histogram, chance);
        double notByChance = 0;
        for (var c = 0; c < proportions.Length; c++)
        {
            for (var other = c + 1; other < proportions.Length; other++)
            {
                notByChance += 2 * (1 - weights[c, other]) * proportions[c] * proportions[other];
            }
        }

        return notByChance == 0 ? Undefined.NoVariation : Estimate.Of(1 - ((1 - agreement) / notByChance));
    }
}
