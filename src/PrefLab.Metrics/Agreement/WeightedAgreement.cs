namespace PrefLab.Metrics;

/// <summary>The observed agreement p_a of the weighted coefficients, and the category proportions that give chance agreement.</summary>
internal static class WeightedAgreement
{
    /// <summary>Computes the mean over comparisons with two labels or more of the mean weight of their ordered pairs.</summary>
    public static Estimate MeanOfComparisons(PatternHistogram histogram, CategoryWeights weights)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        ArgumentNullException.ThrowIfNull(weights);
        weights.ThrowIfNotFor(histogram.Categories);
        if (histogram.PairedComparisons == 0)
        {
            return Undefined.NoPairs;
        }

        var shares = histogram.PairShares();
        double sum = 0;
        for (var c = 0; c < weights.Categories; c++)
        {
            for (var other = c; other < weights.Categories; other++)
            {
                sum += weights[c, other] * shares[(c * weights.Categories) + other];
            }
        }

        return Estimate.Of(sum);
    }

    /// <summary>Computes the mean over comparisons with two labels or more of the share of each pair of categories c ≤ l: k × k, row by row.</summary>
    public static double[] PairShares(PatternHistogram histogram)
    {
        var k = histogram.Categories;
        var shares = new double[k * k];
        var comparisons = histogram.ComparisonsByPattern();
        for (var row = 0; row < comparisons.Length; row++)
        {
            var labels = histogram.LabelsOf(row);
            double size = histogram.SizeOf(row);
            if (size < 2 || comparisons[row] == 0)
            {
                continue;
            }

            var weight = comparisons[row] / (size * (size - 1));
            for (var c = 0; c < labels.Length; c++)
            {
                if (labels[c] == 0)
                {
                    continue;
                }

                shares[(c * k) + c] += weight * labels[c] * (labels[c] - 1);
                for (var other = c + 1; other < labels.Length; other++)
                {
                    shares[(c * k) + other] += 2 * weight * labels[c] * labels[other];
                }
            }
        }

        return Array.ConvertAll(shares, share => share / histogram.PairedComparisons);
    }

    /// <summary>Computes Σ_c n_c (Σ_l w_cl n_l − 1) / (m (m − 1)) of m ≥ 2 labels.</summary>
    public static double OfPattern(ReadOnlySpan<int> labels, int size, CategoryWeights weights)
    {
        double pairs = 0;
        for (var c = 0; c < labels.Length; c++)
        {
            if (labels[c] == 0)
            {
                continue;
            }

            double twice = 0;
            for (var other = c + 1; other < labels.Length; other++)
            {
                twice += weights[c, other] * labels[other];
            }

            pairs += labels[c] * (labels[c] - 1 + (2 * twice));
        }

        return pairs / ((double)size * (size - 1));
    }

    /// <summary>Computes the k category proportions; the histogram has a comparison that counts.</summary>
    public static double[] Proportions(PatternHistogram histogram, ChanceAgreement chance) =>
        chance == ChanceAgreement.MeanOfItemProportions ? histogram.MeanProportions() : Count(histogram, chance);

    /// <summary>Computes the proportions; <see cref="PatternHistogram.MeanProportions"/> keeps those that most coefficients share.</summary>
    public static double[] Count(PatternHistogram histogram, ChanceAgreement chance)
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
