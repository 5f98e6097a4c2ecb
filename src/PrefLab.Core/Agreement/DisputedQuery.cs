using System.Collections.Immutable;
using Npgsql;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Agreement;

/// <param name="Votes">Labels on each of the five levels.</param>
public sealed record DisputedComparison(ComparisonId Id, string ExternalId, string Excerpt, ImmutableArray<int> Votes);

/// <summary>The comparisons that people differ about most.</summary>
public static class DisputedQuery
{
    /// <summary>
    /// Texts are read for those alone that are shown. $1 project, $2 to $6 the patterns' labels on each level, worst first, $7 limit.
    /// </summary>
    private const string PickSql =
        """
        SELECT c.id, c.external_id, left(c.prompt, 1000), c.prompt_is_chat, c.n0, c.n1, c.n2, c.n3, c.n4
        FROM (
            SELECT c.id, worst.rank
            FROM comparisons c
            JOIN unnest($2::int[], $3::int[], $4::int[], $5::int[], $6::int[]) WITH ORDINALITY AS worst(n0, n1, n2, n3, n4, rank)
              ON (c.n0, c.n1, c.n2, c.n3, c.n4) = (worst.n0, worst.n1, worst.n2, worst.n3, worst.n4)
            WHERE c.project_id = $1 AND c.gold_preference IS NULL
            ORDER BY worst.rank, c.id
            LIMIT $7) picked
        JOIN comparisons c ON c.project_id = $1 AND c.id = picked.id
        ORDER BY picked.rank, c.id
        """;

    /// <summary>How far apart the labels of a pattern are: the variance of their levels; 0 with fewer than two labels.</summary>
    public static double Spread(ImmutableArray<int> pattern)
    {
        var labels = pattern.Sum();
        if (labels < 2)
        {
            return 0;
        }

        var mean = pattern.Select((count, level) => (double)count * level).Sum() / labels;
        return pattern.Select((count, level) => count * (level - mean) * (level - mean)).Sum() / labels;
    }

    /// <summary>Only the worst patterns that together hold enough comparisons are looked up.</summary>
    /// <param name="source">The pool whose time limits fit the size of the project.</param>
    public static async Task<IReadOnlyList<DisputedComparison>> LoadAsync(
        NpgsqlDataSource source, ProjectId project, PatternHistogram histogram, int limit, CancellationToken ct)
    {
        var patterns = Worst(histogram, limit);
        if (patterns.Count == 0)
        {
            return [];
        }

        int[] Level(int level) => [.. patterns.Select(pattern => pattern[level])];

        await using var connection = await source.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(
            ct, Sql.Statement(PickSql, project.Value, Level(0), Level(1), Level(2), Level(3), Level(4), limit));
        var result = new List<DisputedComparison>();
        while (await reader.ReadAsync(ct))
        {
            ImmutableArray<int> votes = [reader.GetInt32(4), reader.GetInt32(5), reader.GetInt32(6), reader.GetInt32(7), reader.GetInt32(8)];
            var excerpt = PromptExcerpt.Of(reader.GetString(2), reader.GetBoolean(3), 100);
            result.Add(new DisputedComparison(new ComparisonId(reader.GetInt64(0)), reader.GetString(1), excerpt, votes));
        }

        return result;
    }

    private static List<ImmutableArray<int>> Worst(PatternHistogram histogram, int limit)
    {
        var patterns = new List<ImmutableArray<int>>();
        var found = 0L;
        foreach (var row in histogram.Rows().Where(row => Spread(row.Labels) > 0).OrderByDescending(row => Spread(row.Labels)).ThenByDescending(row => row.Labels.Sum()))
        {
            if (found >= limit)
            {
                break;
            }

            patterns.Add(row.Labels);
            found += row.Comparisons;
        }

        return patterns;
    }
}
