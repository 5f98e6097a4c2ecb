using Microsoft.AspNetCore.Html;
using PrefLab.Core.Guidelines;

namespace PrefLab.Web.Pages.Guidelines;

/// <summary>What the partials <c>_Panel</c> and <c>_Changes</c> show.</summary>
/// <param name="Version">0 before any are published.</param>
/// <param name="Seen">The newest version that the reader has seen; 0 for none, and for who is no annotator.</param>
/// <param name="Changes">What is newer than what was seen; empty for who has seen none, to whom everything is new.</param>
public sealed record GuidelinePanel(
    ProjectId ProjectId, int Version, DateTimeOffset? PublishedAt, IHtmlContent? Text, int Seen, IReadOnlyList<GuidelineChange> Changes);
