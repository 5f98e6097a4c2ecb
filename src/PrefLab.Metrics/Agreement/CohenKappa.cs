namespace PrefLab.Metrics;

/// <summary>Cohen's kappa of two annotators, plain or weighted: chance from each one's own use of the categories.</summary>
public static class CohenKappa
{
    /// <summary>Computes 1 − observed ÷ expected disagreement, where two categories disagree by 1 − weight.</summary>
    /// <param name="table">The comparisons that both labelled, over all categories of the scale.</param>
    /// <param name="weights">How far categories agree: <see cref="CategoryWeights.Identity"/> is the kappa of 1960.</param>
    /// <returns>
    /// Kappa, at most 1, unitless, 0 at chance level; at least −1 with identity, linear and quadratic weights, without a lower limit with others.
    /// Undefined when the two share no comparison, or when nothing could disagree by chance, as both use the same single category.
    /// </returns>
    /// <exception cref="ArgumentException">The weights are for another scale.</exception>
    /// <remarks>O(k²). Cohen (1960), https://doi.org/10.1177/001316446002000104; weighted: Cohen (1968), https://doi.org/10.1037/h0026256.</remarks>
    public static Estimate Compute(ContingencyTable table, CategoryWeights weights)
    {
        weights.ThrowIfNotFor(table.Categories);
        return Of(table.Counts.AsSpan(), weights);
    }

    /// <summary>Computes kappa with its interval by a bootstrap over the shared comparisons, bias-corrected and accelerated.</summary>
    /// <param name="table">The comparisons that both labelled, over all categories of the scale.</param>
    /// <param name="weights">How far categories agree.</param>
    /// <param name="replicates">Number of replicates, B in [100, 10⁶]; 2,000 is usual.</param>
    /// <param name="confidence">Nominal coverage, in (0, 1), for example .95.</param>
    /// <param name="seed">Seed; the same seed and table give the same interval.</param>
    /// <returns>The interval; undefined as those of <see cref="ComparisonBootstrap"/>.</returns>
    /// <exception cref="ArgumentException">The weights are for another scale.</exception>
    /// <exception cref="ArgumentOutOfRangeException">B or the confidence is outside its range.</exception>
    /// <remarks>O(B·k² + B·log B + k⁴), whatever the number of comparisons. Efron (1987), https://doi.org/10.1080/01621459.1987.10478410.</remarks>
    public static Interval Bca(ContingencyTable table, CategoryWeights weights, int replicates, double confidence, ulong seed)
    {
        weights.ThrowIfNotFor(table.Categories);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, ComparisonBootstrap.FewestReplicates);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(replicates, ComparisonBootstrap.MostReplicates);
        Interval.ThrowIfNotConfidence(confidence);
        if (table.Comparisons < 2)
        {
            var estimate = Compute(table, weights);
            return Interval.Undefined(estimate, confidence, estimate.Reason ?? Undefined.OnePair.Reason!);
        }

        return new CountBootstrap([.. table.Counts], counts => [Of(counts, weights)])
            .Intervals(replicates, confidence, seed, table.Comparisons)[0];
    }

    private static Estimate Of(ReadOnlySpan<long> counts, CategoryWeights weights)
    {
        var k = weights.Categories;
        var (rows, columns) = (new double[k], new double[k]);
        double total = 0;
        double observed = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            rows[i / k] += counts[i];
            columns[i % k] += counts[i];
            total += counts[i];
            observed += counts[i] * (1 - weights[i / k, i % k]);
        }

        if (total == 0)
        {
            return Undefined.NothingShared;
        }

        double expected = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            expected += rows[i / k] * columns[i % k] * (1 - weights[i / k, i % k]);
        }

        return expected == 0 ? Undefined.NoVariation : Estimate.Of(1 - (total * observed / expected));
    }
}
