namespace PrefLab.Metrics;

/// <summary>How often an annotator answers golds right.</summary>
public static class GoldAccuracy
{
    /// <summary>Computes the share of right answers with its interval.</summary>
    /// <param name="tally">Golds answered and answered right, by <see cref="GoldScoring"/>.</param>
    /// <param name="confidence">Nominal two-sided coverage, in (0, 1), for example .95.</param>
    /// <returns>A share in [0, 1] with its limits; undefined before the first gold.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is outside (0, 1).</exception>
    /// <remarks>O(1). See <see cref="WilsonInterval"/>; Wilson (1927), https://doi.org/10.1080/01621459.1927.10502953.</remarks>
    public static Interval Of(GoldTally tally, double confidence) => WilsonInterval.Of(tally.Correct, tally.Golds, confidence);
}
