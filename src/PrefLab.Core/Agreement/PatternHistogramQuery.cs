using System.Collections.Immutable;
using Npgsql;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Agreement;

/// <summary>The label-count patterns of a project's ordinary comparisons: all that agreement needs, in one grouped scan.</summary>
public static class PatternHistogramQuery
{
    /// <summary>$1 project. Pattern cells come as integers, so that the group is one hash of five small numbers.</summary>
    private const string GroupSql =
        """
        SELECT n0, n1, n2, n3, n4, count(*)
        FROM comparisons
        WHERE project_id = $1 AND gold_preference IS NULL AND n0 + n1 + n2 + n3 + n4 > 0
        GROUP BY n0, n1, n2, n3, n4
        """;

    /// <param name="source">The pool whose time limits fit the size of the project.</param>
    public static async Task<PatternHistogram> LoadAsync(NpgsqlDataSource source, ProjectId project, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await LoadAsync(connection, project, ct);
    }

    /// <summary>As the connection's transaction sees them.</summary>
    internal static async Task<PatternHistogram> LoadAsync(NpgsqlConnection connection, ProjectId project, CancellationToken ct)
    {
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(GroupSql, project.Value));
        var rows = new List<PatternCount>();
        while (await reader.ReadAsync(ct))
        {
            ImmutableArray<int> pattern = [reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4)];
            rows.Add(new PatternCount(pattern, reader.GetInt64(5)));
        }

        return PatternHistogram.FromPatterns(PreferenceLevels.Count, rows);
    }
}
