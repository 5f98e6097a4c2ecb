using System.Globalization;

namespace PrefLab.Metrics.Tests;

/// <summary>A shared label set with the true category of some of its comparisons.</summary>
internal sealed record CrowdSet(RatingTable Table, IReadOnlyDictionary<int, int> Truth, IReadOnlyList<string> Items, IReadOnlyList<string> Workers)
{
    public static readonly string[] Crowd = ["bluebird", "dog", "possent", "product", "rte", "weather_cf", "zencrowd_us"];

    public static CrowdSet Load(string folder, string set, int categories)
    {
        var (items, workers) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        var rows = Rows(folder, set, "labels.csv").Select(fields => (
            Item: items.TryAdd(fields[0], items.Count) ? items.Count - 1 : items[fields[0]],
            Worker: workers.TryAdd(fields[1], workers.Count) ? workers.Count - 1 : workers[fields[1]],
            Label: int.Parse(fields[2], CultureInfo.InvariantCulture))).ToList();
        var table = RatingTable.FromColumns(
            [.. rows.Select(row => row.Item)], [.. rows.Select(row => row.Worker)], [.. rows.Select(row => row.Label)], items.Count, workers.Count, categories);
        var truth = folder == "crowd"
            ? Rows(folder, set, "truth.csv").Where(fields => items.ContainsKey(fields[0]))
                .ToDictionary(fields => items[fields[0]], fields => int.Parse(fields[1], CultureInfo.InvariantCulture))
            : [];
        return new CrowdSet(table, truth, [.. items.Keys], [.. workers.Keys]);
    }

    /// <summary>The share of true categories that are the most probable one; a tie counts for nothing.</summary>
    public double Accuracy(Aggregation aggregation) => Truth.Average(one => aggregation.MostProbable(one.Key) == one.Value ? 1.0 : 0);

    private static IEnumerable<string[]> Rows(string folder, string set, string file) =>
        File.ReadLines(ReferenceData.File(folder, set, file)).Skip(1).Select(line => line.Split(','));
}
