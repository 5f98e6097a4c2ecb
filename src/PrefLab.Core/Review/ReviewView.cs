using PrefLab.Core.Assignments;

namespace PrefLab.Core.Review;

/// <summary>What a person can do with a disputed comparison now.</summary>
public enum ReviewStep
{
    /// <summary>Neither disputed nor decided.</summary>
    NotDisputed,

    /// <summary>It waits to be opened.</summary>
    Waiting,

    /// <summary>Another expert has it open.</summary>
    Busy,

    /// <summary>It is to be answered without the votes.</summary>
    Blind,

    /// <summary>The votes are shown; it is to be decided.</summary>
    Decide,

    Decided,
}

/// <summary>A disputed comparison as one person may see it. What others said is there only after that person's blind answer, or with a decision.</summary>
/// <param name="Flags">Annotators who flagged it and whose answers count.</param>
public sealed record ReviewView(ComparisonId Comparison, string ExternalId, string Excerpt, DisputeReasons Reasons, int Flags, bool TiesAllowed, ReviewStep Step)
{
    /// <summary>Until when it stays with who has it open; null where nobody has.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The texts in displayed order; null while it is not open with this person.</summary>
    public ServedAssignment? Item { get; init; }

    public bool LeftIsA { get; init; }

    /// <summary>1 (left much better) to 5 (right much better); null before it is given.</summary>
    public int? BlindAnswer { get; init; }

    public ReviewEvidence? Seen { get; init; }

    public DecisionView? Decision { get; init; }
}

/// <summary>What others said, in displayed order.</summary>
/// <param name="Votes">Labels that count, by answer 1 to 5.</param>
/// <param name="Answers">Each of them, under a number that says nothing of the person.</param>
public sealed record ReviewEvidence(IReadOnlyList<int> Votes, IReadOnlyList<ReviewedAnswer> Answers, string? LeftModel, string? RightModel);

/// <param name="Number">From 1, in the order in which they answered.</param>
public sealed record ReviewedAnswer(int Number, int Answer, bool BothBad, bool Flagged, string? Comment);

/// <param name="Answer">1 (left much better) to 5 (right much better).</param>
/// <param name="IsOwn">Whether this person decided it.</param>
public sealed record DecisionView(int Answer, string Reason, BecomesUse Becomes, string Expert, bool IsOwn, DateTimeOffset DecidedAt);
