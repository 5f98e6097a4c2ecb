namespace PrefLab.Core.Audit;

public static class AuditVisibility
{
    /// <summary>Kinds of which there are as many as labels, or some for each hundred of them; all others are few and have an index of their own.</summary>
    public static IReadOnlyList<string> Frequent { get; } = ["label.submitted", "label.corrected", "assignment.skipped"];

    /// <summary>What the index of the few is filtered by; <see cref="Few"/> says the same.</summary>
    internal const string FewFilter = "kind <> 'label.submitted' AND kind <> 'label.corrected' AND kind <> 'assignment.skipped'";

    /// <summary>The events that are not one a label.</summary>
    public static IQueryable<AuditEvent> Few(this IQueryable<AuditEvent> events) =>
        events.Where(happened => happened.Kind != "label.submitted" && happened.Kind != "label.corrected" && happened.Kind != "assignment.skipped");
}
