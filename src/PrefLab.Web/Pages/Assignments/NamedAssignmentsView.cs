using PrefLab.Core.Assignments;

namespace PrefLab.Web.Pages.Assignments;

/// <summary>What the partial <c>_NamedAssignments</c> lists.</summary>
/// <param name="Comparison">The comparison whose page shows them; null on the list of all.</param>
public sealed record NamedAssignmentsView(ProjectId ProjectId, IReadOnlyList<NamedAssignmentRow> Rows, ComparisonId? Comparison);
