using System.Globalization;
using System.Text.Json;
using PrefLab.Testing;

namespace PrefLab.Metrics.Tests;

/// <summary>The shared reference data of metrics. A test that needs them is skipped, with the reason, where they are absent.</summary>
internal static class ReferenceData
{
    public static string File(params string[] path)
    {
        var file = SharedData.Find(["metrics", .. path]);
        if (file is null)
        {
            Assert.Skip($"The reference data are not here: {string.Join('/', path)}. PREFLAB_SHARED names their folder.");
        }

        return file;
    }

    public static JsonElement Json(params string[] path)
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(File(path)));
        return document.RootElement.Clone();
    }

    /// <summary>Reads a labels.csv (item, worker, label, …) into label counts, where asked for after a mapping of the labels.</summary>
    public static PatternHistogram Histogram(string folder, string set, int categories, Func<int, int>? map = null)
    {
        var counts = new Dictionary<string, int[]>(StringComparer.Ordinal);
        foreach (var line in System.IO.File.ReadLines(File(folder, set, "labels.csv")).Skip(1))
        {
            var fields = line.Split(',');
            counts.TryAdd(fields[0], new int[categories]);
            var label = int.Parse(fields[2], CultureInfo.InvariantCulture);
            counts[fields[0]][map?.Invoke(label) ?? label]++;
        }

        return PatternHistogram.FromCounts(categories, [.. counts.Values.SelectMany(row => row)]);
    }
}
