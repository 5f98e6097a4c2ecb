namespace PrefLab.Cli.Api;

// The shapes of /api/v1 that this program uses.
public sealed record SimulatedRequest(string Name);

/// <param name="Answered">Answers given before.</param>
public sealed record SimulatedReply(long AnnotatorId, string Key, int Answered = 0);

public sealed record NextRequest(int Count);

/// <param name="State">work, none, paused or notOpen.</param>
public sealed record NextReply(string State, List<AssignmentReply> Assignments, bool TiesAllowed = true);

public sealed record AssignmentReply(string Token, string Prompt, string Left, string Right, List<string>? Dimensions);

public sealed record LabelRequest(
    string SubmissionKey, int Answer, Dictionary<string, int>? Dimensions, bool BothBad, string? Comment, double? ActiveSeconds);

public sealed record LabelReply(long LabelId);

public sealed record AssignRequest(string ExternalId, long AnnotatorId);

public sealed record AssignReply(string Token, bool LeftIsA);

public sealed record ImportProblem(long Line, string? Field, string? Reason);

public sealed record ImportReport(
    string? Format,
    string? State,
    long Rows,
    long Added,
    long AddedGolds,
    long AlreadyThere,
    long LabelsNeeded,
    int ErrorCount,
    int WarningCount,
    List<ImportProblem>? Errors,
    List<ImportProblem>? Warnings);
