using PrefLab.Core.Annotators;

namespace PrefLab.Core.Onboarding;

/// <summary>Where an annotator stands, with all that decides what comes next.</summary>
/// <param name="GuidelineSeen">The newest version that the person has read; 0 for none.</param>
/// <param name="TrainingCount">Comparisons there are to train with.</param>
/// <param name="AttemptsUsed">Attempts begun in this round, the open one included.</param>
/// <param name="QuestionCount">Comparisons that questions are drawn from.</param>
public sealed record OnboardingState(
    AnnotatorId AnnotatorId, Standing Standing, string? StandingReason, DateTimeOffset StandingSince, OnboardingSettings Settings, bool TiesAllowed,
    int GuidelineVersion, int GuidelineSeen, int TrainingCount, int QuestionCount, int ConsentVersion, DateTimeOffset? ConsentedAt,
    DateTimeOffset? TrainedAt, DateTimeOffset? QualifiedAt, int Round, int ExtraAttempts, int AttemptsUsed, bool HasOpenAttempt)
{
    public OnboardingStep Step => OnboardingRules.NextOf(this);

    public IReadOnlyList<OnboardingStep> Steps => OnboardingRules.StepsOf(Settings, GuidelineVersion > 0, TrainingCount > 0);

    public int AttemptsLeft => Math.Max(0, Settings.Attempts + ExtraAttempts - AttemptsUsed);
}

/// <summary>What came of a step.</summary>
public abstract record OnboardingResult
{
    private OnboardingResult()
    {
    }

    /// <param name="Next">What comes next.</param>
    /// <param name="IsActive">Whether the person may work now.</param>
    public sealed record Done(OnboardingStep Next, bool IsActive) : OnboardingResult;

    /// <summary>Not possible now; nothing was stored.</summary>
    public sealed record Refused(string Reason) : OnboardingResult;

    public sealed record Invalid(FieldError Error) : OnboardingResult;

    /// <summary>No annotator of the project, or nothing of theirs.</summary>
    public sealed record Missing : OnboardingResult;
}
