using MathNet.Numerics.Distributions;

namespace PrefLab.Metrics;

/// <summary>A share over answers that come in clusters, such as those of one annotator or to one comparison, which resemble each other.</summary>
public static class ClusteredShare
{
    /// <summary>The fewest clusters that an interval is given for.</summary>
    public const int FewestClusters = 10;

    /// <summary>Computes the share of all answers with an interval over the clusters.</summary>
    /// <param name="successes">Successes of each cluster, k; each in [0, its trials].</param>
    /// <param name="trials">Answers of each cluster, aligned; each ≥ 0, those with 0 do not count.</param>
    /// <param name="confidence">Nominal two-sided coverage, in (0, 1), for example .95.</param>
    /// <returns>
    /// Σk/Σn with limits in [0, 1]; undefined without answers, the interval with fewer than <see cref="FewestClusters"/> clusters, or where all have the same share.
    /// </returns>
    /// <exception cref="ArgumentException">The lengths of the arguments differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>
    /// O(clusters). The ratio estimator with its linearised variance: Cochran (1977), Sampling Techniques, eq. 6.9; Student's t with C − 1 degrees of freedom.
    /// </remarks>
    public static Interval Of(ReadOnlySpan<int> successes, ReadOnlySpan<int> trials, double confidence)
    {
        Interval.ThrowIfNotConfidence(confidence);
        if (successes.Length != trials.Length)
        {
            throw new ArgumentException($"{successes.Length} successes for {trials.Length} clusters.", nameof(successes));
        }

        var (found, answers, clusters) = (0L, 0L, 0);
        for (var i = 0; i < trials.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(trials[i], nameof(trials));
            ArgumentOutOfRangeException.ThrowIfNegative(successes[i], nameof(successes));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(successes[i], trials[i], nameof(successes));
            found += successes[i];
            answers += trials[i];
            clusters += trials[i] > 0 ? 1 : 0;
        }

        if (answers == 0)
        {
            const string Reason = "Nothing was counted yet.";
            return Interval.Undefined(Estimate.Undefined(Reason), confidence, Reason);
        }

        var share = (double)found / answers;
        if (clusters < FewestClusters)
        {
            return Interval.Undefined(Estimate.Of(share), confidence, $"There are fewer than {FewestClusters} clusters.");
        }

        var squares = 0.0;
        for (var i = 0; i < trials.Length; i++)
        {
            var rest = successes[i] - (share * trials[i]);
            squares += rest * rest;
        }

        if (squares == 0)
        {
            return Interval.Undefined(Estimate.Of(share), confidence, "All clusters have the same share.");
        }

        var error = Math.Sqrt(squares * clusters / (clusters - 1)) / answers;
        var reach = error * StudentT.InvCDF(0, 1, clusters - 1, (1 + confidence) / 2);
        return Interval.Of(share, Math.Max(0, share - reach), Math.Min(1, share + reach), confidence);
    }
}
