using MathNet.Numerics.Distributions;

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

    /// <summary>Computes the posterior of the share of right answers with its credible interval.</summary>
    /// <param name="tally">Golds answered and answered right, by <see cref="GoldScoring"/>.</param>
    /// <param name="confidence">Probability inside the interval, in (0, 1), for example .95; equal tails.</param>
    /// <param name="right">Right answers that the prior is worth, &gt; 0 and finite; ½ with <paramref name="wrong"/> ½ is Jeffreys' prior.</param>
    /// <param name="wrong">Wrong answers that the prior is worth, in (0, 10¹²].</param>
    /// <returns>The posterior mean, in (0, 1), with limits; undefined before the first gold, where it would only repeat the prior.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>O(1). Beta(right + correct, wrong + incorrect); Brown, Cai and DasGupta (2001), https://doi.org/10.1214/ss/1009213286, section 3.1.2.</remarks>
    public static Interval Posterior(GoldTally tally, double confidence, double right = .5, double wrong = .5)
    {
        Interval.ThrowIfNotConfidence(confidence);
        ThrowIfNotPrior(right, nameof(right));
        ThrowIfNotPrior(wrong, nameof(wrong));
        if (tally.Golds == 0)
        {
            const string Reason = "No gold was answered yet.";
            return Interval.Undefined(Estimate.Undefined(Reason), confidence, Reason);
        }

        var (a, b) = (right + tally.Correct, wrong + tally.Golds - tally.Correct);
        return Interval.Of(a / (a + b), Beta.InvCDF(a, b, (1 - confidence) / 2), Beta.InvCDF(a, b, (1 + confidence) / 2), confidence);
    }

    private static void ThrowIfNotPrior(double count, string parameter)
    {
        if (count is not (> 0 and <= 1e12))
        {
            throw new ArgumentOutOfRangeException(parameter, count, "A prior is worth more than no answer, and at most 10¹².");
        }
    }
}
