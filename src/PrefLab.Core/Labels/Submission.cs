namespace PrefLab.Core.Labels;

/// <summary>An answer as it arrives: in displayed order, and not yet checked.</summary>
/// <param name="Key">Made by the page, one for each answer that it means to give.</param>
/// <param name="Answer">1 (left much better) to 5 (right much better).</param>
/// <param name="Dimensions">Dimension name → 1 (left better), 2 (same), 3 (right better).</param>
/// <param name="Flagged">A mark for the lead: look at this comparison.</param>
/// <param name="ActiveSeconds">Seconds the page was visible and used, as the browser says.</param>
/// <param name="Offline">It waited for a network, so that the time of its arrival tells nothing of the time it took.</param>
public sealed record Submission(
    Guid Token,
    Guid Key,
    int Answer,
    IReadOnlyDictionary<string, int>? Dimensions = null,
    bool BothBad = false,
    string? Comment = null,
    double? ActiveSeconds = null,
    bool Flagged = false,
    bool Offline = false)
{
    internal Draft ToDraft() => new(Answer, Dimensions, BothBad, Flagged, Comment, ActiveSeconds);
}

/// <summary>The outcome of a submission.</summary>
public abstract record SubmitResult
{
    private SubmitResult()
    {
    }

    public sealed record Accepted(LabelId Label) : SubmitResult;

    /// <summary>A correction says what stands already; nothing new was stored, and its key is still free.</summary>
    public sealed record Unchanged(StoredAnswer Stands) : SubmitResult;

    /// <summary>The answer to be corrected was corrected before; nothing was stored.</summary>
    public sealed record Superseded(StoredAnswer Stands) : SubmitResult;

    /// <summary>The same key with the same answer came before; nothing new was stored.</summary>
    public sealed record Repeated(LabelId Label) : SubmitResult;

    /// <summary>The key was used for another answer, which stands.</summary>
    public sealed record KeyConflict : SubmitResult;

    /// <summary>The assignment was answered under another key.</summary>
    public sealed record AlreadyAnswered(LabelId Label) : SubmitResult;

    /// <summary>The lease expired and somebody else took the last place; nothing was stored.</summary>
    public sealed record LeaseTaken(DateTimeOffset ExpiredAt) : SubmitResult;

    /// <summary>The assignment was skipped or withdrawn, or the project is archived; nothing was stored.</summary>
    public sealed record NotAccepted(string Reason) : SubmitResult;

    public sealed record Invalid(string Field, string Reason) : SubmitResult;

    /// <summary>No such assignment, or somebody else's.</summary>
    public sealed record NotFound : SubmitResult;
}
