using PrefLab.Core.Assignments;
using PrefLab.Core.Comparisons;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Comparisons;

public sealed class ComparisonEditLimitTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly ComparisonEdit edit = new(database.Database, new OrderRewind(database.Database), TimeProvider.System);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RemoveGoldAsync_MoreLabelsThanAComparisonHasPlaces_IsRefused()
    {
        var (project, gold) = await GoldAsync();
        await project.ScalarAsync<long>("UPDATE comparisons SET n1 = $3 WHERE project_id = $1 AND id = $2 RETURNING id", project.Id.Value, gold.Value, Limits.MaxOverlap + 1);

        Assert.IsType<ComparisonEditResult.Invalid>(await edit.RemoveGoldAsync(project.Id, gold, 1, Ct));
    }

    [Fact]
    public async Task SetGoldAsync_ExplanationThatCannotBeStored_NamesTheField()
    {
        var (project, gold) = await GoldAsync();

        Assert.Equal("explanation", Assert.IsType<ComparisonEditResult.Invalid>(
            await edit.SetGoldAsync(project.Id, gold, Preference.ABetter, "a\0b", 1, Ct)).Field);
    }

    private async Task<(TestProject Project, ComparisonId Gold)> GoldAsync()
    {
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddGoldsAsync(1);
        return (project, new ComparisonId(await project.ScalarAsync<long>("SELECT id FROM comparisons WHERE project_id = $1", project.Id.Value)));
    }
}
