using System.Text.Json;

namespace PrefLab.Metrics.Tests;

/// <summary>The reference cases of the repository, in the folder Cases: each says where its values come from.</summary>
internal static class ReferenceCases
{
    public static JsonElement Json(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", file)));
        return document.RootElement.Clone();
    }

    /// <summary>The cases of a file of vectors: those of the repository, or all of them where the shared data are.</summary>
    public static IReadOnlyList<JsonElement> Vectors(string file, bool shared)
    {
        var root = shared ? ReferenceData.Json("vectors", file) : Json(file);
        return [.. root.GetProperty("cases").EnumerateArray()];
    }
}
