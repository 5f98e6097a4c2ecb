namespace PrefLab.Metrics;

/// <summary>Fleiss' kappa for any number of annotators and an unequal number of labels a comparison.</summary>
public static class FleissKappa
{
    /// <summary>Computes kappa = (p_a − p_e) / (1 − p_e), with p_a the mean over comparisons of the share of agreeing pairs.</summary>
    /// <param name="histogram">Label-count patterns over k categories; a comparison with one label enters p_e only, as the definition says.</param>
    /// <param name="chance">Which proportions give p_e.</param>
    /// <returns>
    /// Kappa, at most 1, unitless, 0 at chance level, and at least −1/(m − 1) when every comparison has m labels; undefined when no comparison
    /// has two labels, or when the labels that give p_e are all the same.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="chance"/> is not a defined value.</exception>
    /// <remarks>
    /// O(P·k) for P patterns. Fleiss (1971), https://doi.org/10.1037/h0031619, eqs. 1 to 7, for equal numbers of labels; unequal ones after
    /// Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ISBN 978-0-9708062-8-4, chapter 2.
    /// </remarks>
    public static Estimate Compute(PatternHistogram histogram, ChanceAgreement chance = ChanceAgreement.MeanOfItemProportions)
    {
        var observed = PairwiseAgreement.MeanOfComparisons(histogram);
        if (observed.Value is not { } agreement)
        {
            return observed;
        }

        double byChance = 0;
        foreach (var proportion in Proportions(histogram, chance))
        {
            if (proportion == 1)
            {
                return Undefined.NoVariation;
            }

            byChance += proportion * proportion;
        }

        return Estimate.Of((agreement - byChance) / (1 - byChance));
    }

    private static double[] Proportions(PatternHistogram histogram, ChanceAgreement chance)
    {
        if (!Enum.IsDefined(chance))
        {
            throw new ArgumentOutOfRangeException(nameof(chance), chance, "Not a definition of chance agreement.");
        }

        var sums = new double[histogram.Categories];
        double total = 0;
        var comparisons = histogram.ComparisonsByPattern();
        for (var row = 0; row < comparisons.Length; row++)
        {
            var labels = histogram.LabelsOf(row);
            var size = histogram.SizeOf(row);
            if (chance == ChanceAgreement.PooledPairedLabels && size < 2)
            {
                continue;
            }

            var perLabel = chance == ChanceAgreement.MeanOfItemProportions ? (double)comparisons[row] / size : comparisons[row];
            total += perLabel * size;
            for (var c = 0; c < sums.Length; c++)
            {
                sums[c] += perLabel * labels[c];
            }
        }

        return Array.ConvertAll(sums, sum => sum / total);
    }
}
