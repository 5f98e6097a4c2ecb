using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Assignments;

/// <summary>Whoever lets leases run out and asks again learns nothing of what is a gold: golds come back, and stay away, as the rest does.</summary>
public sealed class BlindLapseTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Held = 12;

    [Theory]
    [InlineData(12)]
    [InlineData(50)]
    public async Task Blind_LeasesRanOut_TheSameTokensComeBackInTheSameOrder(int batchSize)
    {
        var (project, person) = await SceneAsync(batchSize: batchSize);
        var before = await WorkAsync(person);
        await person.SaveDraftAsync(before[4].Token, new Draft(Answer: 4, Comment: "half a thought"));

        await Leases.ExpireAsync(database, project);
        var first = await WorkAsync(person, 3);
        var after = await WorkAsync(person);

        Assert.Equal(before.Take(3).Select(Shown), first.Select(Shown));
        Assert.Equal(before.Select(Shown), after.Select(Shown));
        Assert.Equal("half a thought", after[4].Draft!.Comment);
        Assert.InRange(await GoldsAsync(project), batchSize == 12 ? 4 : 0, 12);
        Assert.Equal(1, await project.ScalarAsync<long>("SELECT count(*) FROM batches WHERE project_id = $1", project.Id.Value));
        Assert.Equal(Held, await project.ScalarAsync<long>("SELECT count(*) FROM assignments WHERE project_id = $1", project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task Blind_RanOutAgainAndAgain_NothingNewIsServedBeforeTheOld()
    {
        var (project, person) = await SceneAsync(batchSize: 50);
        var before = await WorkAsync(person);
        for (var time = 0; time < 4; time++)
        {
            await Leases.ExpireAsync(database, project);
            await person.AcceptAsync(new Submission((await WorkAsync(person, 2))[0].Token, Guid.NewGuid(), 2));
        }

        var left = await WorkAsync(person);

        Assert.Equal(before.Skip(4).Select(Shown), left.Take(8).Select(Shown));
        Assert.Equal([12, 13, 14, 15], left.Skip(8).Select(served => served.Position!.Value));
    }

    [Fact]
    public async Task Blind_PlacesTakenMeanwhile_GoldsStayAwayWithTheRestUntilTheyAreFree()
    {
        var (project, person) = await SceneAsync(comparisons: 30);
        var before = await WorkAsync(person);
        await Leases.ExpireAsync(database, project);
        await TakeAsync(project, "id > 0");

        Assert.IsType<NextResult.NothingLeft>(await person.AskAsync(Held));
        foreach (var served in before)
        {
            Assert.IsType<SubmitResult.LeaseTaken>(await person.SubmitAsync(new Submission(served.Token, Guid.NewGuid(), 2)));
        }

        await project.ExecuteAsync("UPDATE comparisons SET taken = 0 WHERE project_id = $1", project.Id.Value);
        await project.ExecuteAsync("UPDATE projects SET release_version = release_version + 1 WHERE id = $1", project.Id.Value);
        Assert.Equal(before.Select(Shown), (await WorkAsync(person)).Select(Shown));
    }

    [Fact]
    public async Task Blind_SomePlacesTaken_EachGoldSharesTheLotOfTheNearest()
    {
        var (project, person) = await SceneAsync();
        var before = await WorkAsync(person);
        await Leases.ExpireAsync(database, project);
        await TakeAsync(project, $"external_id = ANY (ARRAY(SELECT external_id FROM comparisons WHERE project_id = $1 AND use = 1 ORDER BY id OFFSET 4 LIMIT 3))");
        var free = new bool?[Held];
        for (var n = 0; n < Held; n++)
        {
            var place = await project.ScalarAsync<string>(
                """
                SELECT CASE WHEN c.use = 2 THEN 'gold' WHEN c.taken < c.overlap THEN 'free' ELSE 'full' END
                FROM assignments s JOIN comparisons c ON c.project_id = s.project_id AND c.id = s.comparison_id WHERE s.project_id = $1 AND s.token = $2
                """,
                project.Id.Value,
                before[n].Token);
            free[n] = place == "gold" ? null : place == "free";
        }

        var expected = before.Where((_, n) => free[n] ?? free[Enumerable.Range(0, Held).Where(m => free[m] is not null).MinBy(m => Math.Abs(m - n))]!.Value);
        var back = await WorkAsync(person);

        Assert.Equal(3, free.Count(it => it is false));
        Assert.Equal(expected.Select(Shown), back.Take(expected.Count()).Select(Shown));
        Assert.DoesNotContain(back.Skip(expected.Count()), served => before.Any(it => it.Token == served.Token));
    }

    [Fact]
    public async Task Blind_ReinstatedAfterAPauseOverGoldsOnly_GetsThemBack()
    {
        var (project, person) = await SceneAsync();
        var before = await WorkAsync(person);
        await project.ExecuteAsync(
            """
            UPDATE assignments s SET state = 2 FROM comparisons c
            WHERE s.project_id = $1 AND c.project_id = $1 AND c.id = s.comparison_id AND c.use = 1
            """,
            project.Id.Value);

        await Leases.ExpireAsync(database, project);
        var golds = (await WorkAsync(person)).Count(served => before.Any(it => it.Token == served.Token));

        Assert.Equal(await GoldsAsync(project, "s.position < 12"), golds);
    }

    [Fact]
    public async Task Blind_PeopleReviveAndRaceForTheSamePlaces_NoneIsTakenTwice()
    {
        var (project, first) = await SceneAsync(comparisons: 12, overlap: 2);
        Annotating[] people = [first, .. await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ => new Annotating(database.Database, project, await project.AddAnnotatorAsync())))];
        for (var time = 0; time < 5; time++)
        {
            await Task.WhenAll(people.Select(person => Task.Run(() => person.AskAsync(Held))));
            Assert.Equal(0, await project.BrokenPlacesAsync());
            await Leases.ExpireAsync(database, project);
        }

        await Task.WhenAll(people.Select(person => Task.Run(person.AnswerAllAsync)));
        Assert.Equal(24, await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1 AND NOT is_gold", project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task Blind_NothingOrdinaryLeft_NoGoldIsServedAlone()
    {
        var (_, person) = await SceneAsync(comparisons: 0);

        Assert.IsType<NextResult.NothingLeft>(await person.AskAsync(3));
    }

    private static (Guid, int?, string) Shown(ServedAssignment served) => (served.Token, served.Position, served.Left);

    private static async Task<IReadOnlyList<ServedAssignment>> WorkAsync(Annotating person, int count = Held) =>
        Assert.IsType<NextResult.Work>(await person.AskAsync(count)).Assignments;

    /// <summary>As if others had taken all places of these.</summary>
    private static Task TakeAsync(TestProject project, string which) =>
        project.ExecuteAsync($"UPDATE comparisons SET taken = overlap WHERE project_id = $1 AND use = 1 AND {which}", project.Id.Value);

    private static async Task<long> GoldsAsync(TestProject project, string which = "true") => await project.ScalarAsync<long>(
        $"SELECT count(*) FROM assignments s JOIN comparisons c ON c.project_id = s.project_id AND c.id = s.comparison_id WHERE s.project_id = $1 AND c.use = 2 AND {which}",
        project.Id.Value);

    private async Task<(TestProject Project, Annotating Person)> SceneAsync(int comparisons = 40, int batchSize = 12, int overlap = 1)
    {
        var project = await TestProject.CreateAsync(database.Database, batchSize: batchSize, goldFraction: .4);
        await project.AddComparisonsAsync(comparisons, overlap);
        await project.AddGoldsAsync(40);
        return (project, new Annotating(database.Database, project, await project.AddAnnotatorAsync()));
    }
}
