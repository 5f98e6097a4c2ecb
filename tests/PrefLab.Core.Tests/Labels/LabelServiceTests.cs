using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Core.Quality;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Labels;

public sealed class LabelServiceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task SubmitAsync_Answer_IsStoredInCanonicalOrder()
    {
        var (project, person) = await SceneAsync(comparisons: 20);
        for (var i = 0; i < 20; i++)
        {
            var served = await person.NextAsync();
            // Prefers the response that was imported as A, wherever it stands.
            await person.AcceptAsync(new Submission(served.Token, Guid.NewGuid(), served.Left.StartsWith('a') ? 2 : 4));
        }

        Assert.Equal(20, await project.ScalarAsync<long>("SELECT count(*) FROM audit.label WHERE project_id = $1 AND preference = 1", project.Id.Value));
        Assert.Equal(20, await project.ScalarAsync<long>("SELECT sum(n1) FROM comparisons WHERE project_id = $1", project.Id.Value));
        Assert.InRange(await project.ScalarAsync<int>("SELECT left_answers FROM annotators WHERE project_id = $1", project.Id.Value), 1, 19);
    }

    [Fact]
    public async Task SubmitAsync_Answer_WritesAnEvent()
    {
        var (project, person) = await SceneAsync();

        var label = await person.AcceptAsync(new Submission((await person.NextAsync()).Token, Guid.NewGuid(), 1));

        Assert.Equal(1, await project.ScalarAsync<long>(
            "SELECT count(*) FROM audit.event WHERE project_id = $1 AND kind = 'label.submitted' AND subject = $2", project.Id.Value, $"label:{label}"));
    }

    [Fact]
    public async Task B041_SameKeyTwice_IsOneLabelAndTwoEqualAnswers()
    {
        var (project, person) = await SceneAsync();
        var submission = new Submission((await person.NextAsync()).Token, Guid.NewGuid(), 1, Comment: "why", BothBad: true);

        var first = await person.AcceptAsync(submission);
        var second = await person.SubmitAsync(submission with { ActiveSeconds = 7 });

        Assert.Equal(first, Assert.IsType<SubmitResult.Repeated>(second).Label);
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task B042_ManyAtOnceWithTheSameKey_AreOneLabel()
    {
        var (project, person) = await SceneAsync();
        var submission = new Submission((await person.NextAsync()).Token, Guid.NewGuid(), 5);

        var results = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => person.SubmitAsync(submission)));

        var accepted = Assert.Single(results.OfType<SubmitResult.Accepted>());
        Assert.Equal(59, results.OfType<SubmitResult.Repeated>().Count(repeated => repeated.Label == accepted.Label));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Theory]
    [InlineData(2, null, false, false)]
    [InlineData(1, "other", false, false)]
    [InlineData(1, null, true, false)]
    [InlineData(1, null, false, true)]
    public async Task B043_SameKeyAnotherAnswer_IsRefusedAndNothingChanges(int answer, string? comment, bool bothBad, bool flagged)
    {
        var (project, person) = await SceneAsync();
        var submission = new Submission((await person.NextAsync()).Token, Guid.NewGuid(), 1);
        await person.AcceptAsync(submission);

        var again = await person.SubmitAsync(submission with { Answer = answer, Comment = comment, BothBad = bothBad, Flagged = flagged });

        Assert.IsType<SubmitResult.KeyConflict>(again);
        Assert.Equal(1, await project.ScalarAsync<int>("SELECT answered FROM annotators WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task SubmitAsync_Offline_HasNoServerSecondsAndNoPlaceInTheHistogram()
    {
        var (project, person) = await SceneAsync();
        var offline = new Submission((await person.NextAsync()).Token, Guid.NewGuid(), 1, ActiveSeconds: 12, Offline: true);

        await person.AcceptAsync(offline);
        Assert.IsType<SubmitResult.Repeated>(await person.SubmitAsync(offline with { Offline = false }));
        await person.AcceptAsync(new Submission((await person.NextAsync()).Token, Guid.NewGuid(), 1));

        Assert.Equal("-,+", await project.ScalarAsync<string>(
            "SELECT string_agg(CASE WHEN server_seconds IS NULL THEN '-' ELSE '+' END, ',' ORDER BY id) FROM labels WHERE project_id = $1", project.Id.Value));
        Assert.Equal(1, await project.ScalarAsync<long>("SELECT sum(n) FROM annotators, unnest(time_bins) n WHERE project_id = $1", project.Id.Value));
        Assert.Equal(2, await project.ScalarAsync<int>("SELECT answered FROM annotators WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task B047_NewKeyOnAnAnsweredAssignment_IsRefused()
    {
        var (_, person) = await SceneAsync();
        var served = await person.NextAsync();
        var label = await person.AcceptAsync(new Submission(served.Token, Guid.NewGuid(), 1));

        var again = await person.SubmitAsync(new Submission(served.Token, Guid.NewGuid(), 1));

        Assert.Equal(label, Assert.IsType<SubmitResult.AlreadyAnswered>(again).Label);
    }

    [Fact]
    public async Task SubmitAsync_KeyOfSomebodyElse_IsAConflict()
    {
        var (project, person) = await SceneAsync();
        var other = await WithAsync(project);
        var key = Guid.NewGuid();
        await person.AcceptAsync(new Submission((await person.NextAsync()).Token, key, 1));

        Assert.IsType<SubmitResult.KeyConflict>(await other.SubmitAsync(new Submission((await other.NextAsync()).Token, key, 1)));
    }

    [Fact]
    public async Task B050_AssignmentOfSomebodyElse_IsNotFound()
    {
        var (project, person) = await SceneAsync();
        var other = await WithAsync(project);
        var served = await person.NextAsync();

        Assert.IsType<SubmitResult.NotFound>(await other.SubmitAsync(new Submission(served.Token, Guid.NewGuid(), 1)));
        Assert.IsType<SubmitResult.NotFound>(await person.SubmitAsync(new Submission(Guid.NewGuid(), Guid.NewGuid(), 1)));
    }

    [Fact]
    public async Task B048_LeaseExpiredAndPlaceFree_LateAnswerIsTaken()
    {
        var (project, person) = await SceneAsync(overlap: 1);
        var served = await person.NextAsync();
        await Leases.ExpireAsync(database, project);

        await person.AcceptAsync(new Submission(served.Token, Guid.NewGuid(), 1));

        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task B048_LeaseExpiredAndPlaceTaken_LateAnswerIsToldSo()
    {
        var (project, person) = await SceneAsync(comparisons: 1, overlap: 1);
        var other = await WithAsync(project);
        var served = await person.NextAsync();
        await Leases.ExpireAsync(database, project);
        await other.NextAsync();

        Assert.IsType<SubmitResult.LeaseTaken>(await person.SubmitAsync(new Submission(served.Token, Guid.NewGuid(), 1)));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task SubmitAsync_Golds_AreScoredAndAWeakAnnotatorIsFlaggedAtTheFifth()
    {
        var project = await TestProject.CreateAsync(
            database.Database, batchSize: 20, goldFraction: .5,
            change: it => it.Quality = new QualityPolicy(new QualityRule.Classic()));
        await project.AddComparisonsAsync(40);
        await project.AddGoldsAsync(10);
        var person = await WithAsync(project);
        var golds = 0;
        while (golds < 5)
        {
            Assert.Equal(Standing.Active, await StandingAsync(project));
            var served = await person.NextAsync();
            var leftIsGood = served.Left.StartsWith("good", StringComparison.Ordinal);
            golds += leftIsGood || served.Left.StartsWith("bad", StringComparison.Ordinal) ? 1 : 0;
            // Right twice, then wrong.
            await person.AcceptAsync(new Submission(served.Token, Guid.NewGuid(), leftIsGood == golds <= 2 ? 1 : 5));
        }

        Assert.Equal(Standing.Flagged, await StandingAsync(project));
        Assert.Equal("2 of 5 golds answered right.", await project.ScalarAsync<string>("SELECT standing_reason FROM annotators WHERE project_id = $1", project.Id.Value));
        Assert.Equal(2, await project.ScalarAsync<int>("SELECT golds_correct FROM annotators WHERE project_id = $1", project.Id.Value));
        await person.NextAsync();
    }

    [Fact]
    public async Task SubmitAsync_Dimensions_AreStoredInCanonicalOrder()
    {
        var project = await TestProject.CreateAsync(
            database.Database, goldFraction: 0, change: it => it.Dimensions = [new Core.Projects.Dimension("wit", 1, Asked: true)]);
        await project.AddComparisonsAsync(1);
        var person = await WithAsync(project);
        var served = await person.NextAsync();

        await person.AcceptAsync(new Submission(
            served.Token, Guid.NewGuid(), 3, new Dictionary<string, int> { ["wit"] = served.Left.StartsWith('a') ? 1 : 3 }));

        Assert.Equal("{\"wit\": -1}", await project.ScalarAsync<string>("SELECT dimensions::text FROM labels WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task SkipAsync_HeldAssignment_GivesThePlaceBackToOthersOnly()
    {
        var (project, person) = await SceneAsync(comparisons: 1, overlap: 1);
        var other = await WithAsync(project);
        var served = await person.NextAsync();

        Assert.True(await person.SkipAsync(served.Token));

        Assert.IsType<NextResult.NothingLeft>(await person.AskAsync());
        Assert.Equal(served.Prompt, (await other.NextAsync()).Prompt);
        Assert.False(await person.SkipAsync(served.Token));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task RenewAsync_HeldAssignment_MovesItsExpiry()
    {
        var (_, person) = await SceneAsync();
        var served = await person.NextAsync();

        Assert.True(await person.RenewAsync(served.Token) > served.ExpiresAt);
        Assert.Null(await person.RenewAsync(Guid.NewGuid()));
    }

    private async Task<(TestProject Project, Annotating Person)> SceneAsync(int comparisons = 3, int overlap = 3)
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(comparisons, overlap);
        return (project, await WithAsync(project));
    }

    private async Task<Annotating> WithAsync(TestProject project) =>
        new(database.Database, project, await project.AddAnnotatorAsync());

    private static async Task<Standing> StandingAsync(TestProject project) =>
        (Standing)await project.ScalarAsync<short>("SELECT standing FROM annotators WHERE project_id = $1", project.Id.Value);
}
