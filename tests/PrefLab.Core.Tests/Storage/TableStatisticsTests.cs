using Npgsql;
using PrefLab.Core.Storage;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Storage;

public sealed class TableStatisticsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task RefreshAsync_ATableThatGrew_AnalyzesItOnceUnderTheRestrictedRole()
    {
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddComparisonsAsync(500);
        await using (var connection = new NpgsqlConnection(database.ConnectionString))
        {
            // Counts of changed rows reach the statistics a second late, or at once when a session says so.
            await connection.OpenAsync(ct);
            await connection.ExecuteAsync(
                ct,
                Sql.Statement("UPDATE comparisons SET priority = 1 WHERE project_id = $1", project.Id.Value),
                Sql.Statement("SELECT pg_stat_force_next_flush()"));
        }

        var statistics = new TableStatistics(database.Database);
        var first = await statistics.RefreshAsync(ct);
        var second = await statistics.RefreshAsync(ct);

        Assert.True(first >= 1);
        Assert.Equal(0, second);
        Assert.Equal(500f, await project.ScalarAsync<float>("SELECT reltuples FROM pg_class WHERE oid = 'comparisons'::regclass"));
    }
}
