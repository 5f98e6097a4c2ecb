using PrefLab.Core.Quality;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Quality;

public sealed class ProjectBiasQueryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_LongerIsPreferredWhereItIsTwiceAsLong_IsInItsBand()
    {
        var project = await TestProject.CreateAsync(database.Database, overlap: 1, batchSize: 60, goldFraction: 0);
        await project.AddComparisonsAsync(60, overlap: 1);
        await project.ExecuteAsync("UPDATE comparisons SET response_a = repeat('a', 300), response_b = repeat('b', 100) WHERE project_id = $1 AND id % 2 = 0", project.Id.Value);
        await project.ExecuteAsync("UPDATE comparisons SET response_a = repeat('a', 100), response_b = repeat('b', 105) WHERE project_id = $1 AND id % 2 = 1", project.Id.Value);
        var number = 0;
        await new Annotating(database.Database, project, await project.AddAnnotatorAsync()).AnswerAsync((_, _) => number++ % 5 == 0 ? Preference.Tie : number % 3 == 0 ? Preference.BBetter : Preference.ABetter);

        var bias = await new ProjectBiasQuery(database.Database).LoadAsync(project.Id, Ct);

        var counted = await project.ScalarAsync<long>("SELECT count(*) FROM comparisons WHERE project_id = $1 AND id % 2 = 0 AND n2 = 0", project.Id.Value);
        var forA = await project.ScalarAsync<long>("SELECT sum(n0 + n1) FROM comparisons WHERE project_id = $1 AND id % 2 = 0", project.Id.Value);
        Assert.Equal([1, 1.1, 1.5, 2], bias.Lengths.Select(it => it.From));
        Assert.Equal(counted, bias.Lengths[3].Labels);
        Assert.Equal((double)forA / counted, bias.Lengths[3].Longer.Estimate.Value!.Value, 1e-12);
        Assert.True(bias.Lengths[3].Longer.IsDefined);
        Assert.Equal(48, bias.Lengths[0].Labels + bias.Lengths[3].Labels);
        Assert.False(bias.Left.IsDefined);
    }

}
