using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PrefLab.Metrics;

/// <summary>Counts equal patterns while labels come in, for a <see cref="PatternHistogram"/> whenever one is asked for.</summary>
/// <remarks>
/// Not for several threads at once. Patterns that no comparison has any more keep their place in memory, as they mostly come back; three
/// labels on five levels have 55 with those on the way there.
/// </remarks>
public sealed class PatternTally
{
    private readonly Dictionary<int[], long> comparisons = new(PatternEquality.Instance);
    private readonly Dictionary<int[], long>.AlternateLookup<ReadOnlySpan<int>> lookup;

    /// <summary>Initializes a new instance of the <see cref="PatternTally"/> class, without comparisons.</summary>
    /// <param name="categories">Number of categories of the scale, k in [2, 256].</param>
    /// <exception cref="ArgumentOutOfRangeException">k is outside [2, 256].</exception>
    public PatternTally(int categories)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(categories, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(categories, RatingTable.MaxCategories);
        Categories = categories;
        lookup = comparisons.GetAlternateLookup<ReadOnlySpan<int>>();
    }

    /// <summary>Gets the number of categories of the scale, k in [2, 256].</summary>
    public int Categories { get; }

    /// <summary>Adds comparisons.</summary>
    /// <param name="pattern">Their k label counts, each ≥ 0; comparisons without a label are not counted.</param>
    /// <param name="count">How many, ≥ 0.</param>
    /// <exception cref="ArgumentException"><paramref name="pattern"/> does not have k counts.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    /// <exception cref="OverflowException">There are more than 2³¹ − 1 labels on a comparison, or 2⁶³ − 1 comparisons.</exception>
    /// <remarks>O(k) expected.</remarks>
    public void Add(ReadOnlySpan<int> pattern, long count)
    {
        var labels = LabelsOf(pattern);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (labels > 0 && count > 0)
        {
            ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, pattern, out _);
            total = checked(total + count);
        }
    }

    /// <summary>Moves one comparison from a pattern to another, as when it gets a label more, loses one, or has one corrected.</summary>
    /// <param name="from">Its k label counts until now; all 0 for a comparison that had no label and was not counted.</param>
    /// <param name="to">Its k label counts from now on; all 0 for one that has no label left and is not counted any more.</param>
    /// <exception cref="ArgumentException">A pattern does not have k counts, or no comparison has the pattern <paramref name="from"/>; nothing is moved.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative; nothing is moved.</exception>
    /// <remarks>O(k) expected, whatever the number of patterns and comparisons.</remarks>
    public void Move(ReadOnlySpan<int> from, ReadOnlySpan<int> to)
    {
        LabelsOf(to);
        if (LabelsOf(from) > 0)
        {
            Remove(from, 1);
        }

        Add(to, 1);
    }

    /// <summary>Makes the histogram of what was counted so far.</summary>
    /// <returns>A histogram in lexicographic order, whatever the order of the changes.</returns>
    /// <remarks>O(P·k·log P) for P patterns: for when coefficients are wanted, not for every label.</remarks>
    public PatternHistogram ToHistogram() => PatternHistogram.Of(this);

    private int LabelsOf(ReadOnlySpan<int> pattern)
    {
        if (pattern.Length != Categories)
        {
            throw new ArgumentException($"A pattern of {pattern.Length} counts on a scale of {Categories} categories.", nameof(pattern));
        }

        var labels = 0;
        foreach (var inCategory in pattern)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(inCategory, nameof(pattern));
            labels = checked(labels + inCategory);
        }

        return labels;
    }

    /// <summary>Takes comparisons away.</summary>
    /// <param name="pattern">Their k label counts.</param>
    /// <param name="count">How many, ≥ 0.</param>
    /// <exception cref="ArgumentException">There are not as many with this pattern; the message names it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    /// <remarks>O(k) expected.</remarks>
    public void Remove(ReadOnlySpan<int> pattern, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ref var total = ref CollectionsMarshal.GetValueRefOrNullRef(lookup, pattern);
        var there = Unsafe.IsNullRef(ref total) ? 0 : total;
        if (there < count)
        {
            throw new ArgumentException($"{there} comparisons have the pattern ({string.Join(", ", pattern.ToArray())}), fewer than {count}.", nameof(pattern));
        }

        if (count > 0)
        {
            total -= count;
        }
    }

    internal long CountOf(ReadOnlySpan<int> pattern) => lookup.TryGetValue(pattern, out var there) ? there : 0;

    internal (int[] Patterns, long[] Comparisons) Sorted()
    {
        var keys = comparisons.Where(pair => pair.Value > 0).Select(pair => pair.Key).ToArray();
        Array.Sort(keys, static (x, y) => x.AsSpan().SequenceCompareTo(y));
        return ([.. keys.SelectMany(key => key)], [.. keys.Select(key => comparisons[key])]);
    }

    /// <summary>Compares patterns by content; looks them up without copying them.</summary>
    private sealed class PatternEquality : IEqualityComparer<int[]>, IAlternateEqualityComparer<ReadOnlySpan<int>, int[]>
    {
        public static readonly PatternEquality Instance = new();

        public int[] Create(ReadOnlySpan<int> alternate) => alternate.ToArray();

        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<int> alternate, int[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(int[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<int> alternate)
        {
            var hash = 17u;
            foreach (var count in alternate)
            {
                hash = (hash ^ (uint)count) * 0x9E3779B1u;
                hash ^= hash >> 15;
            }

            return (int)hash;
        }
    }
}
