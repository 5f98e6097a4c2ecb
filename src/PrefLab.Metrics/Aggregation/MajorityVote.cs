namespace PrefLab.Metrics;

/// <summary>The plain majority of a comparison's labels. A tie is a tie: it asks for more labels instead of a coin.</summary>
public static class MajorityVote
{
    /// <summary>The method and its version, as <see cref="Aggregation.Method"/> shows it.</summary>
    public const string Method = "majority/1";

    /// <summary>Decides by direction first and by strength second: over raw levels {A&gt;&gt;, A&gt;, B&gt;} would be a tie of three.</summary>
    /// <param name="labels">Number of labels on each of the five levels, A&gt;&gt; to B&gt;&gt;; each ≥ 0.</param>
    /// <returns>
    /// The preference; null when no direction has more labels than each of the others. Of equally many strong and weak labels the weaker
    /// strength counts.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="labels"/> does not have five entries.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <remarks>O(1).</remarks>
    public static Preference? OfPreferences(ReadOnlySpan<int> labels)
    {
        if (labels.Length != PreferenceLevels.Count)
        {
            throw new ArgumentException($"{labels.Length} counts for {PreferenceLevels.Count} levels.", nameof(labels));
        }

        foreach (var count in labels)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(labels));
        }

        var (a, tie, b) = ((long)labels[0] + labels[1], (long)labels[2], (long)labels[3] + labels[4]);
        return (a, tie, b) switch
        {
            _ when a > tie && a > b => labels[0] > labels[1] ? Preference.AMuchBetter : Preference.ABetter,
            _ when b > tie && b > a => labels[4] > labels[3] ? Preference.BMuchBetter : Preference.BBetter,
            _ when tie > a && tie > b => Preference.Tie,
            _ => null,
        };
    }

    /// <summary>Computes each comparison's share of labels, on a scale without directions.</summary>
    /// <param name="table">The labels: N comparisons, k categories.</param>
    /// <returns>
    /// Shares of labels in place of probabilities, 1/k each for a comparison without a label; the priors are the shares of all labels.
    /// No likelihoods and no confusions.
    /// </returns>
    /// <exception cref="ArgumentException">The table has no label, or N·k is too large.</exception>
    /// <remarks>O(R + N·k).</remarks>
    public static Aggregation Compute(RatingTable table)
    {
        RatingTable.ThrowIfNoLabel(table);
        var k = table.Categories;
        RatingTable.ThrowIfTooMany(table.Comparisons, k, nameof(table));
        var (shares, priors) = (new double[(long)table.Comparisons * k], new double[k]);
        for (var comparison = 0; comparison < table.Comparisons; comparison++)
        {
            var labels = table.LabelsOf(comparison);
            var row = shares.AsSpan(comparison * k, k);
            row.Fill(labels.IsEmpty ? 1.0 / k : 0);
            foreach (var label in labels)
            {
                row[label] += 1.0 / labels.Length;
                priors[label] += 1.0 / table.Labels;
            }
        }

        return new Aggregation(Method, table, shares, k, priors, confusion: null);
    }
}
