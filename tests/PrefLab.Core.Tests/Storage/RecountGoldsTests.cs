using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Storage;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Storage;

/// <summary>Comparisons that stopped being golds before tallies went by what is a gold now.</summary>
public sealed class RecountGoldsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MigrateAsync_GoldsOfAnEarlierVersionAreOrdinaryNow_CountsThoseThatAreGolds()
    {
        var project = await TestProject.CreateAsync(database.Database, batchSize: 30, goldFraction: .5);
        await project.AddComparisonsAsync(10);
        await project.AddGoldsAsync(10);
        var annotator = await project.AddAnnotatorAsync();
        await new Annotating(database.Database, project, annotator).DrainAsync();
        var golds = await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1 AND is_gold", project.Id.Value);
        await database.ExecuteAsOwnerAsync(
            $"""
            UPDATE comparisons SET use = 1, gold_preference = NULL, taken = n0 + n1 + n2 + n3 + n4, overlap = 3 WHERE project_id = {project.Id} AND use = 2
                AND id NOT IN (SELECT comparison_id FROM labels WHERE is_gold ORDER BY comparison_id LIMIT 2)
            """);
        Assert.Equal(golds, await project.ScalarAsync<int>("SELECT golds_answered FROM annotators WHERE project_id = $1", project.Id.Value));

        // Back to the schema before, and on: people answer by today's code, which needs today's.
        await MigrateAsync("DismissConcerns");
        await MigrateAsync(null);
        var pause = new AnnotatorActionRequest(AnnotatorActionKind.Pause, "Careless", ExclusionScope.All);
        var done = await new AnnotatorActionService(database.Database, TimeProvider.System).ActAsync(new Actor(1, true, null), project.Id, annotator.Id, pause, Ct);

        Assert.Equal(2, Assert.IsType<AnnotatorActionResult.Done>(done).Effect.Golds);
        await using var db = database.Open();
        var row = await db.Annotators.SingleAsync(it => it.ProjectId == project.Id, Ct);
        Assert.Equal((2, 2, row.Answered), (row.GoldsAnswered, row.ExcludedGolds, row.Excluded));
        Assert.Equal(row.GoldsCorrect, await project.ScalarAsync<long>(
            "SELECT count(*) FROM labels l JOIN comparisons c ON c.project_id = $1 AND c.id = l.comparison_id WHERE l.project_id = $1 AND sign(l.preference - 2) = sign(c.gold_preference - 2)",
            project.Id.Value));
        Assert.True(golds > 4);
    }

    private async Task MigrateAsync(string? target)
    {
        await using var db = new PrefLabDb(new DbContextOptionsBuilder<PrefLabDb>().UseNpgsql(database.ConnectionString).Options);
        await db.GetService<IMigrator>().MigrateAsync(target, Ct);
    }
}
