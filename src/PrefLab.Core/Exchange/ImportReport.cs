namespace PrefLab.Core.Exchange;

/// <summary>What came of a file. A refused file leaves this report and nothing else.</summary>
/// <param name="Rows">Lines that are not empty.</param>
/// <param name="AlreadyThere">Rows that the project had, or that repeat an earlier row without an id.</param>
/// <param name="LabelsNeeded">Sum of the overlaps of the ordinary comparisons added.</param>
/// <param name="ErrorCount">All errors; the first 1,000 are listed.</param>
public sealed record ImportReport(
    ImportId Id,
    ImportState State,
    string FileName,
    string Format,
    int Rows,
    int Added,
    int AddedGolds,
    int AlreadyThere,
    long LabelsNeeded,
    int ErrorCount,
    IReadOnlyList<ImportProblem> Errors,
    int WarningCount,
    IReadOnlyList<ImportProblem> Warnings);

/// <summary>How far an import is.</summary>
public readonly record struct ImportProgress(long Bytes, int Rows);

/// <summary>What somebody wants imported, and how.</summary>
/// <param name="Format">Null to recognise it.</param>
/// <param name="Overlap">For rows that do not say; null for the project's.</param>
public sealed record ImportRequest(
    ProjectId ProjectId,
    long PersonId,
    string? FileName = null,
    ImportFormat? Format = null,
    int? Overlap = null,
    FieldMap? Map = null,
    ImportLimits? Limits = null);

/// <summary>What can come of asking for an import.</summary>
public abstract record ImportResult
{
    private ImportResult()
    {
    }

    /// <summary>The file was read; whether it was taken is in the report.</summary>
    public sealed record Read(ImportReport Report) : ImportResult;

    public sealed record NoProject : ImportResult;

    /// <summary>Nothing is imported into an archived project.</summary>
    public sealed record ProjectArchived : ImportResult;
}

/// <summary>What can come of undoing an import.</summary>
public abstract record UndoResult
{
    private UndoResult()
    {
    }

    public sealed record Undone(int Comparisons) : UndoResult;

    public sealed record NotFound : UndoResult;

    /// <summary>It was refused or undone before.</summary>
    public sealed record NothingToUndo(ImportState State) : UndoResult;

    /// <summary>A file is being imported into the project; nothing was changed.</summary>
    public sealed record Busy : UndoResult;

    /// <summary>People have worked on it.</summary>
    public sealed record HasWork(long Assignments, long Labels) : UndoResult;
}
