namespace PrefLab.Core.Exchange;

public enum ImportState : short
{
    Done = 1,
    Refused = 2,
    Undone = 3,
}

/// <summary>One file that somebody imported, or tried to.</summary>
public sealed class Import
{
    public ProjectId ProjectId { get; init; }

    public ImportId Id { get; init; }

    public required string FileName { get; init; }

    public required string Format { get; set; }

    public ImportState State { get; set; }

    public long StartedBy { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset FinishedAt { get; set; }

    public int Rows { get; set; }

    public int Added { get; set; }

    public int AddedGolds { get; set; }

    /// <summary>Rows whose external id the project had already.</summary>
    public int AlreadyThere { get; set; }

    /// <summary>Sum of the overlaps of the ordinary comparisons added.</summary>
    public long LabelsNeeded { get; set; }

    public int ErrorCount { get; set; }

    public int WarningCount { get; set; }

    /// <summary>The first errors and warnings, as JSON arrays of line, field and reason.</summary>
    public string Errors { get; set; } = "[]";

    public string Warnings { get; set; } = "[]";
}
