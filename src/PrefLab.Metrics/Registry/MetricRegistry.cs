namespace PrefLab.Metrics;

/// <summary>Every metric of the library, one line each: what it is, its range and unit, where it comes from, and when it has no value.</summary>
public static partial class MetricRegistry
{
    private const double Confidence = .95;

    private const ulong Seed = 1;

    /// <summary>Gets every metric, in the order in which tables show them.</summary>
    public static IReadOnlyList<Metric> All { get; } = [.. Agreement(), .. Aggregation(), .. Ranking(), .. Reliability(), .. GoldTests(), .. Planning()];

    /// <summary>Finds a metric by its identifier, name or symbol.</summary>
    /// <param name="name">One of the three, exactly.</param>
    /// <returns>The metric.</returns>
    /// <exception cref="ArgumentException">There is none; the message lists the identifiers of those that there are.</exception>
    /// <remarks>O(number of metrics).</remarks>
    public static Metric Find(string name) => All.FirstOrDefault(one => name == one.Id || name == one.Name || name == one.Symbol)
        ?? throw new ArgumentException($"\"{name}\" is no metric; there are {string.Join(", ", All.Select(one => one.Id))}.", nameof(name));
}
