using System.Collections.Immutable;

namespace PrefLab.Metrics;

/// <summary>What a method of aggregation makes of many people's labels: for each comparison the probability of each category.</summary>
/// <remarks>Immutable. Methods that have no model of their annotators have no confusions, no likelihoods and no iterations.</remarks>
public sealed class Aggregation
{
    private readonly double[] posterior;
    private readonly double[]? confusion;
    private readonly int stride;

    internal Aggregation(string method, RatingTable table, double[] posterior, int stride, double[] priors, double[]? confusion)
    {
        Method = method;
        Comparisons = table.Comparisons;
        Annotators = table.Annotators;
        Categories = table.Categories;
        this.posterior = posterior;
        this.stride = stride;
        this.confusion = confusion;
        Priors = [.. priors];
    }

    /// <summary>Gets the method and its version, for example <c>dawid_skene/1</c>.</summary>
    public string Method { get; }

    /// <summary>Gets the number of comparisons, N.</summary>
    public int Comparisons { get; }

    /// <summary>Gets the number of annotators, W.</summary>
    public int Annotators { get; }

    /// <summary>Gets the number of categories, k.</summary>
    public int Categories { get; }

    /// <summary>Gets the estimated share of each category, k entries that add up to 1.</summary>
    public ImmutableArray<double> Priors { get; }

    /// <summary>Gets the log-likelihood of the labels after each iteration, in natural units; empty for methods without a model.</summary>
    public ImmutableArray<double> LogLikelihoods { get; init; } = [];

    /// <summary>Gets why the iteration ended; null for methods that do not iterate.</summary>
    public StopReason? Stopped { get; init; }

    /// <summary>Gets a value indicating whether <see cref="ConfusionOf"/> has an answer.</summary>
    public bool HasConfusions => confusion is not null;

    /// <summary>Gets the probability of each category of one comparison.</summary>
    /// <param name="comparison">Index in [0, N).</param>
    /// <returns>k entries in [0, 1] that add up to 1; what the method supposes beforehand when the comparison has no label.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such comparison.</exception>
    /// <remarks>O(1).</remarks>
    public ReadOnlySpan<double> ProbabilitiesOf(int comparison) => (uint)comparison < (uint)Comparisons
        ? posterior.AsSpan(comparison * stride, Categories)
        : throw new ArgumentOutOfRangeException(nameof(comparison), comparison, $"There are {Comparisons} comparisons.");

    /// <summary>Finds the most probable category of one comparison.</summary>
    /// <param name="comparison">Index in [0, N).</param>
    /// <returns>A category in [0, k); null when two or more are equally probable to 1e-9, so that more labels are needed.</returns>
    /// <remarks>O(k).</remarks>
    public int? MostProbable(int comparison)
    {
        var probabilities = ProbabilitiesOf(comparison);
        var best = 0;
        var isTied = false;
        for (var category = 1; category < probabilities.Length; category++)
        {
            var lead = probabilities[category] - probabilities[best];
            isTied = Math.Abs(lead) <= 1e-9 || (isTied && lead < 0);
            best = lead > 1e-9 ? category : best;
        }

        return isTied ? null : best;
    }

    /// <summary>Computes how undecided a comparison is.</summary>
    /// <param name="comparison">Index in [0, N).</param>
    /// <returns>The entropy of its probabilities in bits, in [0, log₂ k]; 0 when one category is certain.</returns>
    /// <remarks>O(k).</remarks>
    public double EntropyOf(int comparison)
    {
        var entropy = 0.0;
        foreach (var probability in ProbabilitiesOf(comparison))
        {
            entropy -= probability > 0 ? probability * Math.Log2(probability) : 0;
        }

        return Math.Max(entropy, 0);
    }

    /// <summary>Gets how one annotator labels, by the model of the method.</summary>
    /// <param name="annotator">Index in [0, W).</param>
    /// <returns>k × k probabilities, row by row: the row is the true category, the column the label; rows add up to 1.</returns>
    /// <exception cref="InvalidOperationException">The method has no model of its annotators.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such annotator.</exception>
    /// <remarks>O(1).</remarks>
    public ReadOnlySpan<double> ConfusionOf(int annotator) => confusion switch
    {
        null => throw new InvalidOperationException($"{Method} has no confusion matrices."),
        _ when (uint)annotator >= (uint)Annotators => throw new ArgumentOutOfRangeException(nameof(annotator), annotator, $"There are {Annotators} annotators."),
        _ => confusion.AsSpan(annotator * Categories * Categories, Categories * Categories),
    };
}
