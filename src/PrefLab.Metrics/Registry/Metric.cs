namespace PrefLab.Metrics;

/// <summary>What a metric of the library is, and how it is computed of a <see cref="MetricSample"/>.</summary>
/// <param name="Id">Stable identifier in snake case.</param>
/// <param name="Name">English name for tables.</param>
/// <param name="Symbol">Symbol for narrow columns and charts.</param>
/// <param name="Definition">One English sentence that says what the number is.</param>
/// <param name="Lowest">Smallest value that there can be; null when there is none.</param>
/// <param name="Highest">Largest value that there can be; null when there is none.</param>
/// <param name="Unit">Unit; "1" for shares, probabilities and coefficients.</param>
/// <param name="Source">Where the definition comes from, with a DOI or another lasting address where there is one.</param>
/// <param name="UndefinedWhen">When there is no value; "never" where there always is one.</param>
/// <param name="Scope">What there is one value for.</param>
/// <param name="Compute">
/// The metric as a pure function with its usual options: one estimate for each element of the scope, in the order of their indices; pairs of
/// annotators by first and then second one.
/// </param>
public sealed record Metric(
    string Id,
    string Name,
    string Symbol,
    string Definition,
    double? Lowest,
    double? Highest,
    string Unit,
    string Source,
    string UndefinedWhen,
    MetricScope Scope,
    Func<MetricSample, IReadOnlyList<Estimate>> Compute)
{
    /// <summary>Gets which renamings of the five levels leave the metric as it is; mirroring exchanges responses A and B in everything.</summary>
    public Relabelling Relabelling { get; init; } = Relabelling.Mirror;

    /// <summary>Gets a value indicating whether random draws by a fixed seed enter: another order of the same labels changes the value a little.</summary>
    public bool IsSeeded { get; init; }

    /// <summary>Names the metric.</summary>
    /// <returns>The identifier.</returns>
    public override string ToString() => Id;
}
