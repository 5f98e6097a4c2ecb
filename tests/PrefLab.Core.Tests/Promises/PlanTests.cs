using Npgsql;
using PrefLab.Core.Storage;
using PrefLab.Testing.Database;
using PrefLab.Testing.Load;

namespace PrefLab.Core.Tests.Promises;

/// <summary>The statements of asking for work and of submitting find their rows by index, in a project of some size.</summary>
public sealed class PlanTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Comparisons = 20_000;
    private const int Answered = 5_000;

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task HotPath_InAProjectOfSomeSize_ScansNoGrowingTable()
    {
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddGoldsAsync(20);
        var annotator = await project.AddAnnotatorAsync();
        await FillAsync(project.Id.Value, annotator.Id.Value);

        Assert.Empty(await HotPathPlans.ScansAsync(database.Database, project.Id, annotator, ct));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pick_AfterThousandsOfAnswers_ReadsAFewPages(bool ofGold)
    {
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddGoldsAsync(20);
        var annotator = await project.AddAnnotatorAsync();
        await FillAsync(project.Id.Value, annotator.Id.Value);
        var cursor = await project.ScalarAsync<long>(
            "SELECT max(sort_key) FROM comparisons WHERE project_id = $1 AND taken = 1", project.Id.Value);

        var pages = await HotPathPlans.PagesOfPickAsync(database.Database, project.Id, annotator, cursor, ofGold, ct);

        Assert.InRange(pages, 1, 200);
    }

    [Fact]
    public async Task Pick_AfterAllOfManyGolds_LooksAtSomeOfThem()
    {
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddGoldsAsync(1_000);
        var annotator = await project.AddAnnotatorAsync();
        await FillAsync(project.Id.Value, annotator.Id.Value, golds: true);
        var cursor = await project.ScalarAsync<long>(
            "SELECT max(sort_key) FROM comparisons WHERE project_id = $1 AND taken = 1", project.Id.Value);

        var pages = await HotPathPlans.PagesOfPickAsync(database.Database, project.Id, annotator, cursor, ofGold: true, ct);

        Assert.InRange(pages, 1, 1_000);
    }

    [Fact]
    public async Task Progress_OfAProjectOfSomeSize_ReadsItsGoldsOnly()
    {
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddGoldsAsync(20);
        await FillAsync(project.Id.Value, (await project.AddAnnotatorAsync()).Id.Value);

        Assert.InRange(await HotPathPlans.PagesOfProgressAsync(database.Database, project.Id, ct), 1, 100);
    }

    /// <summary>An annotator who has answered thousands in a project with fewer people than its overlap.</summary>
    private async Task FillAsync(long project, long annotator, bool golds = false)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(ct);
        await connection.ExecuteAsync(
            ct,
            Sql.Statement(
                """
                INSERT INTO comparisons (project_id, external_id, prompt, prompt_is_chat, response_a, response_b, priority, overlap, taken, n0, n1, n2, n3, n4, gold_key, exposures)
                SELECT $1, 'big-' || i, 'prompt ' || i, false, 'a', 'b', 0, 3, CASE WHEN i <= $2 THEN 1 ELSE 0 END, CASE WHEN i <= $2 THEN 1 ELSE 0 END, 0, 0, 0, 0, 0, 0
                FROM generate_series(1, $3) i
                """,
                project, Answered, Comparisons),
            Sql.Statement(
                """
                INSERT INTO assignments (project_id, token, comparison_id, annotator_id, left_is_a, state, issued_at, expires_at)
                SELECT $1, gen_random_uuid(), id, $2, true, 2, now(), now() + interval '1 hour' FROM comparisons
                WHERE project_id = $1 AND (taken = 1 OR $3 AND use = 2)
                """,
                project, annotator, golds),
            Sql.Statement(
                """
                INSERT INTO labels (project_id, assignment_id, comparison_id, annotator_id, submission_key, preference, left_is_a, both_bad, received_at, guideline_version, is_gold, is_current, excluded)
                SELECT $1, id, comparison_id, annotator_id, gen_random_uuid(), 0, true, false, now(), 0, false, true, false FROM assignments WHERE project_id = $1
                """,
                project),
            // As refresh_statistics() does after an import and every five seconds.
            Sql.Statement("ANALYZE comparisons, assignments, labels, annotators, batches"));
    }
}
