using MathNet.Numerics.Statistics;

namespace PrefLab.Metrics;

/// <summary>
/// Plans how many comparisons, and labels a comparison, give an interval of Krippendorff's alpha of a wanted width, by Monte Carlo from the
/// label-count patterns that a pilot gave.
/// </summary>
/// <remarks>
/// A planned comparison resembles a random one of the pilot with at least two labels. It gets labels of that one at random, without replacement;
/// where more are planned than it has, labels drawn from its proportions, shrunk towards those of the pilot so that the expected alpha stays that
/// of the pilot (the Spearman–Brown correction for n labels, λ² = n·α/(1 + (n − 1)·α)).
/// </remarks>
public static class AlphaPlan
{
    /// <summary>The fewest replicates that are accepted.</summary>
    public const int FewestReplicates = 100;

    private const int Population = 50_000;

    private const int MostLabels = 100;

    private const long MostComparisons = 1_000_000_000;

    /// <summary>Predicts the width of the interval.</summary>
    /// <param name="pilot">Label-count patterns of the pilot.</param>
    /// <param name="difference">How much two categories differ.</param>
    /// <param name="labels">Planned labels a comparison, m in [2, 100].</param>
    /// <param name="comparisons">Planned comparisons, N in [2, 10⁹].</param>
    /// <param name="confidence">Nominal coverage of the interval, in (0, 1), for example .95.</param>
    /// <param name="replicates">Number of replicates, R in [100, 10⁶]; with 2,000 the width is within 5 % but once in twenty seeds.</param>
    /// <param name="seed">Seed; the same seed gives the same width.</param>
    /// <returns>
    /// Upper minus lower limit, ≥ 0: the width of the central range of alpha over replications of the project; undefined when the pilot's alpha
    /// is, or when more than one replicate in twenty has no alpha.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>O(m + R·P) for P patterns of m labels: milliseconds, whatever N is.</remarks>
    public static Estimate Width(
        PatternHistogram pilot, LevelDifference difference, int labels, long comparisons, double confidence, int replicates, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(comparisons, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(comparisons, MostComparisons);
        Check(labels, confidence, replicates);
        var alpha = KrippendorffAlpha.Compute(pilot, difference);
        return alpha.Value is { } value
            ? Width(Planned(pilot, value, labels, seed), difference, comparisons, confidence, replicates, seed)
            : alpha;
    }

    /// <summary>Finds how many comparisons give an interval of a wanted width.</summary>
    /// <param name="pilot">Label-count patterns of the pilot.</param>
    /// <param name="difference">How much two categories differ.</param>
    /// <param name="labels">Planned labels a comparison, m in [2, 100]; ask for several m and take the one with the fewest labels in all.</param>
    /// <param name="width">Wanted upper minus lower limit, in (0, 2).</param>
    /// <param name="confidence">Nominal coverage of the interval, in (0, 1), for example .95.</param>
    /// <param name="replicates">Number of replicates, R in [100, 10⁶]; with 2,000 the number is within 10 % but once in twenty seeds.</param>
    /// <param name="seed">Seed; the same seed gives the same number.</param>
    /// <returns>
    /// A whole number of comparisons, ≥ 10, m labels each; undefined when the pilot's alpha is, when the pilot varies too little to plan from,
    /// or when more than 10⁹ would be needed.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>O(m + R·P) for P patterns of m labels. The width falls with √N, which makes three corrections enough.</remarks>
    public static Estimate Comparisons(
        PatternHistogram pilot, LevelDifference difference, int labels, double width, double confidence, int replicates, ulong seed)
    {
        const int Corrections = 3;
        if (width is not (> 0 and < 2))
        {
            throw new ArgumentOutOfRangeException(nameof(width), width, "A width lies between 0 and 2, both excluded.");
        }

        Check(labels, confidence, replicates);
        var alpha = KrippendorffAlpha.Compute(pilot, difference);
        if (alpha.Value is not { } value)
        {
            return alpha;
        }

        var planned = Planned(pilot, value, labels, seed);
        double comparisons = 2_000;
        for (var correction = 0; correction <= Corrections; correction++)
        {
            var found = Width(planned, difference, (long)comparisons, confidence, replicates, seed);
            if (found.Value is not { } current)
            {
                return found;
            }

            comparisons = Math.Max(10, Math.Ceiling(comparisons * Math.Pow(current / width, 2)));
            if (comparisons > MostComparisons)
            {
                return Estimate.Undefined("More than a thousand million comparisons would be needed.");
            }
        }

        return Estimate.Of(comparisons);
    }

    private static void Check(int labels, double confidence, int replicates)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(labels, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(labels, MostLabels);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, FewestReplicates);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(replicates, ComparisonBootstrap.MostReplicates);
        Interval.ThrowIfNotConfidence(confidence);
    }

