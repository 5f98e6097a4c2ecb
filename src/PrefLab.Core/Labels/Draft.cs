using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrefLab.Core.Labels;

/// <summary>What an annotator has entered and not submitted, in displayed order: a submission whose preference may be missing.</summary>
/// <param name="Answer">1 (left much better) to 5 (right much better); null while nothing is chosen.</param>
/// <param name="Dimensions">Dimension name → 1 (left better), 2 (same), 3 (right better).</param>
public sealed record Draft(
    int? Answer = null,
    IReadOnlyDictionary<string, int>? Dimensions = null,
    bool BothBad = false,
    bool Flagged = false,
    string? Comment = null,
    double? ActiveSeconds = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>Whether nothing but time went into it.</summary>
    public bool IsEmpty => Answer is null && Dimensions is null or { Count: 0 } && !BothBad && !Flagged && string.IsNullOrEmpty(Comment);

    public static Draft Parse(string json) => JsonSerializer.Deserialize<Draft>(json, Json)!;

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
