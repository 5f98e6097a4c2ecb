using PrefLab.Core.Storage;

namespace PrefLab.Core.Quality;

/// <summary>Computes the biases of a project's people from running statistics and from the newest labels.</summary>
public sealed class ProjectBiasQuery(Database database)
{
    /// <summary>The newest labels that are looked at for length: recent behaviour counts, and the work stays bounded.</summary>
    public const int Newest = 30_000;

    /// <summary>$1 project.</summary>
    private const string SidesSql = "SELECT left_answers, right_answers FROM annotators WHERE project_id = $1 AND left_answers + right_answers > 0";

    /// <summary>$1 project, $2 newest.</summary>
    internal const string LengthsSql =
        """
        SELECT octet_length(c.response_a), octet_length(c.response_b), mine.for_a, mine.for_b
        FROM (
            SELECT comparison_id, (count(*) FILTER (WHERE preference < 2))::int AS for_a, (count(*) FILTER (WHERE preference > 2))::int AS for_b
            FROM (SELECT comparison_id, preference, is_current AND NOT excluded AND NOT is_gold AS counts FROM labels WHERE project_id = $1 ORDER BY id DESC LIMIT $2) newest
            WHERE counts AND preference <> 2
            GROUP BY comparison_id) mine
        JOIN comparisons c ON c.project_id = $1 AND c.id = mine.comparison_id
        """;

    public async Task<ProjectBias> LoadAsync(ProjectId project, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(SidesSql, project.Value), Sql.Statement(LengthsSql, project.Value, Newest));
        var annotators = new List<(int Left, int Right)>();
        while (await reader.ReadAsync(ct))
        {
            annotators.Add((reader.GetInt32(0), reader.GetInt32(1)));
        }

        await reader.NextResultAsync(ct);
        var comparisons = new List<ComparedLengths>();
        while (await reader.ReadAsync(ct))
        {
            comparisons.Add(new ComparedLengths(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3)));
        }

        return ProjectBias.Of(annotators, comparisons);
    }
}
