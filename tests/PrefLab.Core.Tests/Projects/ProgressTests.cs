using PrefLab.Core.Comparisons;
using PrefLab.Core.Projects;
using PrefLab.Core.Tests.Golds;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Projects;

/// <summary>Progress while comparisons become golds and cease to be some.</summary>
public sealed class ProgressTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Progress_LabelledComparisonBecomesAGoldAndNoLongerOne_IsNeverMoreThanIsNeeded()
    {
        var scene = await SceneAsync(comparisons: 2, overlap: 2, golds: 0);
        for (var person = 0; person < 2; person++)
        {
            await (await scene.AddAsync()).DrainAsync();
        }

        var comparison = new ComparisonId(await scene.Project.ScalarAsync<long>("SELECT min(id) FROM comparisons WHERE project_id = $1", scene.Project.Id.Value));
        Assert.Equal((4, 4, 0), await ProgressAsync(scene));

        await scene.SetAsync(comparison, Preference.ABetter);
        Assert.Equal((2, 2, 0), await ProgressAsync(scene));

        await scene.RemoveAsync(comparison);
        Assert.Equal((4, 4, 0), await ProgressAsync(scene));
    }

    [Fact]
    public async Task Progress_AnsweredGoldBecomesOrdinary_CountsItsAnswersBeforeAndAfterAllAreScoredAnew()
    {
        var scene = await SceneAsync(comparisons: 2, overlap: 3, golds: 1);
        for (var person = 0; person < 3; person++)
        {
            await (await scene.AddAsync()).DrainAsync();
        }

        Assert.Equal((6, 6, 3), await ProgressAsync(scene));

        await scene.RemoveAsync(Assert.Single(await scene.GoldsAsync()));
        Assert.Equal((9, 9, 3), await ProgressAsync(scene));

        await scene.Rescorer.RunAsync(Ct);
        Assert.Equal((9, 9, 0), await ProgressAsync(scene));
    }

    [Fact]
    public async Task Progress_OverlapBelowTheLabels_IsRefused()
    {
        var scene = await SceneAsync(comparisons: 1, overlap: 2, golds: 0);
        await (await scene.AddAsync()).DrainAsync();
        await (await scene.AddAsync()).DrainAsync();
        var comparison = new ComparisonId(await scene.Project.ScalarAsync<long>("SELECT id FROM comparisons WHERE project_id = $1", scene.Project.Id.Value));

        var lowered = await scene.Edit.SetPlacesAsync(scene.Project.Id, comparison, overlap: 1, priority: 0, 1, Ct);

        Assert.IsType<ComparisonEditResult.Invalid>(lowered);
        Assert.Equal((2, 2, 0), await ProgressAsync(scene));
    }

    private async Task<GoldScene> SceneAsync(int comparisons, int overlap, int golds)
    {
        var scene = await GoldScene.CreateAsync(database, Preference.ABetter, golds, comparisons: comparisons, overlap: overlap);
        await scene.Project.ExecuteAsync("UPDATE projects SET labels_needed = $2 WHERE id = $1", scene.Project.Id.Value, (long)comparisons * overlap);
        return scene;
    }

    private async Task<(long Accepted, long Needed, long Golds)> ProgressAsync(GoldScene scene)
    {
        var progress = (await new ProgressQuery(database.Database).LoadAsync(scene.Project.Id, Ct))!;
        return (progress.Accepted, progress.Needed, progress.GoldsAnswered);
    }
}
