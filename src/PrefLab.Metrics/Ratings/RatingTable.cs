namespace PrefLab.Metrics;

/// <summary>
/// Who gave which comparison which category, in compressed rows by comparison: memory follows the number of labels, never
/// comparisons × annotators. What is missing is not stored. A repeated (comparison, annotator) is a second rating.
/// </summary>
/// <remarks>Immutable. Within a comparison the labels keep the order in which they were given.</remarks>
public sealed class RatingTable
{
    private readonly int[] starts;
    private readonly int[] annotators;
    private readonly byte[] labels;

    private RatingTable(int annotatorTotal, int categories, int[] starts, int[] annotators, byte[] labels)
    {
        Annotators = annotatorTotal;
        Categories = categories;
        this.starts = starts;
        this.annotators = annotators;
        this.labels = labels;
    }

    /// <summary>The largest number of categories that a scale may have.</summary>
    public const int MaxCategories = 256;

    /// <summary>Gets the number of comparisons, N ≥ 0, those without a label included.</summary>
    public int Comparisons => starts.Length - 1;

    /// <summary>Gets the number of annotators, W ≥ 0, those without a label included.</summary>
    public int Annotators { get; }

    /// <summary>Gets the number of categories of the scale, k in [2, 256], whether used or not.</summary>
    public int Categories { get; }

    /// <summary>Gets the number of labels, R ≥ 0.</summary>
    public int Labels => labels.Length;

    /// <summary>Builds a table from three aligned columns, in any order.</summary>
    /// <param name="comparisons">The comparison of each label, in [0, <paramref name="comparisonTotal"/>); length R.</param>
    /// <param name="annotators">The annotator of each label, in [0, <paramref name="annotatorTotal"/>); length R.</param>
    /// <param name="labels">The category of each label, in [0, <paramref name="categories"/>); length R.</param>
    /// <param name="comparisonTotal">Number of comparisons, N ≥ 0 and below <see cref="Array.MaxLength"/>.</param>
    /// <param name="annotatorTotal">Number of annotators, W ≥ 0.</param>
    /// <param name="categories">Number of categories of the scale, k in [2, 256].</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A total or an entry is outside its range; the message names the row.</exception>
    /// <remarks>O(R + N).</remarks>
    public static RatingTable FromColumns(
        ReadOnlySpan<int> comparisons, ReadOnlySpan<int> annotators, ReadOnlySpan<int> labels, int comparisonTotal, int annotatorTotal, int categories)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(comparisonTotal);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(comparisonTotal, Array.MaxLength);
        ArgumentOutOfRangeException.ThrowIfNegative(annotatorTotal);
        ArgumentOutOfRangeException.ThrowIfLessThan(categories, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(categories, MaxCategories);
        ThrowIfOtherLength(comparisons.Length, annotators.Length, nameof(annotators));
        ThrowIfOtherLength(comparisons.Length, labels.Length, nameof(labels));
        var starts = new int[comparisonTotal + 1];
        for (var row = 0; row < comparisons.Length; row++)
        {
            ThrowIfOutside(comparisons[row], comparisonTotal, row, nameof(comparisons));
            ThrowIfOutside(annotators[row], annotatorTotal, row, nameof(annotators));
            ThrowIfOutside(labels[row], categories, row, nameof(labels));
            starts[comparisons[row] + 1]++;
        }

        for (var i = 0; i < comparisonTotal; i++)
        {
            starts[i + 1] += starts[i];
        }

        var (sortedAnnotators, sortedLabels) = (new int[labels.Length], new byte[labels.Length]);
        var next = starts.AsSpan(0, comparisonTotal).ToArray();
        for (var row = 0; row < comparisons.Length; row++)
        {
            var place = next[comparisons[row]]++;
            sortedAnnotators[place] = annotators[row];
            sortedLabels[place] = (byte)labels[row];
        }

        return new RatingTable(annotatorTotal, categories, starts, sortedAnnotators, sortedLabels);
    }

