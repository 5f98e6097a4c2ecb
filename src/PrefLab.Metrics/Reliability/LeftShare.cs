namespace PrefLab.Metrics;

/// <summary>How often an annotator prefers the response on the left. As sides are drawn at random, .5 is expected whatever the responses.</summary>
public static class LeftShare
{
    /// <summary>Computes the share of answers for the left with its interval.</summary>
    /// <param name="left">Answers that prefer the response displayed on the left, in [0, left + right].</param>
    /// <param name="right">Answers that prefer the response displayed on the right, ≥ 0; ties are in neither.</param>
    /// <param name="confidence">Nominal two-sided coverage, in (0, 1), for example .95.</param>
    /// <returns>A share in [0, 1] with its limits; undefined while every answer is a tie.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>O(1). See <see cref="WilsonInterval"/>; Wilson (1927), https://doi.org/10.1080/01621459.1927.10502953.</remarks>
    public static Interval Of(long left, long right, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(right);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(left, long.MaxValue - right);
        return WilsonInterval.Of(left, left + right, confidence);
    }
}
