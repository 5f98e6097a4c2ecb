namespace PrefLab.Core.Onboarding;

/// <summary>How far an annotator is; no row for who was never asked anything.</summary>
public sealed class OnboardingProgress
{
    public ProjectId ProjectId { get; init; }

    public AnnotatorId AnnotatorId { get; init; }

    /// <summary>The onboarding is not finished: who is paused meanwhile comes back to it.</summary>
    public bool IsPending { get; init; } = true;

    /// <summary>The version of the text that the person agreed to; 0 for none, and after withdrawing.</summary>
    public int ConsentVersion { get; init; }

    public DateTimeOffset? ConsentedAt { get; init; }

    public DateTimeOffset? TrainedAt { get; init; }

    public DateTimeOffset? QualifiedAt { get; init; }

    /// <summary>Moves when everybody qualifies again; attempts are counted by round.</summary>
    public int Round { get; init; } = 1;

    /// <summary>Attempts that were granted beyond the project's number, in this round.</summary>
    public int ExtraAttempts { get; init; }
}
