namespace PrefLab.Metrics;

/// <summary>What is believed of an annotator before the first label: pseudo-counts of a Dirichlet distribution for each row of the confusion matrix.</summary>
/// <param name="Diagonal">Pseudo-count of a right label, in [0, 10¹²].</param>
/// <param name="OffDiagonal">Mean pseudo-count of each wrong label, in [0, 10¹²].</param>
/// <param name="Decay">
/// How much likelier a near miss is than a far one: the pseudo-count of a label at distance d from the truth falls with
/// <paramref name="Decay"/>ᵈ, in [10⁻³, 1]; 1 treats all wrong labels alike, as a scale without order wants.
/// </param>
public sealed record ConfusionPrior(double Diagonal, double OffDiagonal, double Decay = 1)
{
    private const double Most = 1e12;
    private const double LeastDecay = 1e-3;

    /// <summary>Far from the truth on a long scale the power would become 0, of which there is no logarithm.</summary>
    private const double LeastShare = 1e-12;

    /// <summary>Gets no prior: plain maximum likelihood, worse than a majority where labels are few.</summary>
    public static ConfusionPrior None { get; } = new(0, 0);

    /// <summary>Gets the default of maximum a posteriori: 2 on the diagonal, .5 beside it.</summary>
    public static ConfusionPrior Map { get; } = new(2, .5);

    /// <summary>Gets the default on an ordered scale: as <see cref="Map"/>, with each step away half as likely as the one before.</summary>
    public static ConfusionPrior Ordinal { get; } = new(2, .5, .5);

    /// <summary>Checks the numbers.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    internal string? Problem() => this switch
    {
        { Diagonal: not (>= 0 and <= Most) } or { OffDiagonal: not (>= 0 and <= Most) } => $"{this} is no prior: pseudo-counts lie between 0 and 10¹².",
        { Decay: not (>= LeastDecay and <= 1) } => $"{this} is no prior: the decay lies between 10⁻³ and 1.",
        _ => null,
    };

    /// <summary>Lists the pseudo-counts.</summary>
    /// <param name="categories">Number of categories, k ≥ 2.</param>
    /// <returns>k × k entries, row by row, each ≥ 0; the wrong labels of a row add up to (k − 1) × <see cref="OffDiagonal"/>.</returns>
    /// <remarks>O(k²).</remarks>
    internal double[] PseudoCounts(int categories)
    {
        var counts = new double[categories * categories];
        for (var truth = 0; truth < categories; truth++)
        {
            var row = counts.AsSpan(truth * categories, categories);
            var wrong = 0.0;
            for (var label = 0; label < categories; label++)
            {
                row[label] = label == truth ? 0 : Math.Max(Math.Pow(Decay, Math.Abs(label - truth)), LeastShare);
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
