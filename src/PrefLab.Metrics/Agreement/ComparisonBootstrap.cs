namespace PrefLab.Metrics;

/// <summary>
/// Bootstrap over comparisons. A replicate draws as many comparisons as there are, with replacement; as coefficients depend on label-count
/// patterns only, it draws the histogram at once, so that a replicate costs the same at a thousand comparisons and at a hundred million.
/// </summary>
/// <remarks>
/// The intervals speak of other comparisons by the same annotators, not of other annotators: see <see cref="AnnotatorBootstrap"/>.
/// docs/intervals.md has the coverage of both kinds by simulation.
/// </remarks>
public static class ComparisonBootstrap
{
    /// <summary>The fewest replicates that are accepted.</summary>
    public const int FewestReplicates = 100;

    /// <summary>The most replicates that are accepted.</summary>
    public const int MostReplicates = 1_000_000;

    /// <summary>Computes one coefficient with its default interval.</summary>
    /// <param name="histogram">Label-count patterns.</param>
    /// <param name="coefficient">The coefficient.</param>
    /// <param name="replicates">Number of replicates, B in [100, 10⁶]; 2,000 is usual.</param>
    /// <param name="confidence">Nominal coverage, in (0, 1), for example .95.</param>
    /// <param name="seed">Seed; the same seed and histogram give the same interval.</param>
    /// <returns>As <see cref="Bca(PatternHistogram, IReadOnlyList{AgreementCoefficient}, int, double, ulong)"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">B or the confidence is outside its range.</exception>
    /// <remarks>O((B + P)·(P + c) + B·log B) for P patterns and a coefficient of cost c.</remarks>
    public static Interval Bca(PatternHistogram histogram, AgreementCoefficient coefficient, int replicates, double confidence, ulong seed) =>
        Bca(histogram, [coefficient], replicates, confidence, seed)[0];

    /// <summary>
    /// Computes several coefficients with their default intervals from the same replicates: bias-corrected and accelerated, and as much
    /// wider as Student's quantile and an unbiased variance ask for at small numbers.
    /// </summary>
    /// <param name="histogram">Label-count patterns.</param>
    /// <param name="coefficients">The coefficients, m ≥ 0.</param>
    /// <param name="replicates">Number of replicates, B in [100, 10⁶]; 2,000 is usual.</param>
    /// <param name="confidence">Nominal coverage, in (0, 1), for example .95.</param>
    /// <param name="seed">Seed; the same seed and histogram give the same intervals, whichever other coefficients are asked for.</param>
    /// <returns>
    /// m intervals, in the order of <paramref name="coefficients"/>. Replicates where a coefficient is undefined are left out of its interval.
    /// The interval is undefined when the coefficient is, when there are fewer than two comparisons with two labels, when more than one
    /// replicate in twenty is undefined, or when all replicates are equal (no width does not mean no uncertainty).
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">B or the confidence is outside its range.</exception>
    /// <remarks>
    /// O((B + P)·(P + Σc) + m·B·log B) for P patterns and coefficients of cost c: leaving one comparison out depends on its pattern only, so
    /// that the acceleration takes P more evaluations. Efron (1987), https://doi.org/10.1080/01621459.1987.10478410; the expansion for small
    /// numbers after Hesterberg (2015), https://doi.org/10.1080/00031305.2015.1089789. Limits are quantiles with linear interpolation.
    /// </remarks>
    public static IReadOnlyList<Interval> Bca(
        PatternHistogram histogram, IReadOnlyList<AgreementCoefficient> coefficients, int replicates, double confidence, ulong seed) =>
        Intervals(histogram, coefficients, replicates, confidence, seed, histogram.PairedComparisons);

    /// <summary>Computes one coefficient with its percentile interval.</summary>
    /// <param name="histogram">Label-count patterns.</param>
    /// <param name="coefficient">The coefficient.</param>
    /// <param name="replicates">Number of replicates, B in [100, 10⁶]; 2,000 is usual.</param>
    /// <param name="confidence">Nominal coverage, in (0, 1), for example .95.</param>
    /// <param name="seed">Seed; the same seed and histogram give the same interval.</param>
    /// <returns>As <see cref="Percentile(PatternHistogram, IReadOnlyList{AgreementCoefficient}, int, double, ulong)"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">B or the confidence is outside its range.</exception>
    /// <remarks>O(B·(P + c) + B·log B) for P patterns and a coefficient of cost c.</remarks>
    public static Interval Percentile(
        PatternHistogram histogram, AgreementCoefficient coefficient, int replicates, double confidence, ulong seed) =>
        Percentile(histogram, [coefficient], replicates, confidence, seed)[0];

    /// <summary>
    /// Computes several coefficients with their percentile intervals from the same replicates, for comparison with published ones: they are
    /// too narrow, and too high, where people nearly always agree.
    /// </summary>
    /// <param name="histogram">Label-count patterns.</param>
    /// <param name="coefficients">The coefficients, m ≥ 0.</param>
    /// <param name="replicates">Number of replicates, B in [100, 10⁶]; 2,000 is usual.</param>
    /// <param name="confidence">Nominal coverage, in (0, 1), for example .95.</param>
    /// <param name="seed">Seed; the same seed and histogram give the same intervals, whichever other coefficients are asked for.</param>
    /// <returns>m intervals, undefined as those of <see cref="Bca(PatternHistogram, IReadOnlyList{AgreementCoefficient}, int, double, ulong)"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">B or the confidence is outside its range.</exception>
    /// <remarks>
    /// O(B·(P + Σc) + m·B·log B) for P patterns and coefficients of cost c. Efron and Tibshirani (1993), An Introduction to the Bootstrap,
    /// https://doi.org/10.1201/9780429246593, section 13.3; limits are quantiles with linear interpolation.
    /// </remarks>
    public static IReadOnlyList<Interval> Percentile(
        PatternHistogram histogram, IReadOnlyList<AgreementCoefficient> coefficients, int replicates, double confidence, ulong seed) =>
        Intervals(histogram, coefficients, replicates, confidence, seed, informative: null);

    private static Interval[] Intervals(
        PatternHistogram histogram, IReadOnlyList<AgreementCoefficient> coefficients, int replicates, double confidence, ulong seed, long? informative)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, FewestReplicates);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(replicates, MostReplicates);
        Interval.ThrowIfNotConfidence(confidence);
        if (histogram.PairedComparisons >= 2)
        {
            return new CountBootstrap([.. histogram.ComparisonsByPattern()], Statistics).Intervals(replicates, confidence, seed, informative);
        }

        return [.. Statistics([.. histogram.ComparisonsByPattern()]).Select(estimate =>
            Interval.Undefined(estimate, confidence, estimate.Reason ?? Undefined.OnePair.Reason!))];

        Estimate[] Statistics(long[] comparisons)
        {
            var resampled = histogram.WithComparisons(comparisons);
            return [.. coefficients.Select(coefficient => coefficient.Compute(resampled))];
        }
    }
}
