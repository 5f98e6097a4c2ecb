using MathNet.Numerics.Distributions;

namespace PrefLab.Metrics;

/// <summary>Wilson's score interval of a proportion: holds its level at small numbers and at 0 and n, where the usual ± interval fails.</summary>
public static class WilsonInterval
{
    /// <summary>Computes the proportion with its interval.</summary>
    /// <param name="successes">Number of successes, k in [0, n].</param>
    /// <param name="trials">Number of trials, n ≥ 0.</param>
    /// <param name="confidence">Nominal two-sided coverage, in (0, 1), for example .95.</param>
    /// <returns>k/n and limits in [0, 1] around it; undefined when n = 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>
    /// O(1). Wilson (1927), https://doi.org/10.1080/01621459.1927.10502953; recommended for small n by Brown, Cai and DasGupta (2001),
    /// https://doi.org/10.1214/ss/1009213286, eq. 4. No continuity correction.
    /// </remarks>
    public static Interval Of(long successes, long trials, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        Interval.ThrowIfNotConfidence(confidence);
        if (trials == 0)
        {
            const string Reason = "Nothing was counted yet.";
            return Interval.Undefined(Estimate.Undefined(Reason), confidence, Reason);
        }

        return OfShare((double)successes / trials, trials, confidence);
    }

    /// <summary>Computes the interval of a mean of shares in [0, 1], which varies no more than a proportion: the limits are safe.</summary>
    /// <param name="share">The mean, in [0, 1].</param>
    /// <param name="trials">Number of shares, n ≥ 1.</param>
    /// <param name="confidence">Nominal two-sided coverage, in (0, 1).</param>
    /// <returns>The share with its limits.</returns>
    internal static Interval OfShare(double share, long trials, double confidence)
    {
        double n = trials;
        var z = Normal.InvCDF(0, 1, (1 + confidence) / 2);
        var spread = z * Math.Sqrt((share * (1 - share) / n) + (z * z / (4 * n * n)));
        var centre = share + (z * z / (2 * n));
        var scale = 1 + (z * z / n);
        var lower = share == 0 ? 0 : Math.Clamp((centre - spread) / scale, 0, share);
        var upper = share == 1 ? 1 : Math.Clamp((centre + spread) / scale, share, 1);
        return Interval.Of(share, lower, upper, confidence);
    }
}
