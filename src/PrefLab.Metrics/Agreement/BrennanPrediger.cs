namespace PrefLab.Metrics;

/// <summary>The coefficient of Brennan and Prediger: agreement beyond guessing evenly among all categories of the scale.</summary>
public static class BrennanPrediger
{
    /// <summary>Computes (p_a − p_e) / (1 − p_e) with p_e = T_w / k², T_w the sum of all weights; 1/k for plain weights.</summary>
    /// <param name="histogram">Label-count patterns over all k categories of the scale, used or not.</param>
    /// <param name="weights">How far categories agree.</param>
    /// <returns>
    /// A number in [−T_w / (k² − T_w), 1], of plain weights [−1/(k − 1), 1], unitless, 0 at chance level. Undefined when no comparison has two
    /// labels; 1 when all labels are the same.
    /// </returns>
    /// <exception cref="ArgumentException">The weights are for another scale.</exception>
    /// <remarks>
    /// O(P·k²) for P patterns. Brennan and Prediger (1981), https://doi.org/10.1177/001316448104100307; weights and unequal numbers of labels
    /// after Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ISBN 978-0-9708062-8-4, chapters 2 and 3.
    /// </remarks>
    public static Estimate Compute(PatternHistogram histogram, CategoryWeights weights)
    {
        var observed = WeightedAgreement.MeanOfComparisons(histogram, weights);
        var byChance = weights.Total / ((double)weights.Categories * weights.Categories);
        return observed.Value is { } agreement ? Estimate.Of((agreement - byChance) / (1 - byChance)) : observed;
    }
}
