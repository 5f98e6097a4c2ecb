using Npgsql;
using PrefLab.Core;

namespace PrefLab.Testing.Load;

/// <summary>Many comparisons at once, made by the database.</summary>
public static class GeneratedComparisons
{
    private const string InsertSql =
        """
        INSERT INTO comparisons (project_id, external_id, prompt, response_a, response_b, overlap, gold_preference, gold_key,
                                 prompt_is_chat, priority, taken, n0, n1, n2, n3, n4, exposures, use)
        SELECT $1, $6 || n, 'prompt ' || $6 || n || ' ' || repeat('x', $4), 'a ' || n || ' ' || repeat('y', $4), 'b ' || n || ' ' || repeat('z', $4),
               $3, CASE WHEN $5 THEN CASE WHEN n % 2 = 0 THEN 1 ELSE 3 END END::smallint, n * 0.6180339887 % 1, false, 0, 0, 0, 0, 0, 0, 0, 0, CASE WHEN $5 THEN 2 ELSE 1 END
        FROM generate_series(1, $2) n
        """;

    /// <param name="characters">Length of the three texts of a comparison together, about.</param>
    public static async Task AddAsync(Core.Storage.Database database, ProjectId project, int count, int overlap, int characters, int golds)
    {
        await InsertAsync(database, project, golds, overlap, characters, isGold: true);
        await InsertAsync(database, project, count, overlap, characters, isGold: false);
    }

    private static async Task InsertAsync(Core.Storage.Database database, ProjectId project, int count, int overlap, int characters, bool isGold)
    {
        await using var command = database.Bulk.CreateCommand(InsertSql);
        foreach (var value in (object[])[project.Value, count, overlap, characters / 3, isGold, isGold ? "g-" : "c-"])
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }
}
