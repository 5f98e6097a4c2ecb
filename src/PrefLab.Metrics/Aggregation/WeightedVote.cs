namespace PrefLab.Metrics;

/// <summary>A vote in which each annotator counts by the logarithm of the odds of being right, as known beforehand, for example from golds.</summary>
public static class WeightedVote
{
    /// <summary>The method and its version, as <see cref="Aggregation.Method"/> shows it.</summary>
    public const string Method = "weighted_vote/1";

    /// <summary>Computes the probabilities of the categories, all of them equally likely beforehand.</summary>
    /// <param name="table">The labels: N comparisons, W annotators, k categories.</param>
    /// <param name="accuracies">The probability that an annotator's label is right, one an annotator (length W), each in (0, 1).</param>
    /// <returns>Probabilities; of a comparison without a label 1/k each. No likelihoods and no confusions: nothing is estimated.</returns>
    /// <exception cref="ArgumentException"><paramref name="accuracies"/> does not have W entries, or N·k is too large.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An accuracy is outside (0, 1); the message names the annotator.</exception>
    /// <remarks>
    /// O(R + N·k). Nitzan and Paroush (1982), https://doi.org/10.2307/2526438: with independent annotators the weight log (a(k − 1)/(1 − a))
    /// is the best that there is. A weight below 0, of somebody worse than chance, counts against the label.
    /// </remarks>
    public static Aggregation Compute(RatingTable table, IReadOnlyList<double> accuracies)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(accuracies);
        RatingTable.ThrowIfTooMany(table.Comparisons, table.Categories, nameof(table));
        if (accuracies.Count != table.Annotators)
        {
            throw new ArgumentException($"{accuracies.Count} accuracies for {table.Annotators} annotators.", nameof(accuracies));
        }

        var k = table.Categories;
        var weights = new double[accuracies.Count];
        for (var annotator = 0; annotator < weights.Length; annotator++)
        {
            weights[annotator] = accuracies[annotator] is > 0 and < 1
                ? Math.Log(accuracies[annotator] * (k - 1) / (1 - accuracies[annotator]))
                : throw new ArgumentOutOfRangeException(nameof(accuracies), accuracies[annotator], $"The accuracy of annotator {annotator} is not between 0 and 1.");
        }

        var posterior = new double[(long)table.Comparisons * k];
        for (var comparison = 0; comparison < table.Comparisons; comparison++)
        {
            var row = posterior.AsSpan(comparison * k, k);
            var annotators = table.AnnotatorsOf(comparison);
            var labels = table.LabelsOf(comparison);
            for (var i = 0; i < labels.Length; i++)
            {
                row[labels[i]] += weights[annotators[i]];
            }

            Normalise(row);
        }

        return new Aggregation(Method, table, posterior, k, [.. Enumerable.Repeat(1.0 / k, k)], confusion: null);
    }

    private static void Normalise(Span<double> logarithms)
    {
        var highest = double.NegativeInfinity;
        foreach (var logarithm in logarithms)
        {
            highest = Math.Max(highest, logarithm);
        }

        var total = 0.0;
        foreach (ref var entry in logarithms)
        {
            entry = Math.Exp(entry - highest);
            total += entry;
        }

        foreach (ref var entry in logarithms)
        {
            entry /= total;
        }
    }
}
