using MathNet.Numerics.Distributions;

namespace PrefLab.Metrics;

/// <summary>
/// An annotator's times as multiples of what people usually take for the length read (<see cref="ReadingPace"/>), kept in the bins of
/// <see cref="LogTimeHistogram"/> as percent: a histogram of fixed size that gives quantiles, to within 18 %, of any number of answers.
/// </summary>
public static class RelativeTimes
{
    /// <summary>The fewest answers that an interval is given for.</summary>
    public const int FewestAnswers = 10;

    private const double Percent = 100;

    /// <summary>Finds the bin of an answer.</summary>
    /// <param name="ratio">By <see cref="ReadingPace.Ratio"/>, ≥ 0 and finite.</param>
    /// <returns>An index in [0, <see cref="LogTimeHistogram.BinCount"/>).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ratio"/> is negative or not finite.</exception>
    /// <remarks>O(1).</remarks>
    public static int BinOf(double ratio) => double.IsFinite(ratio) && ratio >= 0
        ? LogTimeHistogram.BinOf(Math.Min(ratio * Percent, LogTimeHistogram.Longest))
        : throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "A ratio is finite and not negative.");

    /// <summary>Computes a quantile of the ratios with its interval.</summary>
    /// <param name="bins">Numbers of answers by bin, <see cref="LogTimeHistogram.BinCount"/> entries, each ≥ 0.</param>
    /// <param name="q">Which quantile, in (0, 1); .5 is the median, .1 shows hurry among careful answers.</param>
    /// <param name="confidence">Nominal two-sided coverage, in (0, 1), for example .95.</param>
    /// <returns>
    /// A ratio in [.005, 144], 1 for the usual pace, with limits; undefined with no answers, the interval with fewer than <see cref="FewestAnswers"/>.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="bins"/> has the wrong number of entries.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>
    /// O(1): passes over the bins. The limits are the quantiles at q ± z·√(q(1 − q)/n), which supposes no distribution of the times: Conover (1999),
    /// Practical Nonparametric Statistics, section 3.2.
    /// </remarks>
    public static Interval Quantile(ReadOnlySpan<int> bins, double q, double confidence)
    {
        Interval.ThrowIfNotConfidence(confidence);
        if (q is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(q), q, "A quantile lies between 0 and 1, both excluded.");
        }

        var found = LogTimeHistogram.Quantile(bins, q);
        if (found.Value is not { } value)
        {
            return Interval.Undefined(found, confidence, found.Reason!);
        }

        var answers = Total(bins);
        if (answers < FewestAnswers)
        {
            return Interval.Undefined(Estimate.Of(value / Percent), confidence, $"There are fewer than {FewestAnswers} answers.");
        }

        var spread = Normal.InvCDF(0, 1, (1 + confidence) / 2) * Math.Sqrt(q * (1 - q) / answers);
        var lower = LogTimeHistogram.Quantile(bins, Math.Max(0, q - spread)).Value!.Value;
        var upper = LogTimeHistogram.Quantile(bins, Math.Min(1, q + spread)).Value!.Value;
        return Interval.Of(value / Percent, lower / Percent, upper / Percent, confidence);
    }

    /// <summary>Computes the share of answers that were not hurried.</summary>
    /// <param name="bins">Numbers of answers by bin, <see cref="LogTimeHistogram.BinCount"/> entries, each ≥ 0.</param>
    /// <param name="confidence">Nominal two-sided coverage, in (0, 1), for example .95.</param>
    /// <returns>The share that took at least <see cref="ReadingPace.Hurried"/> of the usual time, in [0, 1], with limits; undefined with no answers.</returns>
    /// <exception cref="ArgumentException"><paramref name="bins"/> has the wrong number of entries.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>O(1). The bin that holds the limit counts as not hurried. See <see cref="WilsonInterval"/>.</remarks>
    public static Interval UnhurriedShare(ReadOnlySpan<int> bins, double confidence)
    {
        if (bins.Length != LogTimeHistogram.BinCount)
        {
            throw new ArgumentException($"{bins.Length} bins instead of {LogTimeHistogram.BinCount}.", nameof(bins));
        }

        return WilsonInterval.Of(Total(bins[BinOf(ReadingPace.Hurried)..]), Total(bins), confidence);
    }

    private static long Total(ReadOnlySpan<int> bins)
    {
        var total = 0L;
        foreach (var count in bins)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(bins));
            total += count;
        }

        return total;
    }
}
