using System.Collections.Immutable;

namespace PrefLab.Metrics;

/// <summary>How often two annotators gave which pair of categories, over the comparisons that both labelled.</summary>
public sealed class ContingencyTable
{
    private ContingencyTable(int categories, ImmutableArray<long> counts)
    {
        Categories = categories;
        Counts = counts;
        Comparisons = counts.Sum();
    }

    /// <summary>Gets the number of categories of the scale, k ≥ 2, whether used or not.</summary>
    public int Categories { get; }

    /// <summary>Gets the k × k counts, row by row: rows are the categories of the first annotator, columns those of the second.</summary>
    public ImmutableArray<long> Counts { get; }

    /// <summary>Gets the number of comparisons that both labelled.</summary>
    public long Comparisons { get; }

    /// <summary>Makes a table from its counts.</summary>
    /// <param name="categories">Number of categories of the scale, k in [2, 256].</param>
    /// <param name="counts">k × k counts ≥ 0, row by row.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">There are not k² counts.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is outside [2, 256], a count is negative, or all together are more than 2⁶³ − 1.</exception>
    /// <remarks>O(k²).</remarks>
    public static ContingencyTable FromCounts(int categories, ReadOnlySpan<long> counts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(categories, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(categories, RatingTable.MaxCategories);
        if (counts.Length != categories * categories)
        {
            throw new ArgumentException($"{counts.Length} counts on a scale of {categories} categories.", nameof(counts));
        }

        var left = long.MaxValue;
        foreach (var count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, left, nameof(counts));
            left -= count;
        }

        return new ContingencyTable(categories, [.. counts]);
    }

    /// <summary>Counts the comparisons that two annotators both labelled; of a repeated label the first counts.</summary>
    /// <param name="table">All labels.</param>
    /// <param name="first">Annotator in [0, W).</param>
    /// <param name="second">Another annotator in [0, W).</param>
    /// <returns>A table over the scale of <paramref name="table"/>; empty when they share no comparison.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such annotator.</exception>
    /// <exception cref="ArgumentException">Both are the same.</exception>
    /// <remarks>O(R) for R labels.</remarks>
    public static ContingencyTable Of(RatingTable table, int first, int second)
    {
        ArgumentNullException.ThrowIfNull(table);
        ThrowIfNobody(table, first, nameof(first));
        ThrowIfNobody(table, second, nameof(second));
        if (first == second)
        {
            throw new ArgumentException($"Annotator {first} is compared with themselves.", nameof(second));
        }

        var counts = new long[table.Categories * table.Categories];
        for (var comparison = 0; comparison < table.Comparisons; comparison++)
        {
            var annotators = table.AnnotatorsOf(comparison);
            var (one, other) = (annotators.IndexOf(first), annotators.IndexOf(second));
            if (one >= 0 && other >= 0)
            {
                var labels = table.LabelsOf(comparison);
                counts[(labels[one] * table.Categories) + labels[other]]++;
            }
        }

        return new ContingencyTable(table.Categories, [.. counts]);
    }

    private static void ThrowIfNobody(RatingTable table, int annotator, string name)
    {
        if ((uint)annotator >= (uint)table.Annotators)
        {
            throw new ArgumentOutOfRangeException(name, annotator, $"There are {table.Annotators} annotators.");
        }
    }
}
