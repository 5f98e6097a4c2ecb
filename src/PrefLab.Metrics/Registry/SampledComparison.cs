namespace PrefLab.Metrics;

/// <summary>A comparison of a <see cref="MetricSample"/>.</summary>
/// <param name="ModelA">Index of the source model of response A, ≥ 0.</param>
/// <param name="ModelB">Index of the source model of response B, ≥ 0 and not <paramref name="ModelA"/>.</param>
/// <param name="Characters">Length of prompt and both responses, ≥ 0 and finite.</param>
/// <param name="Gold">The known preference of a gold; null for an ordinary comparison.</param>
public sealed record SampledComparison(int ModelA, int ModelB, double Characters, Preference? Gold);
