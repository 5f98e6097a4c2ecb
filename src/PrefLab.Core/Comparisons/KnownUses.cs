namespace PrefLab.Core.Comparisons;

/// <summary>The uses of a comparison with a known answer, as files and the API name them.</summary>
public static class KnownUses
{
    public static string NameOf(ComparisonUse use) => use switch
    {
        ComparisonUse.Gold => "gold",
        ComparisonUse.Training => "training",
        ComparisonUse.Qualification => "qualification",
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, "It has no known answer."),
    };

    /// <returns>Null for what is no name of one.</returns>
    public static ComparisonUse? Parse(string? name) => name switch
    {
        "gold" => ComparisonUse.Gold,
        "training" => ComparisonUse.Training,
        "qualification" => ComparisonUse.Qualification,
        _ => null,
    };
}
