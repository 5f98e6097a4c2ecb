namespace PrefLab.Core.Annotators;

public abstract record AnnotatorActionResult
{
    private AnnotatorActionResult()
    {
    }

    /// <param name="Standing">The standing now.</param>
    /// <param name="Effect">What happened; for an undo, what the action had done.</param>
    /// <param name="Raised">By an undo: comparisons whose places others had filled meanwhile, so that their overlap was raised.</param>
    /// <param name="StandingKept">By an undo: the standing is that of something else since, and stays.</param>
    public sealed record Done(AnnotatorActionId Action, Standing Standing, ActionFigures Effect, int Raised = 0, bool StandingKept = false) : AnnotatorActionResult
    {
        /// <summary>Gets what does not count although the annotator begins again.</summary>
        public IReadOnlyList<StandingExclusion> StayExcluded { get; init; } = [];
    }

    /// <summary>What an action would do now; nothing was changed.</summary>
    public sealed record Foreseen(ActionPreview Preview) : AnnotatorActionResult;

    /// <summary>Not possible now; nothing was changed, and an event says that it was asked for.</summary>
    public sealed record Refused(string Reason) : AnnotatorActionResult;

    public sealed record Invalid(FieldError Error) : AnnotatorActionResult;

    /// <summary>No such annotator in the project, or no such action of theirs.</summary>
    public sealed record Missing : AnnotatorActionResult;
}
