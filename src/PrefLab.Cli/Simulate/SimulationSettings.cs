namespace PrefLab.Cli.Simulate;

/// <summary>What a simulation does.</summary>
/// <param name="Labels">Labels a person, those of earlier runs included; null until nothing is left.</param>
/// <param name="Think">Mean of the exponential pause between an assignment and its answer.</param>
/// <param name="Concurrency">Requests in flight.</param>
/// <param name="Duration">When to stop whatever is left; null for no limit.</param>
public sealed record SimulationSettings(
    long Project, int Seed, int? Labels, TimeSpan Think, int Concurrency, TimeSpan? Duration);
