namespace PrefLab.Core.Annotators;

public enum StandingAction
{
    Pause,
    Reinstate,
}

/// <summary>Which standing follows from what operations people do.</summary>
public static class StandingRules
{
    /// <summary>The new standing; null when the action is not possible in this one.</summary>
    /// <param name="isOnboarding">Whether the onboarding is not finished: reinstating leads back into it.</param>
    public static Standing? After(Standing standing, StandingAction action, bool isOnboarding = false) => (standing, action) switch
    {
        (Standing.Onboarding or Standing.Active or Standing.Flagged, StandingAction.Pause) => Standing.Paused,
        (Standing.Flagged or Standing.Paused, StandingAction.Reinstate) => isOnboarding ? Standing.Onboarding : Standing.Active,
        _ => null,
    };

    /// <summary>What is wrong with a reason; null when nothing is.</summary>
    public static FieldError? CheckReason(string? reason) => reason switch
    {
        _ when string.IsNullOrWhiteSpace(reason) => new("reason", "Give a reason; the annotator sees it."),
        { Length: > Limits.Reason } => new("reason", $"At most {Limits.Reason} characters."),
        _ when !reason.IsStorable() => new("reason", "A reason has no NUL characters."),
        _ => null,
    };
}
