namespace PrefLab.Core.Review;

/// <summary>What can come of opening, answering, deciding or giving back.</summary>
public abstract record ReviewResult
{
    private ReviewResult()
    {
    }

    /// <summary>It is this person's, now or still.</summary>
    public sealed record Opened(ComparisonId Comparison) : ReviewResult;

    public sealed record Done : ReviewResult;

    /// <summary>The same decision, answer or request came before; nothing new was stored.</summary>
    public sealed record Repeated : ReviewResult;

    /// <summary>It cannot be done in this state of things, of which the message speaks; nothing was stored.</summary>
    public sealed record Refused(string Reason) : ReviewResult;

    public sealed record Invalid(FieldError Error) : ReviewResult;

    /// <summary>No such comparison in this project.</summary>
    public sealed record Missing : ReviewResult;

    /// <summary>Nothing waits that matches.</summary>
    public sealed record NothingWaits : ReviewResult;

    /// <summary>Taken back, but for the training example, which somebody has been shown.</summary>
    public sealed record DoneExceptTraining : ReviewResult;
}
