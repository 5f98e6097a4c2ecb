namespace PrefLab.Metrics;

/// <summary>When an expectation-maximisation ends.</summary>
/// <param name="MaxIterations">Iterations at most, ≥ 1.</param>
/// <param name="Tolerance">The iteration has converged when no probability of a category moves by more than this, ≥ 0; 0 does all iterations.</param>
public sealed record EmOptions(int MaxIterations = 200, double Tolerance = 1e-6)
{
    /// <summary>Checks the numbers.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    internal string? Problem() => this switch
    {
        { MaxIterations: < 1 } => $"{MaxIterations} iterations are less than one.",
        { Tolerance: not >= 0 } => $"The tolerance {Tolerance} is not ≥ 0.",
        _ => null,
    };
}
