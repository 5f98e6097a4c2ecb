namespace PrefLab.Core.Assignments;

public enum AssignmentState : short
{
    Leased = 1,
    Answered = 2,
    Skipped = 3,
    Expired = 4,
    Withdrawn = 5,
}

public enum SkipReason : short
{
    CannotJudge = 1,
    OutsideMyKnowledge = 2,
    Unreadable = 3,
    Harmful = 4,
    Other = 5,
}

/// <summary>One comparison for one annotator, with its displayed order and its lease.</summary>
public sealed class Assignment
{
    public ProjectId ProjectId { get; init; }

    public AssignmentId Id { get; init; }

    /// <summary>All that the annotator sees of it: random, and not a version 7 UUID, which would tell the time of creation.</summary>
    public Guid Token { get; init; }

    public ComparisonId ComparisonId { get; init; }

    public AnnotatorId AnnotatorId { get; init; }

    /// <summary>Null, like the position, for a named assignment.</summary>
    public BatchId? BatchId { get; init; }

    public int? Position { get; init; }

    public bool LeftIsA { get; init; }

    public AssignmentState State { get; init; }

    public DateTimeOffset IssuedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public SkipReason? SkipReason { get; init; }

    public string? SkipComment { get; init; }

    /// <summary>What the annotator has entered and not submitted yet, as JSON; see <see cref="Labels.Draft"/>. Theirs alone.</summary>
    public string? Draft { get; init; }
}
