using PrefLab.Core.Annotators;

namespace PrefLab.Core.Assignments;

/// <summary>The outcome of giving comparisons to a person by name: all of them, or none.</summary>
public abstract record NamedAssignmentResult
{
    private NamedAssignmentResult()
    {
    }

    /// <param name="Assignments">In the order of the request.</param>
    public sealed record Given(IReadOnlyList<GivenAssignment> Assignments) : NamedAssignmentResult;

    /// <summary>Nothing was stored.</summary>
    /// <param name="Refusals">What cannot be given, in the order of the request: at least one.</param>
    public sealed record Refused(IReadOnlyList<NamedRefusal> Refusals) : NamedAssignmentResult;

    public sealed record NoSuchAnnotator : NamedAssignmentResult;

    /// <summary>The annotator's standing allows no work.</summary>
    public sealed record NotWorking(Standing Standing) : NamedAssignmentResult;
}

public readonly record struct GivenAssignment(Guid Token, bool LeftIsA);

/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Held">What the annotator has in hand, so that a request whose answer was lost can be answered again; null for other reasons.</param>
public sealed record NamedRefusal(int Index, NamedRefusalReason Reason, GivenAssignment? Held = null);

public enum NamedRefusalReason
{
    NoSuchComparison,

    /// <summary>It stands earlier in the same request.</summary>
    Repeated,

    /// <summary>The annotator has it now.</summary>
    InHand,

    Answered,

    Skipped,

    /// <summary>It is used for training or qualification, which are no work.</summary>
    ForOnboarding,

    /// <summary>The comparison has as many labels and live assignments as its overlap.</summary>
    NoPlace,
}
