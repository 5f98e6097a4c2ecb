using PrefLab.Metrics;

namespace PrefLab.Core.Labels;

/// <summary>An annotator's submitted answer; append-only but for <see cref="IsCurrent"/>, <see cref="Excluded"/> and <see cref="ExcludedBy"/>.</summary>
public sealed class Label
{
    public ProjectId ProjectId { get; init; }

    public LabelId Id { get; init; }

    public AssignmentId AssignmentId { get; init; }

    public ComparisonId ComparisonId { get; init; }

    public AnnotatorId AnnotatorId { get; init; }

    public Guid SubmissionKey { get; init; }

    /// <summary>In canonical A/B.</summary>
    public Preference Preference { get; init; }

    public bool LeftIsA { get; init; }

    public bool BothBad { get; init; }

    /// <summary>The annotator wants the lead to look at this comparison.</summary>
    public bool Flagged { get; init; }

    /// <summary>A JSON object: dimension name → -1 (A), 0, 1 (B), in canonical A/B.</summary>
    public string? Dimensions { get; init; }

    public string? Comment { get; init; }

    /// <summary>Received − max(issued, this person's previous answer); null for an answer given offline.</summary>
    public double? ServerSeconds { get; init; }

    /// <summary>Seconds the page was visible and used, as the browser says.</summary>
    public double? ActiveSeconds { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public int GuidelineVersion { get; init; }

    public bool IsGold { get; init; }

    /// <summary>The label that this one corrects.</summary>
    public LabelId? Supersedes { get; init; }

    public bool IsCurrent { get; init; } = true;

    public bool Excluded { get; init; }

    /// <summary>The action that excluded it.</summary>
    public AnnotatorActionId? ExcludedBy { get; init; }
}
