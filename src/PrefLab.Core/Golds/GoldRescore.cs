using PrefLab.Metrics;

namespace PrefLab.Core.Golds;

/// <summary>The known answer of a gold changed: everybody who was given it is scored anew, one annotator after the other. Never deleted.</summary>
public sealed class GoldRescore
{
    public ProjectId ProjectId { get; init; }

    public GoldRescoreId Id { get; init; }

    public ComparisonId ComparisonId { get; init; }

    /// <summary>The known answer before; null when it was an ordinary comparison then.</summary>
    public Preference? FromPreference { get; init; }

    /// <summary>The known answer after; null when it is an ordinary comparison from then on.</summary>
    public Preference? ToPreference { get; init; }

    /// <summary>The person.</summary>
    public long RequestedBy { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>Annotators who were given it by then.</summary>
    public int Annotators { get; init; }

    /// <summary>Of them, those who were looked at.</summary>
    public int Done { get; init; }

    /// <summary>Those who had answered it as a gold.</summary>
    public int Rescored { get; init; }

    public int Flagged { get; init; }

    /// <summary>Flags and pauses of a live test that were lifted, because they would never have been raised.</summary>
    public int Reinstated { get; init; }

    /// <summary>Where to go on: annotators go by their ids.</summary>
    public AnnotatorId LastAnnotator { get; init; }

    /// <summary>Null while it runs.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}
