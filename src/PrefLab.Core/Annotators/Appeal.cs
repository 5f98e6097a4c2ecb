namespace PrefLab.Core.Annotators;

/// <summary>What an annotator says against a decision, and what was answered. It changes no standing by itself.</summary>
public sealed class Appeal
{
    public ProjectId ProjectId { get; init; }

    public AppealId Id { get; init; }

    public AnnotatorId AnnotatorId { get; init; }

    /// <summary>The standing that is appealed against, and its reason, as they were then.</summary>
    public Standing Standing { get; init; }

    public string? StandingReason { get; init; }

    public required string Text { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public string? Answer { get; init; }

    public long? AnsweredBy { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }
}
