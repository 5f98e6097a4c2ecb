namespace PrefLab.Metrics;

/// <summary>Bins of response times, evenly spaced in the logarithm, so that a histogram of fixed size gives quantiles of any annotator.</summary>
public static class LogTimeHistogram
{
    /// <summary>Number of bins; the first holds everything below <see cref="Shortest"/>, the last everything from <see cref="Longest"/>.</summary>
    public const int BinCount = 64;

    /// <summary>Seconds below which times are not told apart.</summary>
    public const double Shortest = .5;

    /// <summary>Seconds from which times are not told apart: 4 hours.</summary>
    public const double Longest = 14_400;

    private static readonly double BinsPerUnit = (BinCount - 2) / Math.Log(Longest / Shortest);

    /// <summary>Finds the bin of a time.</summary>
    /// <param name="seconds">A response time in seconds, ≥ 0 and finite.</param>
    /// <returns>An index in [0, <see cref="BinCount"/>).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="seconds"/> is negative or not finite.</exception>
    /// <remarks>O(1).</remarks>
    public static int BinOf(double seconds)
    {
        if (!double.IsFinite(seconds) || seconds < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "A response time is finite and not negative.");
        }

        return seconds < Shortest ? 0 : Math.Min(BinCount - 1, 1 + (int)(Math.Log(seconds / Shortest) * BinsPerUnit));
    }

    /// <summary>Finds where a bin begins.</summary>
    /// <param name="bin">An index in [0, <see cref="BinCount"/>).</param>
    /// <returns>Seconds; 0 for the first bin. A bin is 18 % wider than the one before, so a quantile is known to within that.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bin"/> is not the index of a bin.</exception>
    /// <remarks>O(1).</remarks>
    public static double StartOf(int bin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bin);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bin, BinCount);
        return bin == 0 ? 0 : Shortest * Math.Exp((bin - 1) / BinsPerUnit);
    }

    /// <summary>Computes a quantile of the times, for example the median.</summary>
    /// <param name="bins">Numbers of times by bin, <see cref="BinCount"/> entries, each ≥ 0.</param>
    /// <param name="q">Which quantile, in [0, 1]; .5 is the median.</param>
    /// <returns>
    /// Seconds in [<see cref="Shortest"/>, <see cref="Longest"/>]: the smallest time that a share q does not exceed, interpolated within its bin
    /// on the log scale; <see cref="Shortest"/> or <see cref="Longest"/> when it lies beyond them; undefined when there are no times.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="bins"/> does not have <see cref="BinCount"/> entries.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="q"/> is outside [0, 1], or a count is negative.</exception>
    /// <remarks>O(1): one pass over the bins.</remarks>
    public static Estimate Quantile(ReadOnlySpan<int> bins, double q)
    {
        if (bins.Length != BinCount)
        {
            throw new ArgumentException($"{bins.Length} bins instead of {BinCount}.", nameof(bins));
        }

        if (q is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(q), q, "A quantile lies between 0 and 1.");
        }

        var total = 0L;
        foreach (var count in bins)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(bins));
            total += count;
        }

        return total == 0 ? Estimate.Undefined("No response time was measured yet.") : Estimate.Of(TimeAtRank(bins, q * total));
    }

    private static double TimeAtRank(ReadOnlySpan<int> bins, double rank)
    {
        var bin = 0;
        var before = 0L;
        while (bins[bin] == 0 || (before + bins[bin] < rank && bin < BinCount - 1))
        {
            before += bins[bin];
            bin++;
        }

        var inBin = Math.Clamp((rank - before) / bins[bin], 0, 1);
        return bin switch
        {
            0 => Shortest,
            BinCount - 1 => Longest,
            _ => Shortest * Math.Exp((bin - 1 + inBin) / BinsPerUnit),
        };
    }
}
