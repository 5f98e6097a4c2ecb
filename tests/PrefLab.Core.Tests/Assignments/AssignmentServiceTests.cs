using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Core.Projects;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Assignments;

public sealed class AssignmentServiceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task NextAsync_AskedAgain_ReturnsTheSameWork()
    {
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddComparisonsAsync(10);
        var annotator = await WithAsync(project);

        var first = await WorkAsync(annotator, 3);
        var second = await WorkAsync(annotator, 3);

        Assert.Equal(3, first.Count);
        Assert.Equal(first.Select(served => served.Token), second.Select(served => served.Token));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task NextAsync_OnePersonAnswersEverything_NeverServesAComparisonTwice()
    {
        var project = await TestProject.CreateAsync(database.Database, batchSize: 10, goldFraction: .2);
        await project.AddComparisonsAsync(40);
        await project.AddGoldsAsync(6);
        var annotator = await WithAsync(project);

        var prompts = await annotator.DrainAsync();

        Assert.Equal(prompts.Distinct(), prompts);
        Assert.Equal(40, prompts.Count(prompt => int.Parse(prompt[7..], System.Globalization.CultureInfo.InvariantCulture) < 40));
        Assert.IsType<NextResult.NothingLeft>(await annotator.AskAsync());
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task NextAsync_PeopleRaceForEverything_LabelsEqualTheSumOfOverlaps()
    {
        var project = await TestProject.CreateAsync(database.Database, batchSize: 7, goldFraction: .2);
        await project.AddComparisonsAsync(30, overlap: 3);
        await project.AddGoldsAsync(4);
        var people = new List<Annotating>();
        for (var i = 0; i < 8; i++)
        {
            people.Add(await WithAsync(project));
        }

        await Task.WhenAll(people.Select(person => Task.Run(person.DrainAsync)));

        Assert.Equal(90, await project.ScalarAsync<long>(
            "SELECT count(*) FROM labels WHERE project_id = $1 AND NOT is_gold", project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task NextAsync_HigherPriority_ComesFirst()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(3);
        await project.AddComparisonsAsync(2, priority: 5);
        var annotator = await WithAsync(project);

        var work = await WorkAsync(annotator, 3);

        Assert.Equal(["prompt 3", "prompt 4", "prompt 0"], work.Select(served => served.Prompt));
    }

    [Fact]
    public async Task NextAsync_SomethingPutAheadOfTheCursor_ComesNextAfterARewind()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(5);
        var person = await WithAsync(project);
        for (var i = 0; i < 2; i++)
        {
            await person.AcceptAsync(new Submission((await person.NextAsync()).Token, Guid.NewGuid(), 1));
        }

        await project.AddComparisonsAsync(1, priority: 9);
        await new OrderRewind(database.Database).RunAsync(project.Id, TestContext.Current.CancellationToken);

        Assert.Equal("prompt 5", (await person.NextAsync()).Prompt);
    }

    [Fact]
    public async Task NextAsync_GoldsAreFew_RateFallsAndNoneRepeats()
    {
        var project = await TestProject.CreateAsync(database.Database, batchSize: 10, goldFraction: .5);
        await project.AddComparisonsAsync(20);
        await project.AddGoldsAsync(3);
        var annotator = await WithAsync(project);

        var prompts = await annotator.DrainAsync();

        Assert.Equal(23, prompts.Count);
        Assert.Equal(3, await project.ScalarAsync<long>(
            "SELECT count(*) FROM labels WHERE project_id = $1 AND is_gold", project.Id.Value));
    }

    [Fact]
    public async Task NextAsync_ManyGolds_AreBalancedBetweenAAndB()
    {
        var project = await TestProject.CreateAsync(database.Database, batchSize: 20, goldFraction: .5);
        await project.AddComparisonsAsync(30);
        await project.AddGoldsAsync(40);
        var annotator = await WithAsync(project);

        await annotator.DrainAsync();

        Assert.InRange(
            await project.ScalarAsync<int>("SELECT abs(golds_shown_a - golds_shown_b) FROM annotators WHERE project_id = $1", project.Id.Value), 0, 1);
    }

    [Fact]
    public async Task NextAsync_LeaseExpired_PlaceGoesToSomebodyElse()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(1, overlap: 1);
        var (slow, quick) = (await WithAsync(project), await WithAsync(project));
        await WorkAsync(slow, 1);
        Assert.IsType<NextResult.NothingLeft>(await quick.AskAsync());

        await Leases.ExpireAsync(database, project);

        Assert.Single(await WorkAsync(quick, 1));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task NextAsync_OwnLeaseExpired_IsRevivedWithTheSameToken()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(1, overlap: 1);
        var annotator = await WithAsync(project);
        var before = await WorkAsync(annotator, 1);
        await Leases.ExpireAsync(database, project);

        var after = await WorkAsync(annotator, 1);

        Assert.Equal(before[0].Token, after[0].Token);
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task NextAsync_EndOfBatch_WaitsForTheLastAnswer()
    {
        var project = await TestProject.CreateAsync(database.Database, batchSize: 2, goldFraction: 0);
        await project.AddComparisonsAsync(5);
        var annotator = await WithAsync(project);

        var work = await WorkAsync(annotator, 3);

        Assert.Equal(2, work.Count);
    }

    [Theory]
    [InlineData(Standing.Paused)]
    [InlineData(Standing.Removed)]
    [InlineData(Standing.Onboarding)]
    public async Task NextAsync_StandingWithoutWork_SaysSo(Standing standing)
    {
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddComparisonsAsync(1);
        var annotator = await WithAsync(project, standing);

        Assert.IsType<NextResult.NotWorking>(await annotator.AskAsync());
    }

    [Fact]
    public async Task NextAsync_ProjectPaused_SaysSo()
    {
        var project = await TestProject.CreateAsync(database.Database, change: it => it.TryChangeState(ProjectState.Paused));
        await project.AddComparisonsAsync(1);
        var annotator = await WithAsync(project);

        Assert.IsType<NextResult.ProjectNotOpen>(await annotator.AskAsync());
    }

    [Fact]
    public async Task NextAsync_Stranger_IsNotFound()
    {
        var project = await TestProject.CreateAsync(database.Database);

        Assert.IsType<NextResult.NotFound>(await new AssignmentService(database.Database, new CryptoRandom())
            .NextAsync(project.Id, 999_999, 1, TestContext.Current.CancellationToken));
    }

    private static async Task<IReadOnlyList<ServedAssignment>> WorkAsync(Annotating person, int count) =>
        Assert.IsType<NextResult.Work>(await person.AskAsync(count)).Assignments;

    private async Task<Annotating> WithAsync(TestProject project, Standing standing = Standing.Active) =>
        new(database.Database, project, await project.AddAnnotatorAsync(standing));
}