    private static Estimate Width(
        PatternHistogram planned, LevelDifference difference, long comparisons, double confidence, int replicates, ulong seed)
    {
        var random = new SplitMix64(seed);
        var values = new List<double>(replicates);
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            var drawn = planned.WithComparisons(Multinomial.Draw(comparisons, planned.ComparisonsByPattern(), random));
            if (KrippendorffAlpha.Compute(drawn, difference).Value is { } value)
            {
                values.Add(value);
            }
        }

        if (values.Count < .95 * replicates)
        {
            return Estimate.Undefined("So few or so uniform comparisons often have no alpha.");
        }

        var sorted = values.Order().ToArray();
        var upper = SortedArrayStatistics.QuantileCustom(sorted, (1 + confidence) / 2, QuantileDefinition.R7);
        var lower = SortedArrayStatistics.QuantileCustom(sorted, (1 - confidence) / 2, QuantileDefinition.R7);
        return upper > lower
            ? Estimate.Of(upper - lower)
            : Estimate.Undefined("The pilot varies too little to plan from: every replicate has the same alpha.");
    }

    /// <summary>Draws many comparisons with m labels each that resemble those of the pilot.</summary>
    internal static PatternHistogram Planned(PatternHistogram pilot, double alpha, int labels, ulong seed)
    {
        var random = new SplitMix64(seed ^ 0x706C616E);
        var rows = pilot.Rows().Where(row => row.Labels.Sum() >= 2).ToArray();
        var marginals = new double[pilot.Categories];
        foreach (var row in rows)
        {
            for (var category = 0; category < marginals.Length; category++)
            {
                marginals[category] += (double)row.Comparisons * row.Labels[category];
            }
        }

        var total = marginals.Sum();
        var drawn = Multinomial.Draw(Population, [.. rows.Select(row => row.Comparisons)], random);
        var tally = new PatternTally(pilot.Categories);
        var pattern = new int[pilot.Categories];
        for (var row = 0; row < rows.Length; row++)
        {
            int[] has = [.. rows[row].Labels];
            var size = has.Sum();
            var shrink = alpha > 0 ? Math.Sqrt(size * alpha / (1 + ((size - 1) * alpha))) : 0;
            double[] shares = [.. has.Select((count, category) => (shrink * count / size) + ((1 - shrink) * marginals[category] / total))];
            for (var comparison = 0L; comparison < drawn[row]; comparison++)
            {
                Array.Clear(pattern);
                Fill(pattern, labels, labels <= size ? [.. has] : null, shares, random);
                tally.Add(pattern, 1);
            }
        }

        return PatternHistogram.Of(tally);
    }

    /// <summary>Draws labels from what is left of an urn, or from shares where there is no urn.</summary>
    private static void Fill(int[] pattern, int labels, int[]? urn, double[] shares, SplitMix64 random)
    {
        for (var label = 0; label < labels; label++)
        {
            var left = random.NextDouble() * (urn?.Sum() ?? 1.0);
            var category = 0;
            while (category < pattern.Length - 1 && left >= (urn?[category] ?? shares[category]))
            {
                left -= urn?[category] ?? shares[category];
                category++;
            }

            pattern[category]++;
            if (urn is not null)
            {
                urn[category]--;
            }
        }
    }
}
