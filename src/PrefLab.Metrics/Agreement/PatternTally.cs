using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PrefLab.Metrics;

/// <summary>Counts equal patterns, for <see cref="PatternHistogram"/>.</summary>
internal sealed class PatternTally
{
    private readonly Dictionary<int[], long> comparisons = new(PatternEquality.Instance);
    private readonly Dictionary<int[], long>.AlternateLookup<ReadOnlySpan<int>> lookup;

    public PatternTally(int categories)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(categories, 2);
        Categories = categories;
        lookup = comparisons.GetAlternateLookup<ReadOnlySpan<int>>();
    }

    public int Categories { get; }

    public void Add(ReadOnlySpan<int> pattern, long count)
    {
        if (pattern.Length != Categories)
        {
            throw new ArgumentException($"A pattern of {pattern.Length} counts on a scale of {Categories} categories.", nameof(pattern));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var labels = 0;
        foreach (var inCategory in pattern)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(inCategory, nameof(pattern));
            labels = checked(labels + inCategory);
        }

        if (labels > 0 && count > 0)
        {
            ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, pattern, out _);
            total = checked(total + count);
        }
    }

    /// <summary>Takes comparisons away.</summary>
    /// <exception cref="ArgumentException">There are not as many with this pattern; the message names it.</exception>
    public void Remove(ReadOnlySpan<int> pattern, long count)
    {
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

    public (int[] Patterns, long[] Comparisons) Sorted()
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
