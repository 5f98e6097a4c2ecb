using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Core.Storage;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Promises;

/// <summary>P2 to P4, with two instances of the application on one database.</summary>
public sealed class PlacesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task P2_ManyRaceForTheLastPlaces_EachPlaceGoesToOnePerson()
    {
        await using var other = new Database(database.ConnectionString);
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        var people = await PeopleAsync(project, 24, database.Database, other);
        var places = 0;
        for (var round = 0; round < 50; round++)
        {
            var overlap = (round % 3) + 1;
            places += overlap;
            await project.AddComparisonsAsync(1, overlap);
            using var barrier = new Barrier(people.Count);

            var results = await Task.WhenAll(people.Select(person => Task.Factory.StartNew(
                () =>
                {
                    barrier.SignalAndWait(TestContext.Current.CancellationToken);
                    return person.AskAsync();
                },
                TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

            var winners = people.Zip(results).Where(pair => pair.Second is NextResult.Work).ToList();
            Assert.Equal(overlap, winners.Count);
            Assert.Equal(people.Count - overlap, results.Count(result => result is NextResult.NothingLeft));
            foreach (var (person, result) in winners)
            {
                await person.AcceptAsync(new Submission(((NextResult.Work)result).Assignments[0].Token, Guid.NewGuid(), 4));
            }
        }

        Assert.Equal(places, await project.ScalarAsync<long>("SELECT count(*) FROM audit.label WHERE project_id = $1", project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task P3_EverybodyAsksTwiceAtOnce_NobodyGetsAComparisonTwice()
    {
        await using var other = new Database(database.ConnectionString);
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(40, overlap: 3);
        var people = await PeopleAsync(project, 6, database.Database);
        var again = people.Select(person => person.On(other)).ToList();

        await Task.WhenAll(people.Concat(again).Select(person => person.AnswerAllAsync()));

        Assert.Equal(0, await project.ScalarAsync<long>(
            "SELECT count(*) FROM (SELECT FROM audit.label WHERE project_id = $1 GROUP BY annotator_id, comparison_id HAVING count(*) > 1) twice",
            project.Id.Value));
        Assert.Equal(120, await project.ScalarAsync<long>("SELECT count(*) FROM audit.label WHERE project_id = $1", project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task P4_ManyIdenticalSubmissionsAtOnce_AreOneRowAKey()
    {
        await using var other = new Database(database.ConnectionString);
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddComparisonsAsync(30);
        await project.AddGoldsAsync(4);
        var here = (await PeopleAsync(project, 1, database.Database))[0];
        var there = here.On(other);
        for (var round = 0; round < 20; round++)
        {
            var submission = new Submission((await here.NextAsync()).Token, Guid.NewGuid(), 5);

            var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => (i % 2 == 0 ? here : there).SubmitAsync(submission)));

            var label = Assert.Single(results.OfType<SubmitResult.Accepted>()).Label;
            Assert.Equal(49, results.Count(result => result is SubmitResult.Repeated repeated && repeated.Label == label));
            Assert.IsType<SubmitResult.KeyConflict>(await there.SubmitAsync(submission with { Answer = 1 }));
            Assert.IsType<SubmitResult.AlreadyAnswered>(await there.SubmitAsync(submission with { Key = Guid.NewGuid() }));
        }

        Assert.Equal(20, await project.ScalarAsync<long>("SELECT count(*) FROM audit.label WHERE project_id = $1", project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task P4_ManyIdenticalCorrectionsAtOnce_AreOneRowAKeyAndOneCurrentLabel()
    {
        await using var other = new Database(database.ConnectionString);
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddComparisonsAsync(6);
        await project.AddGoldsAsync(2);
        var here = (await PeopleAsync(project, 1, database.Database))[0];
        var there = here.On(other);
        for (var round = 0; round < 4; round++)
        {
            var first = new Submission((await here.NextAsync()).Token, Guid.NewGuid(), 5);
            await here.AcceptAsync(first);
            var correction = first with { Key = Guid.NewGuid(), Answer = 1 };
            var rival = first with { Key = Guid.NewGuid(), Answer = 2 };

            var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => (i % 2 == 0 ? here : there).CorrectAsync(first.Key, correction)));
            var late = await there.CorrectAsync(first.Key, rival);

            var label = Assert.Single(results.OfType<SubmitResult.Accepted>()).Label;
            Assert.Equal(99, results.Count(result => result is SubmitResult.Repeated repeated && repeated.Label == label));
            Assert.Equal(correction.Key, Assert.IsType<SubmitResult.Superseded>(late).Stands.SubmissionKey);
        }

        Assert.Equal(8, await project.ScalarAsync<long>("SELECT count(*) FROM audit.label WHERE project_id = $1", project.Id.Value));
        Assert.Equal(4, await project.ScalarAsync<long>("SELECT count(*) FROM audit.label WHERE project_id = $1 AND superseded_by IS NULL", project.Id.Value));
        Assert.Equal(4, await project.ScalarAsync<int>("SELECT answered FROM annotators WHERE project_id = $1", project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
        Assert.Equal(0, await project.BrokenLevelsAsync());
    }

    [Fact]
    public async Task P4_DifferentCorrectionsAndAnswersAtOnce_OneCorrectionWins()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(3);
        var person = (await PeopleAsync(project, 1, database.Database))[0];
        var first = new Submission((await person.NextAsync()).Token, Guid.NewGuid(), 5);
        await person.AcceptAsync(first);
        var next = new Submission((await person.NextAsync()).Token, Guid.NewGuid(), 4);

        var submitting = Task.WhenAll(Enumerable.Range(0, 10).Select(_ => person.SubmitAsync(next)));
        var corrections = await Task.WhenAll(Enumerable.Range(0, 40).Select(
            i => person.CorrectAsync(first.Key, first with { Key = Guid.NewGuid(), Answer = (i % 4) + 1 })));
        var submissions = await submitting;

        Assert.Single(submissions.OfType<SubmitResult.Accepted>());
        Assert.Single(corrections.OfType<SubmitResult.Accepted>());
        Assert.Equal(39, corrections.OfType<SubmitResult.Superseded>().Count());
        Assert.Equal(0, await project.BrokenPlacesAsync());
        Assert.Equal(0, await project.BrokenLevelsAsync());
    }

    private static async Task<List<Annotating>> PeopleAsync(TestProject project, int count, params Database[] instances)
    {
        var people = new List<Annotating>();
        for (var i = 0; i < count; i++)
        {
            people.Add(new Annotating(instances[i % instances.Length], project, await project.AddAnnotatorAsync()));
        }

        return people;
    }
}
