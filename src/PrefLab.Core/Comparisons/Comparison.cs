using PrefLab.Core.Review;
using PrefLab.Metrics;

namespace PrefLab.Core.Comparisons;

/// <summary>A prompt and two responses in canonical order, with the counters that the hot path moves.</summary>
public sealed class Comparison
{
    public ProjectId ProjectId { get; init; }

    public ComparisonId Id { get; init; }

    public required string ExternalId { get; init; }

    /// <summary>Plain text, or a JSON array of chat messages when <see cref="PromptIsChat"/>.</summary>
    public required string Prompt { get; init; }

    public bool PromptIsChat { get; init; }

    public required string ResponseA { get; init; }

    public required string ResponseB { get; init; }

    public string? ModelA { get; init; }

    public string? ModelB { get; init; }

    /// <summary>A JSON object; fields of the imported row that PrefLab does not know.</summary>
    public string? Metadata { get; init; }

    /// <summary>A JSON array of labels as imported; they take no part in agreement.</summary>
    public string? ImportedLabels { get; init; }

    public ImportId? ImportId { get; init; }

    public int Priority { get; init; }

    public int Overlap { get; init; }

    /// <summary>Current labels + live assignments; moved only by conditional updates, and 0 for a gold.</summary>
    public int Taken { get; init; }

    /// <summary>Current labels on each level: together the label-count pattern.</summary>
    public int N0 { get; init; }

    public int N1 { get; init; }

    public int N2 { get; init; }

    public int N3 { get; init; }

    public int N4 { get; init; }

    /// <summary>Current labels with the mark of an annotator who wants it looked at.</summary>
    public int Flags { get; init; }

    /// <summary>What an expert decided: the final label, whatever the labels say.</summary>
    public Preference? ExpertPreference { get; init; }

    /// <summary>Generated: why it waits for an expert; none for most.</summary>
    public DisputeReasons Dispute { get; init; }

    /// <summary>Training and qualification take no part in anything but the onboarding.</summary>
    public ComparisonUse Use { get; init; } = ComparisonUse.Label;

    /// <summary>The known answer; null where people are to give one.</summary>
    public Preference? GoldPreference { get; init; }

    public string? GoldExplanation { get; init; }

    /// <summary>When the gold was taken out of rotation; null for one that is drawn, and for what is no gold.</summary>
    public DateTimeOffset? GoldRetiredAt { get; init; }

    /// <summary>Where the gold stands in the order in which golds are tried, 0 to 1, at random.</summary>
    public double GoldKey { get; init; }

    /// <summary>Annotators who were shown this gold.</summary>
    public int Exposures { get; init; }

    /// <summary>Generated: the project's order, by priority and then by id.</summary>
    public long SortKey { get; init; }

    /// <summary>Generated: an ordinary comparison with a free place. It changes only when the last place is taken or
    /// given back, so that moving <see cref="Taken"/> touches no index.</summary>
    public bool IsOpen { get; init; }
}
