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
    /// O(R + W·k²) for R labels by W annotators. Conger (1980), https://doi.org/10.1037/0033-2909.88.2.322; weights and missing labels after Gwet
    /// (2014), Handbook of Inter-Rater Reliability, 4th ed., ISBN 978-0-9708062-8-4, chapters 2 and 3: an annotator's shares are over the
    /// comparisons that they labelled, and each annotator weighs the same.
    /// </remarks>
    public static Estimate Compute(RatingTable table, CategoryWeights weights)
    {
        var observed = WeightedAgreement.MeanOfComparisons(table.ToHistogram(), weights);
        if (observed.Value is not { } agreement)
        {
            return observed;
        }

        var shares = Shares(table);
        if (shares.Length < 2)
        {
            return Undefined.OneAnnotator;
        }

        var k = table.Categories;
        var sums = Enumerable.Range(0, k).Select(c => shares.Sum(own => own[c])).ToArray();
        double notByChance = 0;
        for (var c = 0; c < k; c++)
        {
            for (var other = 0; other < k; other++)
            {
                var alone = shares.Sum(own => own[c] * own[other]);
                notByChance += (1 - weights[c, other]) * ((sums[c] * sums[other]) - alone);
            }
        }

        notByChance /= shares.Length * (shares.Length - 1.0);
        return notByChance < 1e-12 ? Undefined.NoVariation : Estimate.Of(1 - ((1 - agreement) / notByChance));
    }

    private static double[][] Shares(RatingTable table)
    {
        var counts = new double[table.Annotators][];
        for (var comparison = 0; comparison < table.Comparisons; comparison++)
        {
            var labels = table.LabelsOf(comparison);
            var annotators = table.AnnotatorsOf(comparison);
            for (var i = 0; i < labels.Length; i++)
            {
                (counts[annotators[i]] ??= new double[table.Categories])[labels[i]]++;
            }
        }

        return [.. counts.Where(own => own is not null).Select(own => Array.ConvertAll(own, count => count / own.Sum()))];
    }
}
