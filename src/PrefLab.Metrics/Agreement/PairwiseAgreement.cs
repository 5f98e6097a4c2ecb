namespace PrefLab.Metrics;

/// <summary>How often two labels on the same comparison are the same, without correction for chance.</summary>
public static class PairwiseAgreement
{
    /// <summary>Computes agreeing pairs over all pairs; a comparison with five labels weighs ten times one with two.</summary>
    /// <param name="histogram">Label-count patterns over k categories.</param>
    /// <returns>A share in [0, 1]; undefined when no comparison has two labels.</returns>
    /// <remarks>O(P·k) for P patterns. Also known as micro average.</remarks>
    public static Estimate Pooled(PatternHistogram histogram)
    {
        double agreeing = 0;
        double pairs = 0;
        var comparisons = histogram.ComparisonsByPattern();
        for (var row = 0; row < comparisons.Length; row++)
        {
            agreeing += comparisons[row] * OrderedAgreeingPairs(histogram.LabelsOf(row));
            pairs += comparisons[row] * OrderedPairs(histogram.SizeOf(row));
        }

        return pairs == 0 ? Undefined.NoPairs : Estimate.Of(agreeing / pairs);
    }

    /// <summary>Computes the mean over comparisons with two labels or more of each one's share of agreeing pairs.</summary>
    /// <param name="histogram">Label-count patterns over k categories.</param>
    /// <returns>A share in [0, 1]; undefined when no comparison has two labels.</returns>
    /// <remarks>O(P·k) for P patterns. Also known as macro average; the p_a of Fleiss (1971), https://doi.org/10.1037/h0031619, eq. 3.</remarks>
    public static Estimate MeanOfComparisons(PatternHistogram histogram)
    {
        if (histogram.PairedComparisons == 0)
        {
            return Undefined.NoPairs;
        }

        double sum = 0;
        var comparisons = histogram.ComparisonsByPattern();
        for (var row = 0; row < comparisons.Length; row++)
        {
            var pairs = OrderedPairs(histogram.SizeOf(row));
            sum += pairs == 0 ? 0 : comparisons[row] * OrderedAgreeingPairs(histogram.LabelsOf(row)) / pairs;
        }

        return Estimate.Of(sum / histogram.PairedComparisons);
    }

    private static double OrderedPairs(double labels) => labels * (labels - 1);

    private static double OrderedAgreeingPairs(ReadOnlySpan<int> labels)
    {
        double pairs = 0;
        foreach (var inCategory in labels)
        {
            pairs += OrderedPairs(inCategory);
        }

        return pairs;
    }
}
