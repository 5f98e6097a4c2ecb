namespace PrefLab.Metrics;

/// <summary>What is believed of an annotator before the first label: pseudo-counts of a Dirichlet distribution for each row of the confusion matrix.</summary>
/// <param name="Diagonal">Pseudo-count of a right label, ≥ 0.</param>
/// <param name="OffDiagonal">Mean pseudo-count of each wrong label, ≥ 0.</param>
/// <param name="Decay">
/// How much likelier a near miss is than a far one: the pseudo-count of a label at distance d from the truth falls with
/// <paramref name="Decay"/>ᵈ, in (0, 1]; 1 treats all wrong labels alike, as a scale without order wants.
/// </param>
public sealed record ConfusionPrior(double Diagonal, double OffDiagonal, double Decay = 1)
{
    /// <summary>Gets no prior: plain maximum likelihood, worse than a majority where labels are few.</summary>
    public static ConfusionPrior None { get; } = new(0, 0);

    /// <summary>Gets the default of maximum a posteriori: 2 on the diagonal, .5 beside it.</summary>
    public static ConfusionPrior Map { get; } = new(2, .5);

    /// <summary>Gets the default on an ordered scale: as <see cref="Map"/>, with each step away half as likely as the one before.</summary>
    public static ConfusionPrior Ordinal { get; } = new(2, .5, .5);

    /// <summary>Lists the pseudo-counts.</summary>
    /// <param name="categories">Number of categories, k ≥ 2.</param>
    /// <returns>k × k entries, row by row, each ≥ 0; the wrong labels of a row add up to (k − 1) × <see cref="OffDiagonal"/>.</returns>
    /// <exception cref="InvalidOperationException">A pseudo-count or the decay is outside its range.</exception>
    /// <remarks>O(k²).</remarks>
    internal double[] PseudoCounts(int categories)
    {
        if (!(Diagonal >= 0 && OffDiagonal >= 0 && Decay is > 0 and <= 1) || !double.IsFinite(Diagonal + OffDiagonal))
        {
            throw new InvalidOperationException($"{this} is no prior: pseudo-counts are ≥ 0, the decay lies in (0, 1].");
        }

        var counts = new double[categories * categories];
        for (var truth = 0; truth < categories; truth++)
        {
            var row = counts.AsSpan(truth * categories, categories);
            var wrong = 0.0;
            for (var label = 0; label < categories; label++)
            {
                row[label] = label == truth ? 0 : Math.Pow(Decay, Math.Abs(label - truth));
                wrong += row[label];
            }

            for (var label = 0; label < categories; label++)
            {
                row[label] = label == truth ? Diagonal : row[label] / wrong * OffDiagonal * (categories - 1);
            }
        }

        return counts;
    }
}
