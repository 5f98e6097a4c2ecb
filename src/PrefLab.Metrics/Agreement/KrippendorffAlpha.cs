namespace PrefLab.Metrics;

/// <summary>Krippendorff's alpha: one minus observed over expected disagreement; any number of labels a comparison, missing labels allowed.</summary>
public static class KrippendorffAlpha
{
    /// <summary>Computes alpha.</summary>
    /// <param name="histogram">Label-count patterns over k categories; comparisons with a single label drop out of both disagreements.</param>
    /// <param name="difference">How much two categories differ.</param>
    /// <returns>
    /// Alpha in (−1, 1], unitless, 0 at chance level; undefined when no comparison has two labels, or when all labels that can be
    /// compared are the same (nothing could have disagreed).
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="difference"/> is not a defined value.</exception>
    /// <remarks>
    /// O(P·k² + k³) for P patterns. Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section D,
    /// https://repository.upenn.edu/asc_papers/43; Hayes and Krippendorff (2007), https://doi.org/10.1080/19312450709336664.
    /// </remarks>
    public static Estimate Compute(PatternHistogram histogram, LevelDifference difference)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        if (histogram.PairedComparisons == 0)
        {
            return Undefined.NoPairs;
        }

        var k = histogram.Categories;
        var coincidences = new double[k * k];
        var marginals = new double[k];
        AddCoincidences(histogram, coincidences, marginals);
        var total = marginals.Sum();
        double observed = 0;
        double expected = 0;
        for (var c = 0; c < k; c++)
        {
            for (var other = c + 1; other < k; other++)
            {
                var squared = SquaredDifference(difference, marginals, c, other);
                observed += coincidences[(c * k) + other] * squared;
                expected += marginals[c] * marginals[other] * squared;
            }
        }

        return expected == 0 ? Undefined.NoVariation : Estimate.Of(1 - ((total - 1) * observed / expected));
    }

    /// <summary>Adds o_ck = Σ_u n_uc·n_uk / (m_u − 1) for c &lt; k, and the marginals n_c over comparisons with m_u ≥ 2.</summary>
    private static void AddCoincidences(PatternHistogram histogram, Span<double> coincidences, Span<double> marginals)
    {
        var k = histogram.Categories;
        var comparisons = histogram.ComparisonsByPattern();
        for (var row = 0; row < comparisons.Length; row++)
        {
            var labels = histogram.LabelsOf(row);
            var size = histogram.SizeOf(row);
            if (size < 2 || comparisons[row] == 0)
            {
                continue;
            }

            var weight = comparisons[row] / (size - 1.0);
            for (var c = 0; c < k; c++)
            {
                marginals[c] += (double)comparisons[row] * labels[c];
                for (var other = c + 1; labels[c] > 0 && other < k; other++)
                {
                    coincidences[(c * k) + other] += weight * labels[c] * labels[other];
                }
            }
        }
    }

    private static double SquaredDifference(LevelDifference difference, ReadOnlySpan<double> marginals, int c, int other)
    {
        switch (difference)
        {
            case LevelDifference.Nominal:
                return 1;
            case LevelDifference.Interval:
                return (double)(other - c) * (other - c);
            case LevelDifference.Ratio:
                var relative = (other - c) / (c + other + 2.0);
                return relative * relative;
            case LevelDifference.Ordinal:
                var between = -(marginals[c] + marginals[other]) / 2;
                for (var g = c; g <= other; g++)
                {
                    between += marginals[g];
                }

                return between * between;
            default:
                throw new ArgumentOutOfRangeException(nameof(difference), difference, "Not a definition of difference.");
        }
    }
}
