namespace PrefLab.Core.Annotators;

/// <summary>What somebody of operations wants to do to an annotator.</summary>
/// <param name="Since">The first day, in UTC, whose labels are excluded; only with that scope.</param>
public sealed record AnnotatorActionRequest(
    AnnotatorActionKind Kind, string? Reason, ExclusionScope Scope = ExclusionScope.Keep, DateOnly? Since = null)
{
    public bool Excludes => Scope != ExclusionScope.Keep;

    /// <summary>Whether what the annotator holds is taken back.</summary>
    public bool EndsLeases => Kind is AnnotatorActionKind.Retrain or AnnotatorActionKind.Pause or AnnotatorActionKind.Remove;

    /// <summary>Whether the annotator begins again, with new evidence.</summary>
    public bool BeginsAfresh => Kind is AnnotatorActionKind.Reinstate or AnnotatorActionKind.Retrain;

    /// <summary>The time from which on labels are excluded.</summary>
    internal DateTimeOffset ExcludedFrom => Since is { } day ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : DateTimeOffset.MinValue;
}

/// <summary>Which actions are possible, and which standing follows from them. Pure.</summary>
public static class AnnotatorActionRules
{
    /// <summary>The new standing; null when the action is not possible in this one.</summary>
    /// <param name="isOnboarding">Whether the onboarding is not finished: reinstating leads back into it.</param>
    public static Standing? After(Standing standing, AnnotatorActionKind kind, bool isOnboarding = false, bool excludes = false) => (kind, standing) switch
    {
        (AnnotatorActionKind.Note or AnnotatorActionKind.Dismiss, _) => standing,
        (AnnotatorActionKind.Pause, Standing.Onboarding or Standing.Active or Standing.Flagged) => Standing.Paused,
        // Who was paused by a test, or before anybody had looked at the labels.
        (AnnotatorActionKind.Pause, Standing.Paused) when excludes => Standing.Paused,
        (AnnotatorActionKind.Remove, not Standing.Removed) => Standing.Removed,
        (AnnotatorActionKind.Remove, Standing.Removed) when excludes => Standing.Removed,
        (AnnotatorActionKind.Reinstate, Standing.Flagged or Standing.Paused) => isOnboarding ? Standing.Onboarding : Standing.Active,
        (AnnotatorActionKind.Retrain, Standing.Active or Standing.Flagged or Standing.Paused) => Standing.Onboarding,
        _ => null,
    };

    /// <summary>What an undo takes back of an action that stands.</summary>
    /// <param name="later">Those that followed and stand, notes left out.</param>
    public static UndoExtent Undoable(AnnotatorActionKind kind, ActionFigures effect, IReadOnlyCollection<AnnotatorActionKind> later) => kind switch
    {
        AnnotatorActionKind.Note => UndoExtent.All,
        _ when later.Count == 0 => UndoExtent.All,
        _ when effect.Labels > 0 && !later.Any(it => it is AnnotatorActionKind.Pause or AnnotatorActionKind.Remove) => UndoExtent.Labels,
        _ => UndoExtent.None,
    };

    /// <summary>What is wrong with a request, whoever it is about; null when nothing is.</summary>
    /// <param name="today">The day in UTC.</param>
    public static FieldError? Check(AnnotatorActionRequest request, DateOnly today) =>
        ReasonRules.Check(request.Reason) ?? CheckScope(request, today);

    /// <summary>What is wrong with what is to be done, the reason left aside: enough for a preview.</summary>
    public static FieldError? CheckScope(AnnotatorActionRequest request, DateOnly today) => request switch
    {
        _ when !Enum.IsDefined(request.Kind) => new("kind", $"One of {string.Join(", ", Enum.GetNames<AnnotatorActionKind>())}."),
        _ when !Enum.IsDefined(request.Scope) => new("scope", $"One of {string.Join(", ", Enum.GetNames<ExclusionScope>())}."),
        { Excludes: true, Kind: not (AnnotatorActionKind.Pause or AnnotatorActionKind.Remove) } => new("scope", "Only a pause or a removal excludes labels."),
        { Scope: ExclusionScope.Since, Since: null } => new("since", "Give the first day whose labels are excluded."),
        { Scope: not ExclusionScope.Since, Since: not null } => new("since", "A day goes with the scope Since only."),
        { Since: { } day } when day > today => new("since", "The day lies in the future."),
        _ => null,
    };
}
