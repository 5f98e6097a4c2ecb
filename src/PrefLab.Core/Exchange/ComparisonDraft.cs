using PrefLab.Core.Comparisons;
using PrefLab.Metrics;

namespace PrefLab.Core.Exchange;

/// <summary>A comparison as it will be stored; its texts are UTF-8 and valid until the next row. Null is not there.</summary>
internal sealed class ComparisonDraft
{
    public ReadOnlyMemory<byte> ExternalId { get; set; }

    /// <summary>First half of the SHA-256 of the external id.</summary>
    public UInt128 IdHash { get; set; }

    /// <summary>The file gives no id, so that the id is made from the content.</summary>
    public bool IdIsContent { get; set; }

    public ReadOnlyMemory<byte> Prompt { get; set; }

    public bool PromptIsChat { get; set; }

    public ReadOnlyMemory<byte> ResponseA { get; set; }

    public ReadOnlyMemory<byte> ResponseB { get; set; }

    public ReadOnlyMemory<byte>? ModelA { get; set; }

    public ReadOnlyMemory<byte>? ModelB { get; set; }

    public ReadOnlyMemory<byte> Metadata { get; set; }

    public ReadOnlyMemory<byte>? ImportedLabels { get; set; }

    public int Overlap { get; set; }

    public int Priority { get; set; }

    public ComparisonUse Use { get; set; }

    public Preference? Gold { get; set; }

    public ReadOnlyMemory<byte>? GoldExplanation { get; set; }
}
