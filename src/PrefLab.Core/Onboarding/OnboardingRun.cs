using PrefLab.Core.Comparisons;
using PrefLab.Metrics;

namespace PrefLab.Core.Onboarding;

/// <summary>One pass through training, or one attempt at the qualification. Its marks are those of its start, whatever is set later.</summary>
public sealed class OnboardingRun
{
    public ProjectId ProjectId { get; init; }

    public OnboardingRunId Id { get; init; }

    public AnnotatorId AnnotatorId { get; init; }

    /// <summary>Training or Qualification.</summary>
    public ComparisonUse Use { get; init; }

    public int Round { get; init; }

    public int Questions { get; init; }

    /// <summary>Right answers that pass; 0 for training, which nobody fails.</summary>
    public int Needed { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Right answers, counted at the end.</summary>
    public int RightAnswers { get; init; }

    public bool HasPassed => FinishedAt is not null && RightAnswers >= Needed;
}

/// <summary>One comparison of a run, with its displayed order; not a label.</summary>
public sealed class OnboardingAnswer
{
    public ProjectId ProjectId { get; init; }

    public OnboardingRunId RunId { get; init; }

    /// <summary>From 0.</summary>
    public int Position { get; init; }

    /// <summary>All that the person sees of it: random.</summary>
    public Guid Token { get; init; }

    public ComparisonId ComparisonId { get; init; }

    public bool LeftIsA { get; init; }

    /// <summary>In canonical A/B; null until it is answered.</summary>
    public Preference? Preference { get; init; }

    public bool? IsRight { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>One version of what annotators agree to; never changed afterwards, so that what somebody agreed to can be shown.</summary>
public sealed class ConsentText
{
    public ProjectId ProjectId { get; init; }

    public int Version { get; init; }

    public required string Markdown { get; init; }

    public long PublishedBy { get; init; }

    public DateTimeOffset PublishedAt { get; init; }
}
