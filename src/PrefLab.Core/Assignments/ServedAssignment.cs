using Npgsql;
using PrefLab.Core.Labels;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Assignments;

/// <summary>What an annotator is shown of an assignment: nothing tells a gold, a model or a comparison's identity.</summary>
/// <param name="Position">Position in the batch from 0; null for a named assignment.</param>
/// <param name="Left">The response displayed on the left.</param>
public sealed record ServedAssignment(
    Guid Token, int? Position, string Prompt, bool PromptIsChat, string Left, string Right, DateTimeOffset ExpiresAt)
{
    /// <summary>What this person entered before and did not submit.</summary>
    public Draft? Draft { get; init; }

    /// <summary>Reads token, position, prompt, whether that is a chat, left is A, response A, response B, expiry and draft from nine columns.</summary>
    internal static ServedAssignment Read(NpgsqlDataReader reader, int first)
    {
        var leftIsA = reader.GetBoolean(first + 4);
        var (a, b) = (reader.GetString(first + 5), reader.GetString(first + 6));
        return new ServedAssignment(
            reader.GetGuid(first), reader.Nullable<int>(first + 1), reader.GetString(first + 2), reader.GetBoolean(first + 3),
            leftIsA ? a : b, leftIsA ? b : a, reader.GetFieldValue<DateTimeOffset>(first + 7))
        {
            Draft = reader.NullableString(first + 8) is { } draft ? Draft.Parse(draft) : null,
        };
    }
}

/// <summary>The batch that an annotator is in.</summary>
/// <param name="Reached">Positions reached, in [0, Size].</param>
public sealed record BatchProgress(int Reached, int Size);

/// <summary>The outcome of asking for work.</summary>
public abstract record NextResult
{
    private NextResult()
    {
    }

    /// <param name="Assignments">Held assignments, oldest first, without those that the page has already.</param>
    /// <param name="Dimensions">Names of the dimensions to rate beside the preference.</param>
    public sealed record Work(
        IReadOnlyList<ServedAssignment> Assignments, BatchProgress? Batch, IReadOnlyList<string> Dimensions, bool TiesAllowed) : NextResult
    {
        /// <summary>The tokens of all that is held, oldest first: at least one.</summary>
        public IReadOnlyList<Guid> Held { get; init; } = [.. Assignments.Select(served => served.Token)];

        /// <summary>Skips that this batch still allows, harmful content apart; null for no limit.</summary>
        public int? SkipsLeft { get; init; }

        /// <summary>For how long all that is held stays this person's.</summary>
        public TimeSpan KeptFor { get; init; }
    }

    /// <summary>Nothing is left for this annotator now.</summary>
    public sealed record NothingLeft : NextResult;

    /// <summary>The annotator's standing allows no work.</summary>
    public sealed record NotWorking(Annotators.Standing Standing, string? Reason) : NextResult;

    public sealed record ProjectNotOpen(Projects.ProjectState State) : NextResult;

    /// <summary>The person is no annotator of the project, or there is no such project.</summary>
    public sealed record NotFound : NextResult;
}
