namespace PrefLab.Metrics;

/// <summary>
/// The one-coin model: every annotator has one ability, the probability of the true category, and errs towards all others alike. Fewer
/// parameters than <see cref="DawidSkene"/>, for annotators with few labels.
/// </summary>
public static class OneCoin
{
    /// <summary>The method and its version, as <see cref="Aggregation.Method"/> shows it.</summary>
    public const string Method = "one_coin/1";

    /// <summary>How near an ability comes to 0 or 1 when weights are taken from it.</summary>
    private const double Edge = 1e-10;

    /// <summary>Fits the model by expectation-maximisation; the first guess is each comparison's share of labels.</summary>
    /// <param name="table">The labels: N comparisons, W annotators, k categories.</param>
    /// <param name="estimatePriors">Whether the shares of the categories are estimated; else all are 1/k.</param>
    /// <param name="options">When to stop.</param>
    /// <returns>
    /// Probabilities, confusion matrices with the ability on the diagonal (1/k for an annotator without a label), and the log-likelihood
    /// after each iteration.
    /// </returns>
    /// <exception cref="ArgumentException">The table has no label or W·k² is too large, or an option is outside its range.</exception>
    /// <remarks>
    /// O(iterations · (R + N)·k) time. Abilities are kept 10⁻¹⁰ away from 0 and 1 where logarithms are taken of them.
    /// Zhang, Chen, Zhou and Jordan (2016), https://www.jmlr.org/papers/v17/14-511.html, section 2.1 (the one-coin model).
    /// </remarks>
    public static Aggregation Fit(RatingTable table, bool estimatePriors, EmOptions options)
    {
        var pass = LatentClassPass.Begin(table, options);
        var likelihoods = new List<double>();
        var stopped = StopReason.IterationLimit;
        var (abilities, priors) = (new double[table.Annotators], new double[table.Categories]);
        while (likelihoods.Count < options.MaxIterations && stopped != StopReason.Converged)
        {
            SetPriors(pass, estimatePriors, priors);
            SetAbilities(table, pass, abilities);
            var (likelihood, change) = pass.Update();
            likelihoods.Add(likelihood);
            stopped = change < options.Tolerance ? StopReason.Converged : StopReason.IterationLimit;
        }

        return new Aggregation(Method, table, pass.Posterior, pass.Stride, priors, Confusions(abilities, table.Categories))
        {
            LogLikelihoods = [.. likelihoods],
            Stopped = stopped,
        };
    }

    private static void SetPriors(LatentClassPass pass, bool estimate, double[] priors)
    {
        var mass = pass.StateCounts.Sum();
        for (var category = 0; category < priors.Length; category++)
        {
            priors[category] = estimate ? pass.StateCounts[category] / mass : 1.0 / priors.Length;
            pass.StateWeights[category] = Math.Log(priors[category]);
        }
    }

    private static void SetAbilities(RatingTable table, LatentClassPass pass, double[] abilities)
    {
        var k = table.Categories;
        for (var annotator = 0; annotator < abilities.Length; annotator++)
        {
            var (right, total) = (0.0, 0.0);
            for (var label = 0; label < k; label++)
            {
                var row = pass.Counts.AsSpan(((annotator * k) + label) * pass.Stride, k);
                right += row[label];
                foreach (var count in row)
                {
                    total += count;
                }
            }

            abilities[annotator] = total > 0 ? right / total : 1.0 / k;
            var kept = Math.Clamp(abilities[annotator], Edge, 1 - Edge);
            for (var label = 0; label < k; label++)
            {
                var row = pass.Weights.AsSpan(((annotator * k) + label) * pass.Stride, k);
                row.Fill(Math.Log((1 - kept) / (k - 1)));
                row[label] = Math.Log(kept);
            }
        }
    }

    private static double[] Confusions(double[] abilities, int k)
    {
        var confusion = new double[abilities.Length * k * k];
        for (var annotator = 0; annotator < abilities.Length; annotator++)
        {
            for (var cell = 0; cell < k * k; cell++)
            {
                confusion[(annotator * k * k) + cell] = cell % (k + 1) == 0 ? abilities[annotator] : (1 - abilities[annotator]) / (k - 1);
            }
        }

        return confusion;
    }
}
