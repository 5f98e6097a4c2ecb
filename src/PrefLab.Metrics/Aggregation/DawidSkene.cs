namespace PrefLab.Metrics;

/// <summary>
/// Dawid and Skene's model: every annotator has a confusion matrix, found together with the true categories by
/// expectation-maximisation. With pseudo-counts (<see cref="ConfusionPrior"/>) it is maximum a posteriori.
/// </summary>
public static class DawidSkene
{
    /// <summary>The method and its version, as <see cref="Aggregation.Method"/> shows it.</summary>
    public const string Method = "dawid_skene/1";

    /// <summary>Fits the model from scratch: the first guess is each comparison's share of labels.</summary>
    /// <param name="table">The labels: N comparisons, W annotators, k categories.</param>
    /// <param name="prior">Pseudo-counts of the confusion matrices; <see cref="ConfusionPrior.Map"/> unless there is a reason.</param>
    /// <param name="options">When to stop.</param>
    /// <returns>
    /// Probabilities, confusion matrices and the log-likelihood Σᵢ log Σⱼ pⱼ Πₗ π after each iteration. Comparisons without a label get
    /// the priors, which are estimated from the others; a row of a confusion matrix without any mass is uniform.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The table has no label or W·k² is too large, or an option, a pseudo-count or the decay is outside its range.
    /// </exception>
    /// <remarks>
    /// O(iterations · (R + N)·k) time, O((N + W·k)·k) memory, on all processors; the result does not depend on their number.
    /// Dawid and Skene (1979), https://doi.org/10.2307/2346806, equations 2.3 to 2.5.
    /// </remarks>
    public static Aggregation Fit(RatingTable table, ConfusionPrior prior, EmOptions options)
    {
        ThrowIfNoPrior(prior);
        var pass = LatentClassPass.Begin(table, options);
        return Iterate(table, pass, prior, options);
    }

    /// <summary>Fits the model to a table that has grown, from where an earlier fit ended.</summary>
    /// <param name="table">The labels; annotators keep their indices, new ones follow.</param>
    /// <param name="prior">Pseudo-counts of the confusion matrices.</param>
    /// <param name="options">When to stop.</param>
    /// <param name="previous">A result with confusion matrices over the same categories and at most as many annotators.</param>
    /// <returns>As <see cref="Fit(RatingTable, ConfusionPrior, EmOptions)"/>; the fixed point may be another one than from scratch.</returns>
    /// <exception cref="ArgumentException">As from scratch, or <paramref name="previous"/> does not fit.</exception>
    /// <remarks>As from scratch, with fewer iterations.</remarks>
    public static Aggregation Fit(RatingTable table, ConfusionPrior prior, EmOptions options, Aggregation previous)
    {
        ThrowIfNoPrior(prior);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(previous);
        if (!previous.HasConfusions || previous.Categories != table.Categories || previous.Annotators > table.Annotators)
        {
            throw new ArgumentException("The earlier result has no confusion matrices, other categories, or more annotators.", nameof(previous));
        }

        var pass = LatentClassPass.Begin(table, options);
        var (k, stride) = (table.Categories, pass.Stride);
        for (var truth = 0; truth < k; truth++)
        {
            pass.StateWeights[truth] = Math.Log(previous.Priors[truth]);
            for (var row = 0; row < table.Annotators * k; row++)
            {
                var (annotator, label) = Math.DivRem(row, k);
                var probability = annotator < previous.Annotators ? previous.ConfusionOf(annotator)[(truth * k) + label] : 1.0 / k;
                // Nothing is impossible for somebody who has labelled more since.
                pass.Weights[(row * stride) + truth] = Math.Log(Math.Max(probability, 1e-9));
            }
        }

        pass.Update();
        return Iterate(table, pass, prior, options);
    }

    private static void ThrowIfNoPrior(ConfusionPrior prior)
    {
        ArgumentNullException.ThrowIfNull(prior);
        if (prior.Problem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(prior));
        }
    }

    private static Aggregation Iterate(RatingTable table, LatentClassPass pass, ConfusionPrior prior, EmOptions options)
    {
        var pseudoCounts = prior.PseudoCounts(table.Categories);
        var likelihoods = new List<double>();
        var stopped = StopReason.IterationLimit;
        var confusion = new double[table.Annotators * table.Categories * table.Categories];
        var priors = new double[table.Categories];
        while (likelihoods.Count < options.MaxIterations && stopped != StopReason.Converged)
        {
            Maximise(table, pass, pseudoCounts, priors, confusion);
            var (likelihood, change) = pass.Update();
            likelihoods.Add(likelihood);
            stopped = change < options.Tolerance ? StopReason.Converged : StopReason.IterationLimit;
        }

        return new Aggregation(Method, table, pass.Posterior, pass.Stride, priors, confusion) { LogLikelihoods = [.. likelihoods], Stopped = stopped };
    }

    /// <summary>Sets priors and confusion matrices from the expected counts, and the weights to their logarithms.</summary>
    private static void Maximise(RatingTable table, LatentClassPass pass, double[] pseudoCounts, double[] priors, double[] confusion)
    {
        var (k, stride) = (table.Categories, pass.Stride);
        var mass = pass.StateCounts.Sum();
        for (var truth = 0; truth < k; truth++)
        {
            priors[truth] = pass.StateCounts[truth] / mass;
            pass.StateWeights[truth] = Math.Log(priors[truth]);
        }

        for (var annotator = 0; annotator < table.Annotators; annotator++)
        {
            for (var truth = 0; truth < k; truth++)
            {
                var row = confusion.AsSpan(((annotator * k) + truth) * k, k);
                var total = 0.0;
                for (var label = 0; label < k; label++)
                {
                    row[label] = pass.Counts[(((annotator * k) + label) * stride) + truth] + pseudoCounts[(truth * k) + label];
                    total += row[label];
                }

                for (var label = 0; label < k; label++)
                {
                    row[label] = total > 0 ? row[label] / total : 1.0 / k;
                    pass.Weights[(((annotator * k) + label) * stride) + truth] = Math.Log(row[label]);
                }
            }
        }
    }
}
