using System.Collections.Immutable;

namespace PrefLab.Metrics;

/// <summary>
/// How many comparisons have each label-count pattern (n_0 … n_{k−1}). Every agreement coefficient but Cohen's and Conger's is a
/// function of it, so that its cost does not depend on the number of comparisons: three labels on five levels give at most 35 patterns.
/// </summary>
/// <remarks>
/// Immutable. Patterns are distinct and in lexicographic order, whatever the order of the rows that it was built from; comparisons
/// without a label say nothing about agreement and are left out. A missing label is missing: it is never a tie.
/// </remarks>
public sealed class PatternHistogram
{
    private readonly int[] patterns;
    private readonly int[] sizes;
    private readonly long[] comparisons;

    // Kept because half of the coefficients need them; two threads that meet compute the same.
    private double[]? pairShares;
    private double[]? meanProportions;

    private PatternHistogram(int categories, int[] patterns, int[] sizes, long[] comparisons)
    {
        Categories = categories;
        this.patterns = patterns;
        this.sizes = sizes;
        this.comparisons = comparisons;
        var totals = new long[categories];
        for (var row = 0; row < comparisons.Length; row++)
        {
            var labels = LabelsOf(row);
            for (var category = 0; category < labels.Length; category++)
            {
                totals[category] = checked(totals[category] + (comparisons[row] * labels[category]));
            }

            Comparisons = checked(Comparisons + comparisons[row]);
            PairedComparisons += sizes[row] >= 2 ? comparisons[row] : 0;
        }

        LabelTotals = [.. totals];
        Labels = totals.Sum();
    }

    /// <summary>Gets the number of categories of the scale, k ≥ 2, whether used or not.</summary>
    public int Categories { get; }

    /// <summary>Gets the number of distinct patterns with at least one label, P ≥ 0.</summary>
    public int PatternTotal => comparisons.Length;

    /// <summary>Gets the number of comparisons with at least one label.</summary>
    public long Comparisons { get; }

    /// <summary>Gets the number of comparisons with at least two labels, the only ones where people can agree.</summary>
    public long PairedComparisons { get; }

    /// <summary>Gets the number of labels, those of comparisons with a single label included.</summary>
    public long Labels { get; }

    /// <summary>Gets the number of labels in each category, k entries that add up to <see cref="Labels"/>.</summary>
    public ImmutableArray<long> LabelTotals { get; }

    /// <summary>Builds a histogram from rows such as <c>GROUP BY n0, n1, n2, n3, n4</c> returns.</summary>
    /// <param name="categories">Number of categories of the scale, k in [2, 256].</param>
    /// <param name="rows">Patterns of k counts; a repeated pattern adds up; empty patterns and rows of 0 comparisons are left out.</param>
    /// <returns>The histogram; empty when there are no rows.</returns>
    /// <exception cref="ArgumentException">A pattern does not have k counts.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is outside [2, 256], or a count is negative.</exception>
    /// <exception cref="OverflowException">A comparison has more than 2³¹ − 1 labels, or all together more than 2⁶³ − 1.</exception>
    /// <remarks>O(R·k + P·k·log P) for R rows and P distinct patterns.</remarks>
    public static PatternHistogram FromPatterns(int categories, IEnumerable<PatternCount> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var tally = new PatternTally(categories);
        foreach (var row in rows)
        {
            if (row is null || row.Labels.IsDefault)
            {
                throw new ArgumentException("A row has no pattern.", nameof(rows));
            }

            tally.Add(row.Labels.AsSpan(), row.Comparisons);
        }

        return Of(tally);
    }

