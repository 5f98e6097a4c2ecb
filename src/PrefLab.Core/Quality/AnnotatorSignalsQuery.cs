using Npgsql;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Quality;

/// <summary>Looks at an annotator's newest answers: bounded work, whatever the project's size.</summary>
public sealed class AnnotatorSignalsQuery(Database database)
{
    /// <summary>The annotator's newest answers that are looked at. The statements have it in their text: plans are made without the values of parameters.</summary>
    public const int Newest = 500;

    /// <summary>First answers, golds included: corrections say nothing of how somebody works. $1 project, $2 annotator.</summary>
    internal const string OwnSql =
        """
        SELECT l.preference, l.left_is_a, l.server_seconds, octet_length(c.prompt) + octet_length(c.response_a) + octet_length(c.response_b)
        FROM labels l JOIN comparisons c ON c.project_id = $1 AND c.id = l.comparison_id
        WHERE l.project_id = $1 AND l.annotator_id = $2 AND l.supersedes IS NULL
        ORDER BY l.id DESC
        LIMIT 500
        """;

    /// <summary>Golds left out: everybody has them, and everybody should answer them alike. $1 project, $2 annotator.</summary>
    internal const string SharedSql =
        """
        SELECT o.annotator_id, (count(*) FILTER (WHERE o.preference = mine.preference))::int, count(*)::int
        FROM (
            SELECT comparison_id, preference FROM labels
            WHERE project_id = $1 AND annotator_id = $2 AND is_current AND NOT is_gold
            ORDER BY id DESC
            LIMIT 500) mine
        JOIN labels o ON o.project_id = $1 AND o.comparison_id = mine.comparison_id AND o.is_current
        WHERE o.annotator_id <> $2
        GROUP BY o.annotator_id
        """;

    public async Task<AnnotatorSignals> LoadAsync(ProjectId project, AnnotatorId annotator, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(
            ct,
            Sql.Statement(OwnSql, project.Value, annotator.Value),
            ProjectPace.Statement(project),
            Sql.Statement(SharedSql, project.Value, annotator.Value));
        var answers = await ReadAsync(reader, row => new TimedAnswer(
            ((Preference)row.GetInt16(0)).ToDisplayed(row.GetBoolean(1)), row.Nullable<double>(2), row.GetInt32(3)), ct);
        await reader.NextResultAsync(ct);
        var pace = await ProjectPace.ReadAsync(reader, ct);
        await reader.NextResultAsync(ct);
        var others = await ReadAsync(reader, row => new SharedAnswers(new AnnotatorId(row.GetInt64(0)), row.GetInt32(1), row.GetInt32(2)), ct);
        return AnnotatorSignals.Of(answers, pace, others);
    }

    private static async Task<List<T>> ReadAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
