namespace PrefLab.Metrics;

/// <summary>How often two source models were compared, and how that ended.</summary>
/// <param name="First">Index of one model, ≥ 0.</param>
/// <param name="Second">Index of the other model, ≥ 0 and not <paramref name="First"/>.</param>
/// <param name="FirstWins">Labels for the first, ≥ 0.</param>
/// <param name="Ties">Labels for neither, ≥ 0.</param>
/// <param name="SecondWins">Labels for the second, ≥ 0.</param>
public readonly record struct ModelPair(int First, int Second, long FirstWins, long Ties, long SecondWins);
