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
}
