using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Assignments;

public sealed class SkipCapTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task SkipAsync_CapReached_IsRefusedUntilTheNextBatch()
    {
        var (project, person) = await SceneAsync(cap: 2, batchSize: 4);
        Assert.Equal(2, (await WorkAsync(person)).SkipsLeft);
        Assert.True(await person.SkipAsync((await person.NextAsync()).Token));
        Assert.Equal(1, (await WorkAsync(person)).SkipsLeft);
        Assert.True(await person.SkipAsync((await person.NextAsync()).Token));

        var third = await person.NextAsync();
        Assert.Equal(SkipResult.NoneLeft, await person.SkipAsync(third.Token, SkipReason.Other));
        Assert.Equal((third.Token, 0), ((await WorkAsync(person)).Held[0], (await WorkAsync(person)).SkipsLeft));

        await person.AcceptAsync(new Submission(third.Token, Guid.NewGuid(), 2));
        await person.AcceptAsync(new Submission((await person.NextAsync()).Token, Guid.NewGuid(), 2));
        Assert.Equal(2, (await WorkAsync(person)).SkipsLeft);
        Assert.True(await person.SkipAsync((await person.NextAsync()).Token));
        Assert.Equal(3, await project.ScalarAsync<int>("SELECT skipped FROM annotators WHERE project_id = $1", project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task SkipAsync_Harmful_IsNeitherCappedNorCounted()
    {
        var (_, person) = await SceneAsync(cap: 1, batchSize: 20);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(SkipResult.Skipped, await person.SkipAsync((await person.NextAsync()).Token, SkipReason.Harmful));
        }

        Assert.True(await person.SkipAsync((await person.NextAsync()).Token));
        Assert.False(await person.SkipAsync((await person.NextAsync()).Token));
        Assert.Equal(SkipResult.Skipped, await person.SkipAsync((await person.NextAsync()).Token, SkipReason.Harmful));
    }

    [Fact]
    public async Task SkipAsync_NoCap_IsNeverRefused()
    {
        var (_, person) = await SceneAsync(cap: null, batchSize: 4);
        for (var i = 0; i < 12; i++)
        {
            Assert.Null((await WorkAsync(person)).SkipsLeft);
            Assert.True(await person.SkipAsync((await person.NextAsync()).Token));
        }
    }

    [Fact]
    public async Task SkipAsync_ManyAtOnce_PassTheCapByNone()
    {
        var (project, person) = await SceneAsync(cap: 3, batchSize: 20);
        var held = (await WorkAsync(person, 12)).Held;

        var results = await Task.WhenAll(held.Concat(held).Select(token => person.SkipAsync(token, SkipReason.Other)));

        Assert.Equal(3, results.Count(result => result == SkipResult.Skipped));
        Assert.Equal(3, await project.ScalarAsync<int>("SELECT skips FROM batches WHERE project_id = $1", project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task SkipAsync_GivenByName_IsNotCapped()
    {
        var (project, person, annotator) = await WithAnnotatorAsync(cap: 0, batchSize: 20);
        var named = new NamedAssignmentService(database.Database, new CryptoRandom());
        var given = Assert.IsType<NamedAssignmentResult.Given>(
            await named.AssignAsync(project.Id, ["c-5"], annotator.Id, annotator.PersonId, TestContext.Current.CancellationToken)).Assignments[0];

        Assert.True(await person.SkipAsync(given.Token));
        Assert.False(await person.SkipAsync((await person.NextAsync()).Token));
    }

    private static async Task<NextResult.Work> WorkAsync(Annotating person, int count = 1) => Assert.IsType<NextResult.Work>(await person.AskAsync(count));

    private async Task<(TestProject Project, Annotating Person)> SceneAsync(int? cap, int batchSize)
    {
        var (project, person, _) = await WithAnnotatorAsync(cap, batchSize);
        return (project, person);
    }

    private async Task<(TestProject Project, Annotating Person, Core.Annotators.Annotator Annotator)> WithAnnotatorAsync(int? cap, int batchSize)
    {
        var project = await TestProject.CreateAsync(database.Database, batchSize: batchSize, goldFraction: 0, change: it => it.SkipsPerBatch = cap);
        await project.AddComparisonsAsync(20);
        var annotator = await project.AddAnnotatorAsync();
        return (project, new Annotating(database.Database, project, annotator), annotator);
    }
}
