namespace PrefLab.Core.Audit;

public static class AuditVisibility
{
    /// <summary>Kinds of which there are as many as labels; all others are few and have an index of their own.</summary>
    public static IReadOnlyList<string> Frequent { get; } = ["label.submitted", "assignment.skipped"];

    /// <summary>What the index of the few is filtered by; <see cref="Few"/> says the same.</summary>
    internal const string FewFilter = "kind <> 'label.submitted' AND kind <> 'assignment.skipped'";

    /// <summary>The events that are not one a label.</summary>
    public static IQueryable<AuditEvent> Few(this IQueryable<AuditEvent> events) =>
        events.Where(happened => happened.Kind != "label.submitted" && happened.Kind != "assignment.skipped");
}
