namespace PrefLab.Core.Annotators;

public enum AnnotatorActionKind : short
{
    /// <summary>A remark that leads and operations see, and nobody else.</summary>
    Note = 1,

    /// <summary>Back to training and qualification.</summary>
    Retrain = 2,
    Pause = 3,
    Remove = 4,
    Reinstate = 5,

    /// <summary>Somebody looked at a concern, and there is no drop.</summary>
    Dismiss = 6,
}

/// <summary>Which current labels a pause or a removal excludes.</summary>
public enum ExclusionScope : short
{
    Keep = 1,
    All = 2,

    /// <summary>Those given on a day or later.</summary>
    Since = 3,
}

/// <summary>What operations did to an annotator, with all that its undo needs.</summary>
public sealed class AnnotatorAction
{
    public ProjectId ProjectId { get; init; }

    public AnnotatorActionId Id { get; init; }

    public AnnotatorId AnnotatorId { get; init; }

    public AnnotatorActionKind Kind { get; init; }

    public ExclusionScope Scope { get; init; }

    /// <summary>The first day, in UTC, whose labels are excluded; null for any other scope.</summary>
    public DateOnly? Since { get; init; }

    public required string Reason { get; init; }

    public long ActorId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>What it did: <see cref="ActionFigures"/> as JSON.</summary>
    public required string Effect { get; init; }

    /// <summary>The annotator's row, as far as the action may have changed it, and the onboarding before it was sent back.</summary>
    public required string Before { get; init; }

    public DateTimeOffset? UndoneAt { get; init; }

    public long? UndoneBy { get; init; }

    public string? UndoReason { get; init; }
}
