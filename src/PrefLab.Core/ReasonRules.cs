namespace PrefLab.Core;

/// <summary>The reason that somebody gives for what they do to an annotator or to a comparison. Pure.</summary>
public static class ReasonRules
{
    /// <summary>What is wrong with a reason; null when nothing is.</summary>
    public static FieldError? Check(string? reason) => reason switch
    {
        _ when string.IsNullOrWhiteSpace(reason) => new("reason", "Give a reason."),
        { Length: > Limits.Reason } => new("reason", $"At most {Limits.Reason} characters."),
        _ when !reason.IsStorable() => new("reason", "A reason has no NUL characters."),
        _ => null,
    };
}
