using System.Text.Json;
using System.Text.Json.Serialization;
using PrefLab.Metrics;

namespace PrefLab.Core.Quality;

/// <summary>What the live tests remember of an annotator: a few numbers in the annotator's row, since they were last reinstated.</summary>
/// <param name="Golds">Golds answered, and those right.</param>
/// <param name="Drift">The cumulative sum of the test for a change, nats, ≥ 0.</param>
/// <param name="Peers">The test on golds and on the answers of others.</param>
/// <param name="DropsAfter">The label after which golds count in <paramref name="Drift"/>: the newest one when a concern was last dismissed.</param>
public sealed record Evidence(
    GoldTally Golds, double Drift, PeerTestState Peers, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] LabelId DropsAfter = default)
{
    public static readonly Evidence None = new(default, 0, default);

    /// <param name="json">Null before the first answer.</param>
    public static Evidence FromJson(string? json) => json is null ? None : JsonSerializer.Deserialize<Evidence>(json, JsonSerializerOptions.Web) ?? None;

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
