using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrefLab.Core.Projects;

/// <summary>One setting before and after a change, as text for the audit trail and for people.</summary>
/// <param name="Field">As <see cref="FieldError"/> names it.</param>
public sealed record SettingChange(string Field, string From, string To)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Lists the settings that differ.</summary>
    public static IReadOnlyList<SettingChange> Between(ProjectSettings before, ProjectSettings after)
    {
        var left = Texts(before);
        var right = Texts(after);
        return [.. left.Zip(right)
            .Where(pair => !string.Equals(pair.First.Text, pair.Second.Text, StringComparison.Ordinal))
            .Select(pair => new SettingChange(pair.First.Field, pair.First.Text, pair.Second.Text))];
    }

    /// <summary>The data of an audit event: the version that the changes led to, and the changes.</summary>
    public static string ToAudit(int version, IEnumerable<SettingChange> changes) =>
        JsonSerializer.Serialize(new Audited(version, [.. changes]), Json);

    /// <summary>Reads what <see cref="ToAudit"/> wrote; nothing where the data is not of that kind.</summary>
    public static (int Version, IReadOnlyList<SettingChange> Changes) FromAudit(string? data)
    {
        try
        {
            var audited = JsonSerializer.Deserialize<Audited>(data ?? "{}", Json);
            return (audited?.Version ?? 0, audited?.Changes ?? []);
        }
        catch (JsonException)
        {
            return (0, []);
        }
    }

    private static List<(string Field, string Text)> Texts(ProjectSettings settings) =>
    [
        ("name", settings.Name),
        ("tiesAllowed", settings.TiesAllowed ? "yes" : "no"),
        ("overlap", Text(settings.Overlap)),
        ("batchSize", Text(settings.BatchSize)),
        ("goldFraction", Text(settings.GoldFraction)),
        ("goldExposureCap", settings.GoldExposureCap is { } cap ? Text(cap) : "no limit"),
        ("skipsPerBatch", settings.SkipsPerBatch is { } skips ? Text(skips) : "no limit"),
        ("qualityRule", settings.QualityRule.ToString()),
        ("labelRate", settings.LabelRate.ToString("0.####", CultureInfo.InvariantCulture)),
        ("currency", settings.Currency),
        ("paysExcluded", settings.PaysExcluded ? "yes" : "no"),
        ("dimensions", string.Join("; ", settings.Dimensions.Select(dimension =>
            string.Create(CultureInfo.InvariantCulture, $"{dimension.Name} {dimension.Weight:0.####}{(dimension.Asked ? " asked" : "")}")))),
    ];

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private sealed record Audited(int Version, IReadOnlyList<SettingChange> Changes);
}
