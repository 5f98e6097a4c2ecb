using System.Collections.Immutable;

namespace PrefLab.Metrics;

/// <summary>One row of a <see cref="PatternHistogram"/>: how many comparisons have the same number of labels in every category.</summary>
/// <param name="labels">Labels per category, one entry a category, each ≥ 0.</param>
/// <param name="comparisons">Number of comparisons with exactly these label counts, ≥ 0.</param>
public sealed class PatternCount(ImmutableArray<int> labels, long comparisons)
{
    /// <summary>Gets the labels per category, one entry a category, each ≥ 0.</summary>
    public ImmutableArray<int> Labels { get; } = labels;

    /// <summary>Gets the number of comparisons with exactly these label counts, ≥ 0.</summary>
    public long Comparisons { get; } = comparisons;
}