    /// <summary>Builds a histogram from the label counts of single comparisons.</summary>
    /// <param name="categories">Number of categories of the scale, k in [2, 256].</param>
    /// <param name="counts">Label counts, row by row: N comparisons × k categories, each ≥ 0.</param>
    /// <returns>The histogram; empty when there are no comparisons.</returns>
    /// <exception cref="ArgumentException">The length is not a multiple of k.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is outside [2, 256], or a count is negative.</exception>
    /// <exception cref="OverflowException">A comparison has more than 2³¹ − 1 labels.</exception>
    /// <remarks>O(N·k + P·k·log P) for P distinct patterns.</remarks>
    public static PatternHistogram FromCounts(int categories, ReadOnlySpan<int> counts)
    {
        var tally = new PatternTally(categories);
        if (counts.Length % categories != 0)
        {
            throw new ArgumentException($"{counts.Length} counts are not a whole number of comparisons over {categories} categories.", nameof(counts));
        }

        for (var start = 0; start < counts.Length; start += categories)
        {
            tally.Add(counts.Slice(start, categories), 1);
        }

        return Of(tally);
    }

    /// <summary>Adds another histogram over the same scale, for example that of another import.</summary>
    /// <param name="other">A histogram with the same number of categories, over other comparisons.</param>
    /// <returns>A new histogram with the comparisons of both.</returns>
    /// <exception cref="ArgumentException">The scales differ.</exception>
    /// <remarks>O(P·k·log P) for the P patterns of both.</remarks>
    public PatternHistogram Merge(PatternHistogram other)
    {
        ThrowIfOtherScale(other);
        return FromPatterns(Categories, Rows().Concat(other.Rows()));
    }

    /// <summary>Tells whether another histogram can be over a part of these comparisons, so that it can be subtracted.</summary>
    /// <param name="other">A histogram with the same number of categories.</param>
    /// <returns>Whether each pattern has at least as many comparisons here as there.</returns>
    /// <exception cref="ArgumentException">The scales differ.</exception>
    /// <remarks>O(P·k) expected for the P patterns of both.</remarks>
    public bool Holds(PatternHistogram other)
    {
        ThrowIfOtherScale(other);
        var tally = ToTally();
        return Enumerable.Range(0, other.PatternTotal).All(row => tally.CountOf(other.LabelsOf(row)) >= other.comparisons[row]);
    }

    /// <summary>Takes away the comparisons of another histogram, for example those of an import that is left out.</summary>
    /// <param name="other">A histogram with the same number of categories, over a part of these comparisons.</param>
    /// <returns>A new histogram of the rest; <c>a.Merge(b).Subtract(b)</c> has the rows of <c>a</c>.</returns>
    /// <exception cref="ArgumentException">The scales differ, or a pattern has fewer comparisons here than there; the message names it.</exception>
    /// <remarks>O(P·k·log P) for the P patterns of both.</remarks>
    public PatternHistogram Subtract(PatternHistogram other)
    {
        ThrowIfOtherScale(other);
        var tally = ToTally();
        for (var row = 0; row < other.PatternTotal; row++)
        {
            tally.Remove(other.LabelsOf(row), other.comparisons[row]);
        }

        return Of(tally);
    }

    /// <summary>Maps the categories to those of a coarser scale, or in another order.</summary>
    /// <param name="target">For each of the k categories its new category, in [0, <paramref name="categories"/>).</param>
    /// <param name="categories">Number of categories of the new scale, ≥ 2.</param>
    /// <returns>A new histogram of the same comparisons and labels over the new scale.</returns>
    /// <exception cref="ArgumentException"><paramref name="target"/> does not have k entries.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is outside the new scale, or that has fewer than two categories.</exception>
    /// <remarks>O(P·k·log P).</remarks>
    public PatternHistogram Project(ReadOnlySpan<int> target, int categories)
    {
        if (target.Length != Categories)
        {
            throw new ArgumentException($"{target.Length} targets for {Categories} categories.", nameof(target));
        }

        var tally = new PatternTally(categories);
        var projected = new int[categories];
        for (var row = 0; row < PatternTotal; row++)
        {
            Array.Clear(projected);
            for (var category = 0; category < Categories; category++)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(target[category], nameof(target));
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(target[category], categories, nameof(target));
                projected[target[category]] += LabelsOf(row)[category];
            }

            tally.Add(projected, comparisons[row]);
        }

