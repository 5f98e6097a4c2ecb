using PrefLab.Metrics;

namespace PrefLab.Core.Review;

public enum ReviewState : short
{
    /// <summary>An expert has it before them; after <see cref="ExpertReview.ExpiresAt"/> another may take it over.</summary>
    Open = 1,

    /// <summary>The decision stands.</summary>
    Decided = 2,

    /// <summary>Given back, or taken over by another expert.</summary>
    Released = 3,

    /// <summary>The decision was taken back.</summary>
    Undone = 4,
}

/// <summary>What becomes of a comparison with its decision.</summary>
public enum BecomesUse : short
{
    Nothing = 0,

    /// <summary>It is a gold from now on, with the decision as its known answer and the reason as the explanation.</summary>
    Gold = 1,

    /// <summary>A copy of it is a training example.</summary>
    Training = 2,
}

/// <summary>An expert's look at a disputed comparison: the blind answer first, then the decision. Never deleted.</summary>
public sealed class ExpertReview
{
    public ProjectId ProjectId { get; init; }

    public ReviewId Id { get; init; }

    public ComparisonId ComparisonId { get; init; }

    /// <summary>The person.</summary>
    public long ExpertId { get; init; }

    public ReviewState State { get; init; }

    /// <summary>Why it was disputed when it was opened.</summary>
    public DisputeReasons Dispute { get; init; }

    public bool LeftIsA { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>In canonical A/B; given before any vote or comment was shown. An expert gives one for a comparison, whatever follows.</summary>
    public Preference? BlindPreference { get; init; }

    public DateTimeOffset? BlindAt { get; init; }

    /// <summary>In canonical A/B.</summary>
    public Preference? Preference { get; init; }

    public string? Reason { get; init; }

    public BecomesUse Became { get; init; }

    /// <summary>The copy that is a training example; null when there is none, or when it was taken back.</summary>
    public ComparisonId? TrainingId { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public long? UndoneBy { get; init; }

    public DateTimeOffset? UndoneAt { get; init; }

    public string? UndoReason { get; init; }
}
