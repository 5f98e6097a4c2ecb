using Npgsql;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Annotators;

/// <summary>Labels that stay excluded when their annotator gets work again, by the action that has to be taken back for them to count.</summary>
public sealed record StandingExclusion(AnnotatorActionId Action, AnnotatorActionKind Kind, DateTimeOffset At, int Labels)
{
    /// <summary>Only an undo takes marks away, so what an action that stands has excluded is excluded. $1 project, $2 annotator.</summary>
    private const string LoadSql =
        """
        SELECT id, kind, at, (effect ->> 'labels')::int FROM annotator_actions
        WHERE project_id = $1 AND annotator_id = $2 AND undone_at IS NULL AND (effect ->> 'labels')::int > 0
        ORDER BY id
        """;

    /// <returns>Nothing for an action that does not give work again.</returns>
    internal static async Task<IReadOnlyList<StandingExclusion>> LoadAsync(
        NpgsqlConnection connection, ProjectId project, AnnotatorId annotator, AnnotatorActionRequest request, CancellationToken ct)
    {
        if (!request.BeginsAfresh)
        {
            return [];
        }

        await using var reader = await connection.ReadAsync(ct, Sql.Statement(LoadSql, project.Value, annotator.Value));
        var found = new List<StandingExclusion>();
        while (await reader.ReadAsync(ct))
        {
            found.Add(new StandingExclusion(
                new AnnotatorActionId(reader.GetInt64(0)), (AnnotatorActionKind)reader.GetInt16(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetInt32(3)));
        }

        return found;
    }
}
