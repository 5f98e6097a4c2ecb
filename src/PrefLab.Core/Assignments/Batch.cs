namespace PrefLab.Core.Assignments;

/// <summary>An annotator's run of positions; which of them are golds is drawn when the batch is made.</summary>
public sealed class Batch
{
    public ProjectId ProjectId { get; init; }

    public BatchId Id { get; init; }

    public AnnotatorId AnnotatorId { get; init; }

    public int Size { get; init; }

    /// <summary>Ascending positions, each in [0, Size).</summary>
    public required int[] GoldPositions { get; init; }

    /// <summary>The next position to be reached; Size when all are.</summary>
    public int NextPosition { get; init; }

    /// <summary>Skips that the project's limit counts.</summary>
    public int Skips { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}
