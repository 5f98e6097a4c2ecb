namespace PrefLab.Metrics;

/// <summary>Scott's pi: agreement of two labels a comparison beyond what their pooled proportions give by chance.</summary>
public static class ScottPi
{
    /// <summary>Computes (p_a − p_e) / (1 − p_e) over the comparisons with two labels; those with a single label drop out.</summary>
    /// <param name="histogram">Label-count patterns with at most two labels each.</param>
    /// <returns>
    /// Pi in [−1, 1], unitless, 0 at chance level. Undefined when no comparison has two labels, when one has more (Fleiss' kappa is the
    /// coefficient then), or when all labels that can be compared are the same.
    /// </returns>
    /// <remarks>O(P·k²) for P patterns. Scott (1955), https://doi.org/10.1086/266577.</remarks>
    public static Estimate Compute(PatternHistogram histogram)
    {
        var comparisons = histogram.ComparisonsByPattern();
        for (var row = 0; row < comparisons.Length; row++)
        {
            if (histogram.SizeOf(row) > 2 && comparisons[row] > 0)
            {
                return Undefined.MoreThanTwo;
            }
        }

        return FleissKappa.Compute(histogram, ChanceAgreement.PooledPairedLabels);
    }
}
