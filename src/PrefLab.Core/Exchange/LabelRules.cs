using System.Globalization;
using System.Text.Json;
using PrefLab.Metrics;

namespace PrefLab.Core.Exchange;

/// <summary>Labels that come with a row; they are kept beside the comparison and take no part in agreement.</summary>
internal static class LabelRules
{
    private const double MaxSeconds = 1e9;

    /// <returns>What is wrong with the first bad label, or null.</returns>
    public static string? Problem(ReadOnlyMemory<byte> labels)
    {
        using var document = JsonDocument.Parse(labels);
        var number = 0;
        foreach (var label in document.RootElement.EnumerateArray())
        {
            number++;
            if (ProblemOf(label) is { } problem)
            {
                return FormattableString.Invariant($"Label {number}: {problem}");
            }
        }

        return null;
    }

    private static string? ProblemOf(JsonElement label) => label.ValueKind switch
    {
        not JsonValueKind.Object => "it must be an object.",
        _ when Text(label, "annotator") is not { Length: > 0 and <= Limits.Name } => $"annotator must be a string of 1 to {Limits.Name} characters.",
        _ when !Preference.TryParseSymbol(Text(label, "preference"), out _) => "preference must be one of A>>, A>, =, B>, B>>.",
        _ when Has(label, "left") && Text(label, "left") is not ("A" or "B") => "left must be A or B.",
        _ when Has(label, "comment") && Text(label, "comment") is not { Length: <= Limits.Comment } => $"comment must be a string of at most {Limits.Comment} characters.",
        _ when Has(label, "seconds") && !IsSeconds(label.GetProperty("seconds")) => "seconds must be a number, 0 or more.",
        _ when Has(label, "at") && !IsTime(Text(label, "at")) => "at must be a time like 2026-01-31T12:00:00Z.",
        _ when !IsMark(label, "both_bad") => "both_bad must be true or false.",
        _ when !IsMark(label, "flagged") => "flagged must be true or false.",
        _ when Has(label, "dimensions") && !AreDimensions(label.GetProperty("dimensions")) => "dimensions must be an object of -1 (A), 0 or 1 (B).",
        _ => null,
    };

    private static bool Has(JsonElement label, string name) => label.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private static string? Text(JsonElement label, string name) =>
        label.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsSeconds(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and <= MaxSeconds;

    private static bool IsTime(string? text) =>
        text is { Length: <= 40 } && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _);

    private static bool IsMark(JsonElement label, string name) =>
        !Has(label, name) || label.GetProperty(name).ValueKind is JsonValueKind.True or JsonValueKind.False;

    private static bool AreDimensions(JsonElement value) => value.ValueKind == JsonValueKind.Object
        && value.EnumerateObject().All(rating => rating.Value.ValueKind == JsonValueKind.Number
            && rating.Value.TryGetInt32(out var side) && side is >= -1 and <= 1);
}
