using System.Text.Json;

namespace PrefLab.Core.Projects;

/// <summary>One line of the rubric.</summary>
/// <param name="Name">What is rated, unique in its project.</param>
/// <param name="Weight">Share of the rubric, 0 to 1; the weights of a rubric sum to 1.</param>
/// <param name="Asked">Whether annotators rate it beside the overall preference.</param>
public sealed record Dimension(string Name, double Weight, bool Asked)
{
    public static IReadOnlyList<Dimension> Default { get; } =
    [
        new("helpfulness", .35, false),
        new("correctness", .30, false),
        new("harmlessness", .20, false),
        new("conciseness", .15, false),
    ];

    /// <summary>Names of what annotators rate of a rubric.</summary>
    public static IReadOnlyList<string> AskedOf(IEnumerable<Dimension> rubric) => [.. rubric.Where(it => it.Asked).Select(it => it.Name)];

    /// <param name="json">A rubric as it is stored.</param>
    internal static IReadOnlyList<string> AskedIn(string json) => AskedOf(JsonSerializer.Deserialize<List<Dimension>>(json, JsonSerializerOptions.Web)!);
}
