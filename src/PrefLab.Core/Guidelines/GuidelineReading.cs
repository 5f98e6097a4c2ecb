namespace PrefLab.Core.Guidelines;

/// <summary>The newest version of the guidelines that an annotator has had before them.</summary>
public sealed class GuidelineReading
{
    public ProjectId ProjectId { get; init; }

    public AnnotatorId AnnotatorId { get; init; }

    public int Version { get; init; }

    public DateTimeOffset At { get; init; }
}
