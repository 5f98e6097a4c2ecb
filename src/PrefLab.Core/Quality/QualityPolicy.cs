using System.Text.Json;
using System.Text.Json.Serialization;
using PrefLab.Metrics;

namespace PrefLab.Core.Quality;

/// <summary>How a project tests its annotators, and what follows by itself.</summary>
/// <param name="Golds">The rule on golds that flags; none where <paramref name="Peers"/> does.</param>
/// <param name="Peers">The test on golds and on the answers of others, when that is what flags.</param>
/// <param name="NoticesDrops">Whether a sudden drop of accuracy raises a concern. It flags nobody.</param>
/// <param name="Pauses">Whether who is flagged is paused at once.</param>
public sealed record QualityPolicy(QualityRule Golds, PeerTest? Peers = null, bool NoticesDrops = true, bool Pauses = false)
{
    /// <summary>jsonb puts short names first, and so the discriminator of a rule anywhere.</summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { AllowOutOfOrderMetadataProperties = true };

    private static readonly PeerTest UsualPeers = new();

    /// <summary>Gets the test that weighs the answers of others, whether it flags or only shows the risk.</summary>
    [JsonIgnore]
    public PeerTest PeersOrUsual => Peers ?? UsualPeers;

    public static QualityPolicy FromJson(string json) => JsonSerializer.Deserialize<QualityPolicy>(json, Json)!;

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
