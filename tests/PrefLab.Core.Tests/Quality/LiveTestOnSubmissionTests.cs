using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Core.Projects;
using PrefLab.Core.Quality;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Quality;

public sealed class LiveTestOnSubmissionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SubmitAsync_OthersAnswerLater_EachAnswerIsJudgedOnceByOwnSubmissions()
    {
        var (project, people) = await SceneAsync(comparisons: 12, people: 3);
        foreach (var person in people)
        {
            await LabelAllAsync(person, reads: true);
        }

        // The last one had everybody's answers at once, the others none: theirs wait.
        Assert.Equal(["0 12", "0 12", "12 0"], await EvidenceAsync(project));

        await project.AddComparisonsAsync(2);
        foreach (var person in people)
        {
            await LabelAllAsync(person, reads: true);
        }

        // Two submissions look at sixteen that wait.
        Assert.Equal(["12 2", "12 2", "14 0"], await EvidenceAsync(project));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task SweepAsync_WhoStopped_IsJudgedAndFlagged()
    {
        var (project, people) = await SceneAsync(comparisons: 40, people: 3, change: it => it.Quality = new QualityPolicy(new QualityRule.None(), new PeerTest()));
        await LabelAllAsync(people[0], reads: false);
        await LabelAllAsync(people[1], reads: true);
        await LabelAllAsync(people[2], reads: true);
        var sweeper = new EvidenceSweeper(database.Database);
        await sweeper.SweepAsync(Ct);
        Assert.Equal(["0 40", "0 40", "40 0"], await EvidenceAsync(project));

        await project.ExecuteAsync("UPDATE annotators SET last_answer_at = now() - interval '61 seconds' WHERE project_id = $1", project.Id.Value);
        await sweeper.SweepAsync(Ct);

        Assert.Equal(["40 0", "40 0", "40 0"], await EvidenceAsync(project));
        Assert.Equal("3,2,2", await project.ScalarAsync<string>("SELECT string_agg(standing::text, ',' ORDER BY id) FROM annotators WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task SubmitAsync_FlagAndPause_EndsWorkInHandWithAReasonThatTellsNoGold()
    {
        var project = await TestProject.CreateAsync(
            database.Database, batchSize: 40, goldFraction: .5, change: it => it.Quality = new QualityPolicy(new QualityRule.Classic(), Pauses: true));
        await project.AddComparisonsAsync(40);
        await project.AddGoldsAsync(20);
        var person = new Annotating(database.Database, project, await project.AddAnnotatorAsync());
        for (var held = await person.AskAsync(3); held is NextResult.Work work; held = await person.AskAsync(3))
        {
            var served = work.Assignments[0];
            await person.AcceptAsync(new Submission(served.Token, Guid.NewGuid(), served.Left.StartsWith("good", StringComparison.Ordinal) ? 5 : 1));
        }

        await using var db = database.Open();
        var row = await db.Annotators.SingleAsync(it => it.ProjectId == project.Id, Ct);
        Assert.Equal((Standing.Paused, LiveTestOutcome.PausedByTest), (row.Standing, row.StandingReason));
        Assert.Equal(
            ["annotator.flagged", "annotator.paused"],
            await db.AuditEvents.Where(it => it.ProjectId == project.Id && it.Kind.StartsWith("annotator.")).OrderBy(it => it.Id).Select(it => it.Kind).ToListAsync(Ct));
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM assignments WHERE project_id = $1 AND state = 1", project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task SubmitAsync_AccuracyDrops_RaisesAConcernAndFlagsNobody()
    {
        var project = await TestProject.CreateAsync(database.Database, batchSize: 100, goldFraction: .5);
        await project.AddComparisonsAsync(100);
        await project.AddGoldsAsync(40);
        var person = new Annotating(database.Database, project, await project.AddAnnotatorAsync());
        // Right thirty times, then wrong six times, which is the least that the sum notices.
        for (var golds = 0; golds < 36;)
        {
            var served = await person.NextAsync();
            var leftIsGood = served.Left.StartsWith("good", StringComparison.Ordinal);
            await person.AcceptAsync(new Submission(served.Token, Guid.NewGuid(), leftIsGood == golds < 30 ? 1 : 5));
            golds += leftIsGood || served.Left.StartsWith("bad", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.True(await project.ScalarAsync<bool>("SELECT concern_since IS NOT NULL AND standing = 2 FROM annotators WHERE project_id = $1", project.Id.Value));
        Assert.Equal(1, await project.ScalarAsync<long>("SELECT count(*) FROM audit.event WHERE project_id = $1 AND kind = 'annotator.dropped'", project.Id.Value));
    }

    [Fact]
    public async Task SubmitAsync_WaitingComparisonBecameAGold_IsNotJudged()
    {
        var (project, people) = await SceneAsync(comparisons: 2, people: 1);
        var served = await people[0].NextAsync();
        await people[0].AcceptAsync(new Submission(served.Token, Guid.NewGuid(), 1));
        await project.ExecuteAsync("UPDATE comparisons SET gold_preference = 1, use = 2, taken = 0 WHERE project_id = $1 AND n0 + n1 + n3 + n4 > 0", project.Id.Value);

        served = await people[0].NextAsync();
        await people[0].AcceptAsync(new Submission(served.Token, Guid.NewGuid(), 1));

        Assert.Equal(["0 1"], await EvidenceAsync(project));
    }

    /// <summary>Who reads prefers A of every even comparison and B of every odd one; who does not, what is on the left.</summary>
    private static async Task LabelAllAsync(Annotating person, bool reads)
    {
        while (await person.AskAsync() is NextResult.Work work)
        {
            var served = work.Assignments[0];
            var isEven = int.Parse(served.Left[2..], CultureInfo.InvariantCulture) % 2 == 0;
            var answer = !reads || served.Left.StartsWith('a') == isEven ? 2 : 4;
            await person.AcceptAsync(new Submission(served.Token, Guid.NewGuid(), answer));
        }
    }

    private async Task<(TestProject Project, Annotating[] People)> SceneAsync(int comparisons, int people, Action<Project>? change = null)
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0, change: change);
        await project.AddComparisonsAsync(comparisons);
        var annotating = new Annotating[people];
        for (var i = 0; i < people; i++)
        {
            annotating[i] = new Annotating(database.Database, project, await project.AddAnnotatorAsync());
        }

        return (project, annotating);
    }

    private static async Task<string[]> EvidenceAsync(TestProject project) => await project.ScalarAsync<string[]>(
        """
        SELECT array_agg(concat(coalesce(evidence -> 'peers' ->> 'answers', '0'), ' ', cardinality(waiting)) ORDER BY id)
        FROM annotators WHERE project_id = $1
        """,
        project.Id.Value);
}
