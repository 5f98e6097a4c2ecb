using Npgsql;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Labels;
using PrefLab.Core.Projects;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Annotators;

public sealed class ExclusionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly AnnotatorActionRequest PauseAll = new(AnnotatorActionKind.Pause, "Careless", ExclusionScope.All);
    private static readonly Actor Operations = new(1, true, null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ActAsync_AllLabels_OpensTheirPlacesForOthers()
    {
        var (project, careless) = await FilledAsync(overlap: 2);
        await project.AddAnnotatorAsync();
        var other = await project.AddAnnotatorAsync();

        var done = Done(await ActAsync(project, careless, PauseAll));

        Assert.Equal((5, 0, 5), (done.Effect.Labels, done.Effect.Golds, done.Effect.Reopened));
        Assert.Equal(5, (await new Annotating(database.Database, project, other).DrainAsync()).Count);
        Assert.Equal((0L, 0L), (await project.BrokenPlacesAsync(), await project.BrokenLevelsAsync()));
    }

    [Fact]
    public async Task ActAsync_PauseAgainWithNothingLeftToExclude_IsRefused()
    {
        var (project, careless) = await FilledAsync(overlap: 2);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ActAsync(project, careless, PauseAll)));

        Assert.Single(results.OfType<AnnotatorActionResult.Done>());
        Assert.Equal(3, results.OfType<AnnotatorActionResult.Refused>().Count());
        Assert.Equal(3, await project.ScalarAsync<long>("SELECT count(*) FROM audit_events WHERE project_id = $1 AND kind = 'annotator.action_refused'", project.Id.Value));
    }

    [Fact]
    public async Task UndoAsync_OthersFilledThePlaces_RaisesTheOverlap()
    {
        var (project, careless) = await FilledAsync(overlap: 2);
        var done = Done(await ActAsync(project, careless, PauseAll));
        await new Annotating(database.Database, project, await project.AddAnnotatorAsync()).DrainAsync();
        await project.ExecuteAsync("UPDATE projects SET labels_needed = 10 WHERE id = $1", project.Id.Value);

        var undone = Done(await UndoAsync(project, careless, done.Action));

        Assert.Equal((Standing.Active, 5), (undone.Standing, undone.Raised));
        Assert.Equal((0L, 0L), (await project.BrokenPlacesAsync(), await project.BrokenLevelsAsync()));
        Assert.Equal(15, await project.ScalarAsync<long>("SELECT labels_needed FROM projects WHERE id = $1", project.Id.Value));
        Assert.Equal(5, await project.ScalarAsync<long>(
            "SELECT count(*) FROM audit_events WHERE project_id = $1 AND kind = 'comparison.places_changed' AND data ->> 'to' = '3'", project.Id.Value));
    }

    [Fact]
    public async Task UndoAsync_AtTheLargestOverlap_IsRefused()
    {
        var (project, careless) = await FilledAsync(overlap: 2);
        var done = Done(await ActAsync(project, careless, PauseAll));
        await project.ExecuteAsync(
            "UPDATE comparisons SET overlap = 1000, taken = 1000 WHERE project_id = $1 AND id IN (SELECT id FROM comparisons WHERE project_id = $1 LIMIT 2)", project.Id.Value);

        var refused = Assert.IsType<AnnotatorActionResult.Refused>(await UndoAsync(project, careless, done.Action));

        Assert.StartsWith("2 comparisons have 1000 labels", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(5, await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1 AND excluded", project.Id.Value));
    }

    [Fact]
    public async Task UndoAsync_ComparisonBecameAGold_GivesItNoPlace()
    {
        var (project, careless) = await FilledAsync(overlap: 2);
        var done = Done(await ActAsync(project, careless, PauseAll));
        await project.ExecuteAsync("UPDATE comparisons SET use = 2, gold_preference = 1, taken = 0 WHERE project_id = $1", project.Id.Value);

        Done(await UndoAsync(project, careless, done.Action));

        Assert.Equal(0L, await project.BrokenLevelsAsync());
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT sum(taken) FROM comparisons WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task UndoAsync_FollowedByAnother_IsRefusedUntilThatIsUndone()
    {
        var (project, careless) = await FilledAsync(overlap: 2);
        var pause = Done(await ActAsync(project, careless, new AnnotatorActionRequest(AnnotatorActionKind.Pause, "Careless"))).Action;
        var reinstate = Done(await ActAsync(project, careless, new AnnotatorActionRequest(AnnotatorActionKind.Reinstate, "Talked"))).Action;
        await ActAsync(project, careless, new AnnotatorActionRequest(AnnotatorActionKind.Note, "Keep an eye on them"));

        Assert.IsType<AnnotatorActionResult.Refused>(await UndoAsync(project, careless, pause));
        Assert.Equal(Standing.Paused, Done(await UndoAsync(project, careless, reinstate)).Standing);
        Assert.Equal(Standing.Active, Done(await UndoAsync(project, careless, pause)).Standing);
        Assert.IsType<AnnotatorActionResult.Refused>(await UndoAsync(project, careless, pause));
    }

    [Fact]
    public async Task UndoAsync_ReinstatedAndOthersFilledThePlaces_CountsTheLabelsAgainAndRaisesTheOverlap()
    {
        var (project, careless) = await FilledAsync(overlap: 2);
        var pause = Done(await ActAsync(project, careless, PauseAll)).Action;
        await ActAsync(project, careless, new AnnotatorActionRequest(AnnotatorActionKind.Reinstate, "Talked"));
        await new Annotating(database.Database, project, await project.AddAnnotatorAsync()).DrainAsync();

        var undone = Done(await UndoAsync(project, careless, pause));

        Assert.Equal((Standing.Active, true, 5), (undone.Standing, undone.StandingKept, undone.Raised));
        Assert.Equal((0L, 0L), (await project.BrokenPlacesAsync(), await project.BrokenLevelsAsync()));
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1 AND excluded", project.Id.Value));
        Assert.Equal(5, await project.ScalarAsync<long>("SELECT count(*) FROM audit_events WHERE project_id = $1 AND kind = 'comparison.places_changed'", project.Id.Value));
        Assert.Equal(1, await project.ScalarAsync<long>(
            "SELECT count(*) FROM audit_events WHERE project_id = $1 AND kind = 'annotator.action_undone' AND data -> 'onlyLabels' = 'true'", project.Id.Value));
    }

    [Fact]
    public async Task ActAsync_RemovedAndThenExcluded_IsDoneAndUndoneAlone()
    {
        var (project, careless) = await FilledAsync(overlap: 2);
        var remove = Done(await ActAsync(project, careless, new AnnotatorActionRequest(AnnotatorActionKind.Remove, "Left"))).Action;

        var exclude = Done(await ActAsync(project, careless, new AnnotatorActionRequest(AnnotatorActionKind.Remove, "Careless", ExclusionScope.All)));

        Assert.Equal((Standing.Removed, 5), (exclude.Standing, exclude.Effect.Labels));
        Assert.IsType<AnnotatorActionResult.Refused>(await ActAsync(project, careless, new AnnotatorActionRequest(AnnotatorActionKind.Remove, "Again", ExclusionScope.All)));
        Assert.IsType<AnnotatorActionResult.Refused>(await UndoAsync(project, careless, remove));
        Assert.Equal(Standing.Removed, Done(await UndoAsync(project, careless, exclude.Action)).Standing);
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1 AND excluded", project.Id.Value));
        Assert.Equal(Standing.Active, Done(await UndoAsync(project, careless, remove)).Standing);
        Assert.Equal((0L, 0L), (await project.BrokenPlacesAsync(), await project.BrokenLevelsAsync()));
    }

    [Fact]
    public async Task UndoAsync_FlaggedSince_KeepsTheStandingAndGivesTheLabelsBack()
    {
        var (project, careless) = await FilledAsync(overlap: 2);
        var pause = Done(await ActAsync(project, careless, PauseAll)).Action;
        var reinstate = Done(await ActAsync(project, careless, new AnnotatorActionRequest(AnnotatorActionKind.Reinstate, "Talked"))).Action;
        await project.ExecuteAsync("UPDATE annotators SET standing = 3, standing_since = clock_timestamp() WHERE project_id = $1 AND id = $2", project.Id.Value, careless.Id.Value);

        var first = Done(await UndoAsync(project, careless, reinstate));
        var second = Done(await UndoAsync(project, careless, pause));

        Assert.Equal((Standing.Flagged, true, Standing.Flagged, true), (first.Standing, first.StandingKept, second.Standing, second.StandingKept));
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1 AND excluded", project.Id.Value));
    }

    [Fact]
    public async Task UndoAsync_AnsweredSinceReinstated_KeepsTheNewEvidence()
    {
        var (project, careless) = await FilledAsync(overlap: 2);
        await project.ExecuteAsync("UPDATE annotators SET risk = .5 WHERE project_id = $1", project.Id.Value);
        await ActAsync(project, careless, new AnnotatorActionRequest(AnnotatorActionKind.Pause, "Careless"));
        var reinstate = Done(await ActAsync(project, careless, new AnnotatorActionRequest(AnnotatorActionKind.Reinstate, "Talked"))).Action;
        await project.AddComparisonsAsync(3);
        await new Annotating(database.Database, project, careless).DrainAsync();

        Assert.Equal(Standing.Paused, Done(await UndoAsync(project, careless, reinstate)).Standing);

        Assert.Equal(.05, await project.ScalarAsync<double>("SELECT risk FROM annotators WHERE project_id = $1 AND id = $2", project.Id.Value, careless.Id.Value), 6);
        Assert.Equal(3, await project.ScalarAsync<int>("SELECT cardinality(waiting) FROM annotators WHERE project_id = $1 AND id = $2", project.Id.Value, careless.Id.Value));
    }

    [Fact]
    public async Task ActAsync_TwiceAtOnce_OneWins()
    {
        var (project, careless) = await FilledAsync(overlap: 2);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            () => ActAsync(project, careless, new AnnotatorActionRequest(AnnotatorActionKind.Remove, "Careless", ExclusionScope.All)), Ct)));

        Assert.Single(results.OfType<AnnotatorActionResult.Done>());
        Assert.Equal(3, results.OfType<AnnotatorActionResult.Refused>().Count());
        Assert.Equal((0L, 0L), (await project.BrokenPlacesAsync(), await project.BrokenLevelsAsync()));
    }

    [Fact]
    public async Task ActAsync_WhileOthersWork_KeepsEveryCounter()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: .1);
        await project.AddComparisonsAsync(60);
        await project.AddGoldsAsync(6);
        var careless = await project.AddAnnotatorAsync();
        await new Annotating(database.Database, project, careless).DrainAsync();
        var others = new List<Annotator>();
        for (var i = 0; i < 4; i++)
        {
            others.Add(await project.AddAnnotatorAsync());
        }

        var work = others.Select(other => Task.Run(() => new Annotating(database.Database, project, other).AnswerAllAsync(), Ct)).ToList();
        var pause = Done(await ActAsync(project, careless, PauseAll)).Action;
        Done(await UndoAsync(project, careless, pause));
        Done(await ActAsync(project, careless, PauseAll));
        await Task.WhenAll(work);

        Assert.Equal((0L, 0L), (await project.BrokenPlacesAsync(), await project.BrokenLevelsAsync()));
    }

    [Theory]
    [InlineData(true, 5, 10)]
    [InlineData(false, 5, 5)]
    public async Task LoadAsync_Excluded_CountsNoMoreAndIsPaidAsTheProjectPays(bool pays, long accepted, long paid)
    {
        var (project, careless) = await FilledAsync(overlap: 2);
        await project.ExecuteAsync("UPDATE projects SET pays_excluded = $2 WHERE id = $1", project.Id.Value, pays);

        await ActAsync(project, careless, PauseAll);

        var progress = (await new ProgressQuery(database.Database).LoadAsync(project.Id, Ct))!;
        Assert.Equal((10L, accepted, paid), (progress.Answered, progress.Accepted, progress.Paid));
    }

    [Fact]
    public async Task CorrectAsync_ExcludedAndReinstated_IsRefused()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(3);
        var annotator = await project.AddAnnotatorAsync();
        var person = new Annotating(database.Database, project, annotator);
        var (token, key) = ((await person.NextAsync()).Token, Guid.NewGuid());
        await person.AcceptAsync(new Submission(token, key, 2));
        await ActAsync(project, annotator, PauseAll);
        await ActAsync(project, annotator, new AnnotatorActionRequest(AnnotatorActionKind.Reinstate, "Talked"));

        Assert.IsType<SubmitResult.NotAccepted>(await person.CorrectAsync(key, new Submission(token, Guid.NewGuid(), 4)));
        Assert.Equal(2, (await person.DrainAsync()).Count);
    }

    private static AnnotatorActionResult.Done Done(AnnotatorActionResult result) => Assert.IsType<AnnotatorActionResult.Done>(result);

    /// <summary>Five comparisons, all answered by two people.</summary>
    private async Task<(TestProject Project, Annotator Careless)> FilledAsync(int overlap)
    {
        var project = await TestProject.CreateAsync(database.Database, overlap, goldFraction: 0);
        await project.AddComparisonsAsync(5, overlap);
        var careless = await project.AddAnnotatorAsync();
        await new Annotating(database.Database, project, careless).DrainAsync();
        await new Annotating(database.Database, project, await project.AddAnnotatorAsync()).DrainAsync();
        return (project, careless);
    }

    private Task<AnnotatorActionResult> ActAsync(TestProject project, Annotator annotator, AnnotatorActionRequest request) =>
        new AnnotatorActionService(database.Database, TimeProvider.System).ActAsync(Operations, project.Id, annotator.Id, request, Ct);

    private Task<AnnotatorActionResult> UndoAsync(TestProject project, Annotator annotator, AnnotatorActionId action) =>
        new AnnotatorActionUndoService(database.Database).UndoAsync(Operations, project.Id, annotator.Id, action, "A mistake", Ct);
}
