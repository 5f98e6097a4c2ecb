using System.Collections.Immutable;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Agreement;

/// <param name="Votes">Labels on each of the five levels.</param>
public sealed record DisputedComparison(ComparisonId Id, string ExternalId, string Excerpt, ImmutableArray<int> Votes);

/// <summary>The comparisons that people differ about most.</summary>
public sealed class DisputedQuery(Database database)
{
    /// <summary>$1 project, $2 patterns as text, worst first, $3 limit.</summary>
    private const string PickSql =
        """
        SELECT c.id, c.external_id, left(c.prompt, 1000), c.prompt_is_chat, c.n0, c.n1, c.n2, c.n3, c.n4
        FROM comparisons c
        WHERE c.project_id = $1 AND c.gold_preference IS NULL
          AND concat_ws(',', c.n0, c.n1, c.n2, c.n3, c.n4) = ANY ($2)
        ORDER BY array_position($2, concat_ws(',', c.n0, c.n1, c.n2, c.n3, c.n4)), c.id
        LIMIT $3
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
    public async Task<IReadOnlyList<DisputedComparison>> LoadAsync(ProjectId project, PatternHistogram histogram, int limit, CancellationToken ct)
    {
        var patterns = new List<string>();
        var found = 0L;
        foreach (var row in histogram.Rows().Where(row => Spread(row.Labels) > 0).OrderByDescending(row => Spread(row.Labels)).ThenByDescending(row => row.Labels.Sum()))
        {
            if (found >= limit)
            {
                break;
            }

            patterns.Add(string.Join(',', row.Labels));
            found += row.Comparisons;
        }

        if (patterns.Count == 0)
        {
            return [];
        }

        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(PickSql, project.Value, patterns.ToArray(), limit));
        var result = new List<DisputedComparison>();
        while (await reader.ReadAsync(ct))
        {
            ImmutableArray<int> votes = [reader.GetInt32(4), reader.GetInt32(5), reader.GetInt32(6), reader.GetInt32(7), reader.GetInt32(8)];
            var excerpt = PromptExcerpt.Of(reader.GetString(2), reader.GetBoolean(3), 100);
            result.Add(new DisputedComparison(new ComparisonId(reader.GetInt64(0)), reader.GetString(1), excerpt, votes));
        }

        return result;
    }
}
