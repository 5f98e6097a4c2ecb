using Npgsql;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Quality;

/// <summary>How long a project's people take for what there is to read, from its newest answers.</summary>
internal static class ProjectPace
{
    private const ulong Seed = 17;

    /// <summary>
    /// The newest answers. The limit is a number in the text: plans are made without the values of parameters, and for a tenth of a table they scan it.
    /// $1 project.
    /// </summary>
    public const string Sql =
        """
        SELECT l.server_seconds, octet_length(c.prompt) + octet_length(c.response_a) + octet_length(c.response_b)
        FROM (SELECT comparison_id, server_seconds FROM labels WHERE project_id = $1 ORDER BY id DESC LIMIT 2000) l
        JOIN comparisons c ON c.project_id = $1 AND c.id = l.comparison_id
        WHERE l.server_seconds IS NOT NULL
        """;

    public static NpgsqlBatchCommand Statement(ProjectId project) => Storage.Sql.Statement(Sql, project.Value);

    /// <returns>Null while there are too few answers to know.</returns>
    public static async Task<ReadingPace?> ReadAsync(NpgsqlDataReader reader, CancellationToken ct)
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
