using PrefLab.Core.Assignments;

namespace PrefLab.Web.Api;

/// <summary>The answer to <c>assignments/next</c>.</summary>
/// <param name="State"><c>work</c>, <c>none</c>, <c>paused</c> or <c>notOpen</c>.</param>
/// <param name="SkipsLeft">Skips that the batch still allows, harmful content apart; null for no limit.</param>
public sealed record NextReply(string State, NextReply.BatchReply? Batch, IReadOnlyList<NextReply.AssignmentReply> Assignments, bool TiesAllowed, int? SkipsLeft)
{
    /// <summary>Null when the project is not there for this person.</summary>
    public static NextReply? From(NextResult result) => result switch
    {
        NextResult.Work work => new NextReply(
            "work",
            work.Batch is { } batch ? new BatchReply(batch.Reached, batch.Size) : null,
            [.. work.Assignments.Select(served => AssignmentReply.From(served, work.Dimensions))],
            work.TiesAllowed,
            work.SkipsLeft),
        NextResult.NothingLeft => Empty("none"),
        NextResult.NotWorking => Empty("paused"),
        NextResult.ProjectNotOpen => Empty("notOpen"),
        _ => null,
    };

    private static NextReply Empty(string state) => new(state, null, [], true, null);

    /// <param name="Position">Positions reached, in [0, size].</param>
    public sealed record BatchReply(int Position, int Size);

    /// <param name="PromptIsChat">Whether the prompt is a JSON array of chat messages.</param>
    /// <param name="Dimensions">Dimensions to rate beside the preference.</param>
    public sealed record AssignmentReply(
        Guid Token, int? Position, string Prompt, bool PromptIsChat, string Left, string Right, DateTimeOffset ExpiresAt, IReadOnlyList<string> Dimensions)
    {
        public static AssignmentReply From(ServedAssignment served, IReadOnlyList<string> dimensions) => new(
            served.Token, served.Position, served.Prompt, served.PromptIsChat, served.Left, served.Right, served.ExpiresAt, dimensions);
    }
}
