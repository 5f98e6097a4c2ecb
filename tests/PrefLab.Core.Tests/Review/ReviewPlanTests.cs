using Npgsql;
using PrefLab.Core.Storage;
using PrefLab.Testing.Database;
using PrefLab.Testing.Load;

namespace PrefLab.Core.Tests.Review;

/// <summary>The queue is found by its index, however many comparisons there are and however many were decided.</summary>
public sealed class ReviewPlanTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Comparisons = 50_000;
    private const int Reviews = 20_000;

    [Fact]
    public async Task Queue_AmongManyComparisonsAndDecisions_ReadsAFewPages()
    {
        var ct = TestContext.Current.CancellationToken;
        var project = await TestProject.CreateAsync(database.Database);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(ct);
        await connection.ExecuteAsync(
            ct,
            // One in ten is disputed; all others were decided or are of one mind.
            Sql.Statement(
                """
                INSERT INTO comparisons (project_id, external_id, prompt, prompt_is_chat, response_a, response_b, priority, overlap, taken, n0, n1, n2, n3, n4, gold_key, exposures, expert_preference)
                SELECT $1, 'big-' || i, 'prompt ' || i, false, 'a', 'b', 0, 2, 2, CASE WHEN i <= $3 OR i % 10 = 0 THEN 1 ELSE 2 END, 0, 0, 0, CASE WHEN i <= $3 OR i % 10 = 0 THEN 1 ELSE 0 END, 0, 0,
                       CASE WHEN i <= $3 THEN 0 END
                FROM generate_series(1, $2) i
                """,
                project.Id.Value, Comparisons, Reviews),
            Sql.Statement(
                """
                INSERT INTO reviews (project_id, comparison_id, expert_id, state, dispute, left_is_a, opened_at, expires_at, blind_preference, blind_at, preference, reason, became, decided_at)
                SELECT $1, id, 1, 2, 1, true, now(), now() + interval '1 hour', 0, now(), 0, 'because', 0, now() + hashint8(id) * interval '1 second' FROM comparisons WHERE project_id = $1 AND expert_preference = 0
                """,
                project.Id.Value),
            Sql.Statement("ANALYZE comparisons, reviews"));

        var middle = await project.ScalarAsync<long>("SELECT id FROM reviews WHERE project_id = $1 ORDER BY decided_at OFFSET 10000 LIMIT 1", project.Id.Value);
        var pages = await HotPathPlans.PagesOfReviewAsync(database.Database, project.Id, new ReviewId(middle), ct);

        Assert.Equal(3_000, await project.ScalarAsync<long>("SELECT count(*) FROM comparisons WHERE project_id = $1 AND dispute > 0", project.Id.Value));
        Assert.InRange(pages[0], 1, 300);
        Assert.InRange(pages[1], 1, 150);
        Assert.InRange(pages[2], 1, 30);
        Assert.All(pages[3..], decided => Assert.InRange(decided, 1, 400));
    }

    [Theory]
    [InlineData("n0 = n0 + 1", 3)]
    [InlineData("n0 = n0 + CASE n0 WHEN 0 THEN 1 ELSE 0 END, n2 = n2 + CASE WHEN n0 > 0 AND n2 = 0 THEN 1 ELSE 0 END, n4 = n4 + n2", 2)]
    public async Task Labels_OfOneComparison_TouchAnIndexOnlyWhereTheLastMakesItDisputed(string label, long within)
    {
        var ct = TestContext.Current.CancellationToken;
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddComparisonsAsync(1);
        await project.ExecuteAsync("UPDATE comparisons SET taken = 3 WHERE project_id = $1", project.Id.Value);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // A connection from the pool may have counted others before.
        var before = await CountAsync(connection, "pg_stat_get_xact_tuples_hot_updated('comparisons'::regclass)", ct);
        for (var i = 0; i < 3; i++)
        {
            await connection.ExecuteAsync(ct, Sql.Statement($"UPDATE comparisons SET {label} WHERE project_id = $1", project.Id.Value));
        }

        Assert.Equal(within, await CountAsync(connection, "pg_stat_get_xact_tuples_hot_updated('comparisons'::regclass)", ct) - before);
        Assert.Equal(3, await CountAsync(connection, $"(SELECT n0 + n2 + n4 FROM comparisons WHERE project_id = {project.Id})::bigint", ct));
        Assert.Equal(within < 3, await CountAsync(connection, $"(SELECT dispute FROM comparisons WHERE project_id = {project.Id})::bigint", ct) > 0);
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string what, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"SELECT {what}", connection);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
