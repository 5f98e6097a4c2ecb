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
                SELECT $1, id, 1, 2, 1, true, now(), now() + interval '1 hour', 0, now(), 0, 'because', 0, now() FROM comparisons WHERE project_id = $1 AND expert_preference = 0
                """,
                project.Id.Value),
            Sql.Statement("ANALYZE comparisons, reviews"));

        var pages = await HotPathPlans.PagesOfReviewAsync(database.Database, project.Id, ct);

        Assert.Equal(3_000, await project.ScalarAsync<long>("SELECT count(*) FROM comparisons WHERE project_id = $1 AND dispute > 0", project.Id.Value));
        Assert.InRange(pages[0], 1, 300);
        Assert.InRange(pages[1], 1, 150);
        Assert.InRange(pages[2], 1, 30);
    }
}