    /// <summary>Gets the annotators of one comparison's labels.</summary>
    /// <param name="comparison">Index in [0, N).</param>
    /// <returns>As many entries as the comparison has labels, each in [0, W).</returns>
    /// <exception cref="IndexOutOfRangeException">There is no such comparison.</exception>
    /// <remarks>O(1).</remarks>
    public ReadOnlySpan<int> AnnotatorsOf(int comparison) => annotators.AsSpan(starts[comparison]..starts[comparison + 1]);

    /// <summary>Gets the labels of one comparison, aligned with <see cref="AnnotatorsOf"/>.</summary>
    /// <param name="comparison">Index in [0, N).</param>
    /// <returns>As many entries as the comparison has labels, each in [0, k).</returns>
    /// <exception cref="IndexOutOfRangeException">There is no such comparison.</exception>
    /// <remarks>O(1).</remarks>
    public ReadOnlySpan<byte> LabelsOf(int comparison) => labels.AsSpan(starts[comparison]..starts[comparison + 1]);

    /// <summary>Maps the categories to those of another scale, for example levels to directions.</summary>
    /// <param name="target">For each of the k categories its new category, in [0, <paramref name="categories"/>).</param>
    /// <param name="categories">Number of categories of the new scale, in [2, 256].</param>
    /// <returns>A new table of the same comparisons and annotators.</returns>
    /// <exception cref="ArgumentException"><paramref name="target"/> does not have k entries.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is outside the new scale, or that has fewer than 2 or more than 256 categories.</exception>
    /// <remarks>O(R).</remarks>
    public RatingTable Project(ReadOnlySpan<int> target, int categories)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(categories, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(categories, MaxCategories);
        ThrowIfOtherLength(Categories, target.Length, nameof(target));
        for (var category = 0; category < target.Length; category++)
        {
            ThrowIfOutside(target[category], categories, category, nameof(target));
        }

        var projected = new byte[labels.Length];
        for (var i = 0; i < projected.Length; i++)
        {
            projected[i] = (byte)target[labels[i]];
        }

        return new RatingTable(Annotators, categories, starts, annotators, projected);
    }

    /// <summary>Counts the labels of every comparison.</summary>
    /// <returns>The histogram of label-count patterns.</returns>
    /// <remarks>O(R + N·k) time, O(P·k) memory for P patterns.</remarks>
    public PatternHistogram ToHistogram()
    {
        var tally = new PatternTally(Categories);
        var counts = new int[Categories];
        for (var comparison = 0; comparison < Comparisons; comparison++)
        {
            Array.Clear(counts);
            foreach (var label in LabelsOf(comparison))
            {
                counts[label]++;
            }

            tally.Add(counts, 1);
        }

        return PatternHistogram.Of(tally);
    }

    /// <summary>Checks that there is something to aggregate.</summary>
    /// <param name="table">The labels.</param>
    /// <exception cref="ArgumentException">There is no label.</exception>
    internal static void ThrowIfNoLabel(RatingTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Labels == 0)
        {
            throw new ArgumentException("There is no label to aggregate.", nameof(table));
        }
    }

    /// <summary>Checks that rows of numbers fit into one array.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="width">Numbers a row.</param>
    /// <param name="name">What has too many.</param>
    /// <exception cref="ArgumentException">They do not.</exception>
    internal static void ThrowIfTooMany(long rows, int width, string name)
    {
        if (rows > Array.MaxLength / width)
        {
            throw new ArgumentException($"{rows} rows of {width} numbers are more than one array holds.", name);
        }
    }

    private static void ThrowIfOtherLength(int expected, int actual, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"{actual} entries where {expected} are expected.", name);
        }
    }

    private static void ThrowIfOutside(int value, int total, int row, string name)
    {
        if ((uint)value >= (uint)total)
        {
            throw new ArgumentOutOfRangeException(name, value, $"Entry {row} is {value}; it must lie in [0, {total}).");
        }
    }
}
