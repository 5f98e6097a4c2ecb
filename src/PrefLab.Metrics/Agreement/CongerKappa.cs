namespace PrefLab.Metrics;

/// <summary>
/// Conger's kappa: Cohen's for any number of annotators, chance from each one's own use of the categories. Fleiss' kappa pools them and
/// generalises Scott's pi instead.
/// </summary>
public static class CongerKappa
{
    /// <summary>Computes (p_a − p_e) / (1 − p_e), p_e the mean over pairs of annotators of Σ w_cl p_gc p_hl.</summary>
    /// <param name="table">All labels; annotators without one are left out. A repeated label counts as one more.</param>
    /// <param name="weights">How far categories agree.</param>
    /// <returns>
    /// Kappa, at most 1, unitless, 0 at chance level; that of Cohen when two annotators labelled every comparison. Undefined when no comparison
    /// has two labels, when there is one annotator, or when nothing could disagree by chance.
    /// </returns>
    /// <exception cref="ArgumentException">The weights are for another scale.</exception>
    /// <remarks>
    /// O(Σ m² + W·k²) for comparisons of m labels by W annotators. Conger (1980), https://doi.org/10.1037/0033-2909.88.2.322; weights and missing
    /// labels after Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ISBN 978-0-9708062-8-4, chapters 2 and 3: an annotator's shares are
    /// over the comparisons that they labelled, and each annotator weighs the same.
    /// </remarks>
    public static Estimate Compute(RatingTable table, CategoryWeights weights) => new CongerSample(table, weights).Whole;

    /// <summary>
    /// Computes kappa with its default interval, by a bootstrap over comparisons, bias-corrected and accelerated: what other comparisons by the
    /// same annotators would give.
    /// </summary>
    /// <param name="table">All labels.</param>
    /// <param name="weights">How far categories agree.</param>
    /// <param name="replicates">Number of replicates, B in [100, 10⁶]; 2,000 is usual.</param>
    /// <param name="confidence">Nominal coverage, in (0, 1), for example .95.</param>
    /// <param name="seed">Seed; the same seed and table give the same interval.</param>
    /// <returns>The interval; undefined as those of <see cref="ComparisonBootstrap"/>.</returns>
    /// <exception cref="ArgumentException">The weights are for another scale.</exception>
    /// <exception cref="ArgumentOutOfRangeException">B or the confidence is outside its range.</exception>
    /// <remarks>
    /// O(B·(R + W·k²) + R·k² + B·log B): chance depends on who labelled what, so that a replicate goes through all R labels. From a hundred
    /// thousand labels on <see cref="Interval"/> says the same at once. Efron (1987), https://doi.org/10.1080/01621459.1987.10478410.
    /// </remarks>
    public static Interval Bca(RatingTable table, CategoryWeights weights, int replicates, double confidence, ulong seed)
    {
        var sample = new CongerSample(table, weights);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, ComparisonBootstrap.FewestReplicates);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(replicates, ComparisonBootstrap.MostReplicates);
        Metrics.Interval.ThrowIfNotConfidence(confidence);
        if (sample.Paired < 2)
        {
            return Metrics.Interval.Undefined(sample.Whole, confidence, sample.Whole.Reason ?? Undefined.OnePair.Reason!);
        }

        return new CountBootstrap(sample.Once(), times => [sample.Of(times)], comparison => [sample.Without(comparison)])
            .Intervals(replicates, confidence, seed, sample.Paired)[0];
    }

    /// <summary>Computes the standard error for comparisons drawn at random from many; the annotators are taken as given.</summary>
    /// <param name="table">All labels.</param>
    /// <param name="weights">How far categories agree.</param>
    /// <returns>
    /// A standard error ≥ 0; 0 when every comparison gives the same contribution, which says nothing about uncertainty. Undefined when kappa is,
    /// or when only one comparison has two labels.
    /// </returns>
    /// <exception cref="ArgumentException">The weights are for another scale.</exception>
    /// <remarks>
    /// O(Σ m² + R·k + W·k²). Linearised: Gwet (2014), chapters 2 and 5, without the correction for a finite population; too large, as that of
    /// <see cref="GwetAc.StandardError"/>, where many comparisons have a single label.
    /// </remarks>
    public static Estimate StandardError(RatingTable table, CategoryWeights weights)
    {
        var sample = new CongerSample(table, weights);
        return !sample.Whole.IsDefined ? sample.Whole
            : sample.Paired < 2 ? Undefined.OnePair
            : Estimate.Of(sample.StandardError());
    }

    /// <summary>Computes kappa with the interval of its standard error, by Student's t with n − 1 degrees of freedom.</summary>
    /// <param name="table">All labels on n comparisons.</param>
    /// <param name="weights">How far categories agree.</param>
    /// <param name="confidence">Nominal coverage, in (0, 1), for example .95.</param>
    /// <returns>Symmetric limits, the upper one cut at 1; undefined where the standard error is undefined or 0.</returns>
    /// <exception cref="ArgumentException">The weights are for another scale.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is outside (0, 1).</exception>
    /// <remarks>As <see cref="StandardError"/>. <see cref="Bca"/> holds its level better at small numbers.</remarks>
    public static Interval Interval(RatingTable table, CategoryWeights weights, double confidence)
    {
        Metrics.Interval.ThrowIfNotConfidence(confidence);
        var labelled = Enumerable.Range(0, table.Comparisons).Count(comparison => !table.LabelsOf(comparison).IsEmpty);
        return StudentInterval.Of(Compute(table, weights), StandardError(table, weights), labelled, confidence);
    }
}