        return Of(tally);
    }

    /// <summary>Merges the five preference levels to direction: {A&gt;&gt;, A&gt;}, {=}, {B&gt;, B&gt;&gt;}.</summary>
    /// <returns>A histogram over the three directions; this one when it has three categories and so is over directions already.</returns>
    /// <exception cref="InvalidOperationException">The scale has neither five nor three categories.</exception>
    /// <remarks>O(P·log P).</remarks>
    public PatternHistogram ToDirection() => Categories switch
    {
        PreferenceLevels.Count => Project([0, 0, 1, 2, 2], PreferenceLevels.DirectionCount),
        PreferenceLevels.DirectionCount => this,
        _ => throw new InvalidOperationException($"A scale of {Categories} categories has no direction."),
    };

    /// <summary>Lists the patterns in lexicographic order.</summary>
    /// <returns>P rows, each with at least one label and one comparison.</returns>
    /// <remarks>O(P·k).</remarks>
    public IEnumerable<PatternCount> Rows()
    {
        for (var row = 0; row < PatternTotal; row++)
        {
            yield return new PatternCount([.. LabelsOf(row)], comparisons[row]);
        }
    }

    /// <summary>Gets the label counts of one pattern.</summary>
    /// <param name="row">Index of the pattern, in [0, P).</param>
    /// <returns>k counts.</returns>
    internal ReadOnlySpan<int> LabelsOf(int row) => patterns.AsSpan(row * Categories, Categories);

    /// <summary>Gets the number of labels of one pattern.</summary>
    /// <param name="row">Index of the pattern, in [0, P).</param>
    /// <returns>A number ≥ 1.</returns>
    internal int SizeOf(int row) => sizes[row];

    /// <summary>Gets the number of comparisons of each pattern.</summary>
    /// <returns>P counts; those of a resampled histogram may be 0.</returns>
    internal ReadOnlySpan<long> ComparisonsByPattern() => comparisons;

    /// <summary>Gets what <see cref="WeightedAgreement.PairShares"/> computes, once.</summary>
    /// <returns>k × k shares, not to be changed.</returns>
    internal double[] PairShares() => pairShares ??= WeightedAgreement.PairShares(this);

    /// <summary>Gets the category proportions of <see cref="ChanceAgreement.MeanOfItemProportions"/>, computed once.</summary>
    /// <returns>k proportions, not to be changed.</returns>
    internal double[] MeanProportions() => meanProportions ??= WeightedAgreement.Count(this, ChanceAgreement.MeanOfItemProportions);

    /// <summary>Makes a histogram with the same patterns and other numbers of comparisons.</summary>
    /// <param name="resampled">P counts ≥ 0, owned by the new histogram.</param>
    /// <returns>A histogram that shares the patterns with this one.</returns>
    internal PatternHistogram WithComparisons(long[] resampled) => new(Categories, patterns, sizes, resampled);

    /// <summary>Makes a tally of the same comparisons, to change label by label.</summary>
    /// <returns>A new tally; this histogram stays as it is.</returns>
    /// <remarks>O(P·k).</remarks>
    public PatternTally ToTally()
    {
        var tally = new PatternTally(Categories);
        for (var row = 0; row < PatternTotal; row++)
        {
            tally.Add(LabelsOf(row), comparisons[row]);
        }

        return tally;
    }

    internal static PatternHistogram Of(PatternTally tally)
    {
        var (patterns, comparisons) = tally.Sorted();
        var labels = new int[comparisons.Length];
        for (var i = 0; i < patterns.Length; i++)
        {
            labels[i / tally.Categories] += patterns[i];
        }

        return new PatternHistogram(tally.Categories, patterns, labels, comparisons);
    }

    private void ThrowIfOtherScale(PatternHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Categories != Categories)
        {
            throw new ArgumentException($"A scale of {other.Categories} categories beside one of {Categories}.", nameof(other));
        }
    }
}
