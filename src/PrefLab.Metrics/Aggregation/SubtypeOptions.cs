using System.Collections.Immutable;

namespace PrefLab.Metrics;

/// <summary>How <see cref="SubtypeModel"/> searches.</summary>
/// <param name="Restarts">Random beginnings for each number of subtypes above 1, ≥ 1.</param>
/// <param name="MaxIterations">Iterations of one run at most, ≥ 1.</param>
/// <param name="Tolerance">A run has converged when no probability of a category moves by more than this, ≥ 0.</param>
/// <param name="Seed">Seed of the beginnings; the same seed and table give the same result.</param>
public sealed record SubtypeOptions(int Restarts = 10, int MaxIterations = 200, double Tolerance = 1e-4, ulong Seed = 1)
{
    private const int MostSubtypes = 100;
    private const double LeastPrior = 1e-6;

    /// <summary>Gets the numbers of subtypes that are tried, each in [1, 100]; the evidence chooses among them.</summary>
    public ImmutableArray<int> Subtypes { get; init; } = [1, 2, 3, 5];

    /// <summary>Gets the pseudo-counts of the confusion matrices, both ≥ 10⁻⁶: without them there is no prior to begin from.</summary>
    public ConfusionPrior Prior { get; init; } = new(4, 1);

    /// <summary>Checks the numbers.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    internal string? Problem() => this switch
    {
        { Restarts: < 1 } => $"{Restarts} restarts are less than one.",
        { MaxIterations: < 1 } => $"{MaxIterations} iterations are less than one.",
        { Tolerance: not >= 0 } => $"The tolerance {Tolerance} is not ≥ 0.",
        { Subtypes.IsDefaultOrEmpty: true } => "No number of subtypes is tried.",
        { Prior: not { Diagonal: >= LeastPrior, OffDiagonal: >= LeastPrior } } => $"The prior {Prior} has a pseudo-count below {LeastPrior}.",
        _ when Prior.Problem() is { } problem => problem,
        _ when Subtypes.Any(number => number is < 1 or > MostSubtypes) => $"A number of subtypes is not in 1 to {MostSubtypes}.",
        _ => null,
    };
}
