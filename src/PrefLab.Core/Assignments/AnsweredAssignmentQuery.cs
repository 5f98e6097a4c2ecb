using PrefLab.Core.Storage;

namespace PrefLab.Core.Assignments;

/// <summary>Reads a comparison that a person has answered, as it stood, so that the answer can be looked at again and corrected.</summary>
public sealed class AnsweredAssignmentQuery(Database database)
{
    /// <summary>$1 project, $2 person, $3 token.</summary>
    private const string FindSql =
        """
        SELECT s.token, s.position, c.prompt, c.prompt_is_chat, s.left_is_a, c.response_a, c.response_b, s.expires_at, NULL AS draft, b.size
        FROM assignments s
        JOIN comparisons c ON c.project_id = s.project_id AND c.id = s.comparison_id
        LEFT JOIN batches b ON b.project_id = s.project_id AND b.id = s.batch_id
        WHERE s.project_id = $1 AND s.token = $3 AND s.state = 2
          AND s.annotator_id = (SELECT a.id FROM annotators a WHERE a.project_id = $1 AND a.person_id = $2)
        """;

    /// <returns>Null when it is not this person's, or not answered.</returns>
    public async Task<AnsweredAssignment?> FindAsync(ProjectId project, long person, Guid token, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadPreparedAsync(ct, Sql.Statement(FindSql, project.Value, person, token));
        return await reader.ReadAsync(ct) ? new AnsweredAssignment(ServedAssignment.Read(reader, 0), reader.Nullable<int>(9)) : null;
    }
}

/// <param name="BatchSize">Null for a comparison given by name.</param>
public sealed record AnsweredAssignment(ServedAssignment Served, int? BatchSize);
