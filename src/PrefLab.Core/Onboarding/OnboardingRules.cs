namespace PrefLab.Core.Onboarding;

public enum OnboardingStep
{
    Consent,
    Guidelines,
    Training,
    Qualification,
    Ready,
}

/// <summary>What comes next for an annotator, and which settings a project may have. Pure.</summary>
public static class OnboardingRules
{
    public const int MaxAttempts = 10;
    public const int MaxQuestions = 100;

    /// <summary>Comparisons of one pass through training: what is learnt at one sitting.</summary>
    public const int MaxTraining = 50;

    /// <summary>The steps that the project asks for, in their order; Ready is always the last.</summary>
    /// <param name="hasGuidelines">Whether any are published.</param>
    /// <param name="hasTraining">Whether there is anything to train with: without, nobody waits for it.</param>
    public static IReadOnlyList<OnboardingStep> StepsOf(OnboardingSettings settings, bool hasGuidelines, bool hasTraining)
    {
        var steps = new List<OnboardingStep>();
        AddIf(settings.Consent is not null, OnboardingStep.Consent);
        AddIf(settings.GuidelinesMustBeRead && hasGuidelines, OnboardingStep.Guidelines);
        AddIf(settings.Training && hasTraining, OnboardingStep.Training);
        // Without a question nobody can qualify, and so nobody works: a missing check is no passed one.
        AddIf(settings.Qualification, OnboardingStep.Qualification);
        steps.Add(OnboardingStep.Ready);
        return steps;

        void AddIf(bool asked, OnboardingStep step)
        {
            if (asked)
            {
                steps.Add(step);
            }
        }
    }

    /// <summary>The first step that is not taken.</summary>
    public static OnboardingStep NextOf(OnboardingState state) => StepsOf(state.Settings, state.GuidelineVersion > 0, state.TrainingCount > 0)
        .First(step => step switch
        {
            OnboardingStep.Consent => state.ConsentVersion != state.Settings.ConsentVersion,
            OnboardingStep.Guidelines => state.GuidelineSeen < state.GuidelineVersion,
            OnboardingStep.Training => state.TrainedAt is null,
            OnboardingStep.Qualification => state.QualifiedAt is null,
            _ => true,
        });

    /// <summary>Names every error, by field; empty when the settings are right.</summary>
    public static IReadOnlyList<FieldError> Check(OnboardingSettings settings)
    {
        var errors = new List<FieldError>();
        if (settings.Consent is { } text && (text.Length > Limits.Consent || !text.IsStorable()))
        {
            errors.Add(new("consent", $"At most {Limits.Consent:N0} characters, and no NUL."));
        }

        CheckRange("passPercent", settings.PassPercent, 1, 100);
        CheckRange("attempts", settings.Attempts, 1, MaxAttempts);
        CheckRange("questions", settings.Questions, 1, MaxQuestions);
        return errors;

        void CheckRange(string field, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                errors.Add(new(field, $"A whole number from {least} to {most}."));
            }
        }
    }
}
