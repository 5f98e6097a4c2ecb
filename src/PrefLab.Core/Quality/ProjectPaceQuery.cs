using Npgsql;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Quality;

/// <summary>How long a project's people take for what there is to read, from its newest answers.</summary>
public sealed class ProjectPaceQuery(Database database)
{
    private const ulong Seed = 17;

    /// <summary>
    /// The newest answers. The limit is a number in the text: plans are made without the values of parameters, and for a tenth of a table they scan it.
    /// $1 project.
    /// </summary>
    internal const string NewestSql =
        """
        SELECT l.server_seconds, octet_length(c.prompt) + octet_length(c.response_a) + octet_length(c.response_b)
        FROM (SELECT comparison_id, server_seconds FROM labels WHERE project_id = $1 ORDER BY id DESC LIMIT 2000) l
        JOIN comparisons c ON c.project_id = $1 AND c.id = l.comparison_id
        WHERE l.server_seconds IS NOT NULL
        """;

    /// <returns>Null while there are too few answers to know.</returns>
    public async Task<ReadingPace?> LoadAsync(ProjectId project, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Statement(project));
        return await ReadAsync(reader, ct);
    }

    /// <summary>For a query that reads more in the same round trip.</summary>
    internal static NpgsqlBatchCommand Statement(ProjectId project) => Sql.Statement(NewestSql, project.Value);

    internal static async Task<ReadingPace?> ReadAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var (seconds, lengths) = (new List<double>(), new List<double>());
        while (await reader.ReadAsync(ct))
        {
            seconds.Add(reader.GetDouble(0));
            lengths.Add(reader.GetInt32(1));
        }

        return ReadingPace.Fit([.. lengths], [.. seconds], Seed);
    }
}
