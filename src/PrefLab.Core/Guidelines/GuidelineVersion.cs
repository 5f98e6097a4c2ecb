namespace PrefLab.Core.Guidelines;

/// <summary>One published version of a project's guidelines; never changed afterwards.</summary>
public sealed class GuidelineVersion
{
    public ProjectId ProjectId { get; init; }

    public int Version { get; init; }

    public required string Markdown { get; init; }

    /// <summary>What changed, in a sentence for annotators.</summary>
    public string? Summary { get; init; }

    public long PublishedBy { get; init; }

    public DateTimeOffset PublishedAt { get; init; }
}
