namespace PrefLab.Core.Audit;

/// <summary>Something that happened, for good; the application's role can only add such rows.</summary>
public sealed class AuditEvent
{
    /// <summary>0 for the site.</summary>
    public ProjectId ProjectId { get; init; }

    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The person who did it; null for PrefLab itself.</summary>
    public long? ActorId { get; init; }

    /// <summary>Dotted, feature first: <c>label.submitted</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it was done to: <c>annotator:17</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>A JSON object with what changed; never content, comments, e-mail addresses or keys.</summary>
    public string? Data { get; init; }
}
