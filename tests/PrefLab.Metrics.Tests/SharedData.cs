using System.Text.Json;

namespace PrefLab.Metrics.Tests;

/// <summary>
/// Reference data that are not in the repository: <c>../shared/data</c> beside its root, or the folder that <c>PREFLAB_SHARED</c> names.
/// A test that needs them is skipped, with the reason, where they are absent.
/// </summary>
internal static class SharedData
{
    public static string File(params string[] path)
    {
        var folder = Environment.GetEnvironmentVariable("PREFLAB_SHARED") is { Length: > 0 } named ? named : BesideTheRepository();
        if (folder is null)
        {
            Assert.Skip("Not in a clone of the repository, so there is no ../shared/data; set PREFLAB_SHARED.");
        }

        var file = Path.Combine([folder, .. path]);
        if (!System.IO.File.Exists(file))
        {
            Assert.Skip($"The reference data are not here: {file}.");
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
        foreach (var line in System.IO.File.ReadLines(File("metrics", folder, set, "labels.csv")).Skip(1))
        {
            var fields = line.Split(',');
            counts.TryAdd(fields[0], new int[categories]);
            var label = int.Parse(fields[2], System.Globalization.CultureInfo.InvariantCulture);
            counts[fields[0]][map?.Invoke(label) ?? label]++;
        }

        return PatternHistogram.FromCounts(categories, [.. counts.Values.SelectMany(row => row)]);
    }

    private static string? BesideTheRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "PrefLab.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "data") : null;
    }
}
