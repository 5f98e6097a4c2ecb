using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Annotators;
using PrefLab.Core.Quality;
using PrefLab.Testing.Database;
using PrefLab.Testing.Load;

namespace PrefLab.Core.Tests.Annotators;

public sealed class AnnotatorTableQueryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 17, 30, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_LabelsOfManyDaysAmongThoseOfOthers_AreCountedByDay()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        var other = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        var (ana, bo, idle) = (await project.AddAnnotatorAsync(), await project.AddAnnotatorAsync(), await project.AddAnnotatorAsync());
        var elsewhere = await other.AddAnnotatorAsync();
        var seen = 0L;
        for (var round = 0; round < 9; round++)
        {
            await project.AddComparisonsAsync(round + 1, overlap: 2);
            await other.AddComparisonsAsync(5);
            await new Annotating(database.Database, project, ana).DrainAsync();
            await new Annotating(database.Database, other, elsewhere).DrainAsync();
            await new Annotating(database.Database, project, bo).DrainAsync();
            // 15 days ago, 13 days ago, …, today: the first round is older than what is counted.
            await database.ExecuteAsOwnerAsync(
                $"UPDATE labels SET received_at = '{Now.AddDays(-Math.Max(0, 15 - (2 * round))):O}' WHERE project_id = {project.Id} AND id > {seen}");
            seen = await project.ScalarAsync<long>("SELECT max(id) FROM labels WHERE project_id = $1", project.Id.Value);
        }

        var found = await new AnnotatorTableQuery(database.Database).LoadAsync(project.Id, [ana.Id, bo.Id, idle.Id], 10, pace: null, Now, Ct);

        await using var db = database.Open();
        foreach (var annotator in new[] { ana, bo })
        {
            var labels = await db.Labels.Where(it => it.ProjectId == project.Id && it.AnnotatorId == annotator.Id).Select(it => it.ReceivedAt).ToListAsync(Ct);
            var expected = Enumerable.Range(0, 14).Select(day => labels.Count(at => at.UtcDateTime.Date == Now.UtcDateTime.Date.AddDays(day - 13)));
            Assert.Equal(expected, found[annotator.Id].Daily);
            Assert.True(expected.Sum() > 30 && labels.Count > expected.Sum());
        }

        Assert.DoesNotContain(idle.Id, found);
    }

    [Fact]
    public async Task LoadAsync_OneTakesHalfTheUsualTime_HasThatPace()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(20);
        var people = new List<Annotator>();
        foreach (var seconds in new[] { 40, 40, 20 })
        {
            people.Add(await project.AddAnnotatorAsync());
            await new Annotating(database.Database, project, people[^1]).DrainAsync();
            await database.ExecuteAsOwnerAsync($"UPDATE labels SET server_seconds = {seconds} WHERE project_id = {project.Id} AND annotator_id = {people[^1].Id}");
        }

        var pace = await new ProjectPaceQuery(database.Database).LoadAsync(project.Id, Ct);
        var found = await new AnnotatorTableQuery(database.Database).LoadAsync(project.Id, people.Select(it => it.Id), 10, pace, Now, Ct);

        Assert.Equal(1, found[people[0].Id].Pace!.Value, .05);
        Assert.Equal(.5, found[people[2].Id].Pace!.Value, .05);
        Assert.Equal(new AgreementWithOthers(1, 10, 0), found[people[0].Id].Agreement! with { Share = 1 });
    }

    [Fact]
    public async Task Statements_AmongManyLabels_ReadByIndexes()
    {
        var project = await TestProject.CreateAsync(database.Database);
        var people = await GeneratedLabels.AddAsync(database.ConnectionString, project, comparisons: 20_000, annotators: 12);

        Assert.Empty(await HotPathPlans.ScansOfAnnotatorsAsync(database.Database, project.Id, people, Ct));
        Assert.Equal(0, await project.BrokenLevelsAsync());
        var found = await new AnnotatorTableQuery(database.Database).LoadAsync(
            project.Id, people.Select(it => it.Id), AnnotatorTableQuery.NewestInList, pace: null, TimeProvider.System.GetUtcNow(), Ct);
        Assert.All(found.Values, it => Assert.InRange(it.Daily.Sum(), 3_000, 3_600));
    }
}
