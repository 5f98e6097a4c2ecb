namespace PrefLab.Metrics;

/// <summary>The test of Mann and Kendall for a trend: do later values tend to be higher, or lower, than earlier ones?</summary>
public static class MannKendall
{
    /// <summary>Fewest values for which the normal approximation is used.</summary>
    public const int FewestValues = 8;

    /// <summary>Computes the standardised trend.</summary>
    /// <param name="values">The values in their order, finite, n ≥ 0; ties are allowed.</param>
    /// <returns>
    /// z: about standard normal when the values are independent and alike, above 0 where they rise. Undefined for fewer than
    /// <see cref="FewestValues"/> values and when all are equal.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is NaN or infinite.</exception>
    /// <remarks>
    /// O(n²). S counts the pairs that rise less those that fall; its variance is corrected for ties and S for continuity. With two values only it is
    /// the test of Mann and Whitney. Mann (1945), https://doi.org/10.2307/1907187; ties: Kendall (1975), Rank Correlation Methods, 4th ed., ch. 4.
    /// </remarks>
    public static Estimate Trend(ReadOnlySpan<double> values)
    {
        long sum = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentOutOfRangeException(nameof(values), values[i], "Values are finite.");
            }

            for (var j = 0; j < i; j++)
            {
                sum += values[i].CompareTo(values[j]);
            }
        }

        if (values.Length < FewestValues)
        {
            return Estimate.Undefined($"A trend needs {FewestValues} values.");
        }

        var variance = Variance(values);
        return variance > 0
            ? Estimate.Of((sum - Math.Sign(sum)) / Math.Sqrt(variance))
            : Estimate.Undefined("All values are equal.");
    }

    private static double Variance(ReadOnlySpan<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        var total = Term(sorted.Length);
        for (var (from, i) = (0, 1); i <= sorted.Length; i++)
        {
            if (i == sorted.Length || sorted[i] != sorted[from])
            {
                total -= Term(i - from);
                from = i;
            }
        }

        return total / 18;
    }

    private static double Term(double n) => n * (n - 1) * ((2 * n) + 5);
}
