using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Labels;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Golds;

public sealed class GoldRescorerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_ExpectedAnswerChanged_EverybodyWhoAnsweredIsScoredByItAndBack()
    {
        var scene = await GoldScene.CreateAsync(database, Preference.ABetter, golds: 4);
        await scene.AddWhoAnswersAAsync(4);
        await scene.AddWhoAnswersAAsync(4);
        await scene.AddWhoAnswersAAsync(0);
        var golds = await scene.GoldsAsync();
        Assert.Equal("4/4 4/4, 4/4 4/4, 0/0 /", await scene.TalliesAsync());

        Assert.IsType<ComparisonEditResult.Done>(await scene.SetAsync(golds[0], Preference.BMuchBetter));
        Assert.Equal("4/4 4/4, 4/4 4/4, 0/0 /", await scene.TalliesAsync());
        await scene.Rescorer.RunAsync(Ct);
        Assert.Equal("3/4 3/4, 3/4 3/4, 0/0 /", await scene.TalliesAsync());
        Assert.Equal("gold.rescore_requested annotator.rescored annotator.rescored gold.rescored", await scene.EventsAsync());

        await scene.SetAsync(golds[0], Preference.ABetter);
        await scene.Rescorer.RunAsync(Ct);
        await scene.Rescorer.RunAsync(Ct);
        Assert.Equal("4/4 4/4, 4/4 4/4, 0/0 /", await scene.TalliesAsync());
        Assert.Equal("2 2 2 0 0", await scene.Project.ScalarAsync<string>(
            "SELECT concat_ws(' ', annotators, done, rescored, flagged, reinstated) FROM gold_rescores WHERE project_id = $1 AND finished_at IS NOT NULL ORDER BY id DESC LIMIT 1",
            scene.Project.Id.Value));
        await scene.AssertWholeAsync();
    }

    [Fact]
    public async Task SetGoldAsync_SameDirection_ScoresNobodyAnew()
    {
        var scene = await GoldScene.CreateAsync(database, Preference.ABetter, golds: 1);
        await scene.AddWhoAnswersAAsync(1);

        await scene.SetAsync((await scene.GoldsAsync())[0], Preference.AMuchBetter);

        Assert.Equal("", await scene.EventsAsync());
    }

    [Fact]
    public async Task RunAsync_NoGoldAnyMore_ItsAnswersAreLabelsLikeOthers()
    {
        var scene = await GoldScene.CreateAsync(database, Preference.ABetter, golds: 3);
        await scene.AddWhoAnswersAAsync(3);
        await scene.AddWhoAnswersAAsync(3);
        var gold = (await scene.GoldsAsync())[1];

        Assert.IsType<ComparisonEditResult.Done>(await scene.RemoveAsync(gold));
        await scene.Rescorer.RunAsync(Ct);
        Assert.Equal("2/2 2/2, 2/2 2/2", await scene.TalliesAsync());
        Assert.Equal(2, await scene.Project.ScalarAsync<int>("SELECT taken FROM comparisons WHERE project_id = $1 AND id = $2", scene.Project.Id.Value, gold.Value));
        await scene.AssertWholeAsync();

        // Made a gold again, what was answered to the gold counts again.
        await scene.SetAsync(gold, Preference.BBetter);
        await scene.Rescorer.RunAsync(Ct);
        Assert.Equal("2/3 2/3, 2/3 2/3", await scene.TalliesAsync());
        await scene.AssertWholeAsync();
    }

    [Fact]
    public async Task RunAsync_DropThatAMistakenChangeMade_GoesWithTheMistake()
    {
        var scene = await GoldScene.CreateAsync(database, Preference.ABetter, golds: 6);
        await scene.AddWhoAnswersAAsync(6);

        await SetAllAsync(Preference.BBetter);
        Assert.Equal(1, await CountConcernsAsync());

        await SetAllAsync(Preference.ABetter);
        Assert.Equal(0, await CountConcernsAsync());

        async Task SetAllAsync(Preference preference)
        {
            foreach (var gold in await scene.GoldsAsync())
            {
                await scene.SetAsync(gold, preference);
            }

            await scene.Rescorer.RunAsync(Ct);
        }

        Task<int> CountConcernsAsync() => scene.Project.ScalarAsync<int>(
            "SELECT count(*)::int FROM annotators WHERE project_id = $1 AND concern_since IS NOT NULL", scene.Project.Id.Value);
    }

    [Fact]
    public async Task RunAsync_FlaggedByWrongGoldsOnly_IsReinstatedAndWhoDeservesItIsFlagged()
    {
        var scene = await GoldScene.CreateAsync(database, Preference.BBetter, golds: 6, new QualityRule.Classic(), pauses: true);
        // Everybody who answers A is wrong at every gold, and paused at the fifth.
        await scene.AddWhoAnswersBadAsync(6);
        Assert.Equal("4", await scene.StandingsAsync());

        foreach (var gold in await scene.GoldsAsync())
        {
            await scene.SetAsync(gold, Preference.ABetter);
        }

        await scene.Rescorer.RunAsync(Ct);
        Assert.Equal("2", await scene.StandingsAsync());
        Assert.Contains("annotator.flag_lifted", await scene.EventsAsync(), StringComparison.Ordinal);

        foreach (var gold in await scene.GoldsAsync())
        {
            await scene.SetAsync(gold, Preference.BBetter);
        }

        await scene.Rescorer.RunAsync(Ct);
        Assert.Equal("4", await scene.StandingsAsync());
        await scene.AssertWholeAsync();
    }

    [Fact]
    public async Task RunAsync_PausedBySomebody_StaysPaused()
    {
        var scene = await GoldScene.CreateAsync(database, Preference.BBetter, golds: 6, new QualityRule.Classic());
        await scene.AddWhoAnswersBadAsync(6);
        Assert.Equal("3", await scene.StandingsAsync());
        var annotator = new AnnotatorId(await scene.Project.ScalarAsync<long>("SELECT id FROM annotators WHERE project_id = $1", scene.Project.Id.Value));
        await new AnnotatorActionService(database.Database, TimeProvider.System).ActAsync(
            new(1, true, null), scene.Project.Id, annotator, new AnnotatorActionRequest(AnnotatorActionKind.Pause, "Looking into it."), Ct);

        foreach (var gold in await scene.GoldsAsync())
        {
            await scene.SetAsync(gold, Preference.ABetter);
        }

        await scene.Rescorer.RunAsync(Ct);
        Assert.Equal("4", await scene.StandingsAsync());
        Assert.DoesNotContain("annotator.flag_lifted", await scene.EventsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StepAsync_StoppedAfterEachAnnotator_GoesOnWhereItWas()
    {
        var scene = await GoldScene.CreateAsync(database, Preference.ABetter, golds: 2);
        for (var i = 0; i < 3; i++)
        {
            await scene.AddWhoAnswersAAsync(2);
        }

        await scene.SetAsync((await scene.GoldsAsync())[0], Preference.Tie);

        // Killed with its connection in the middle of an annotator: nothing of it is left, and the next one does it.
        await using (var killed = await Rival.BeginAsync(database))
        {
            await killed.ExecuteAsync("SELECT FROM annotators WHERE project_id = $1 FOR UPDATE", scene.Project.Id.Value);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            var step = scene.Rescorer.StepAsync(stop.Token);
            await killed.UntilSomebodyWaitsAsync(Ct);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => step);
        }

        Assert.Equal("2/2 2/2, 2/2 2/2, 2/2 2/2", await scene.TalliesAsync());
        Assert.True(await scene.Rescorer.StepAsync(Ct));
        Assert.Equal("1/2 1/2, 2/2 2/2, 2/2 2/2", await scene.TalliesAsync());

        // Another node, and two at once.
        await Task.WhenAll(new Core.Golds.GoldRescorer(database.Database).RunAsync(Ct), scene.Rescorer.RunAsync(Ct));
        await scene.Rescorer.RunAsync(Ct);
        Assert.Equal("1/2 1/2, 1/2 1/2, 1/2 1/2", await scene.TalliesAsync());
        Assert.Equal(3, await scene.Project.ScalarAsync<long>(
            "SELECT count(*) FROM audit_events WHERE project_id = $1 AND kind = 'annotator.rescored'", scene.Project.Id.Value));
    }

    [Fact]
    public async Task RunAsync_AnswerThatReadTheOldOneIsCommittedLater_IsScoredByTheNewOne()
    {
        var scene = await GoldScene.CreateAsync(database, Preference.ABetter, golds: 1);
        var person = await scene.AddAsync();
        var served = await person.NextAsync();
        for (; !GoldScene.IsGold(served); served = await person.NextAsync())
        {
            await person.AcceptAsync(GoldScene.AnswerA(served));
        }

        var gold = (await scene.GoldsAsync())[0];
        Task<SubmitResult> submitted;
        Task rescored;
        await using (var project = await Rival.BeginAsync(database))
        {
            // The submission has read the gold, and waits for the row of the comparison, which the edit changes under it.
            await project.ExecuteAsync(
                "UPDATE comparisons SET gold_preference = 4 WHERE project_id = $1 AND id = $2", scene.Project.Id.Value, gold.Value);
            submitted = person.SubmitAsync(GoldScene.AnswerA(served));
            await project.UntilSomebodyWaitsAsync(Ct);
            await project.ExecuteAsync(
                """
                INSERT INTO gold_rescores (project_id, comparison_id, from_preference, to_preference, requested_by, requested_at, annotators, done, rescored, flagged, reinstated, last_annotator)
                VALUES ($1, $2, 1, 4, 1, now(), 1, 0, 0, 0, 0, 0)
                """,
                scene.Project.Id.Value, gold.Value);
            await project.CommitAsync();
            rescored = scene.Rescorer.RunAsync(Ct);
        }

        Assert.IsType<SubmitResult.Accepted>(await submitted);
        await rescored;
        Assert.Equal("0/1 0/1", await scene.TalliesAsync());
        await scene.AssertWholeAsync();
    }

    [Fact]
    public async Task SetGoldAsync_WhilePeopleAnswerIt_LosesNoAnswerAndScoresAllByTheLastOne()
    {
        var scene = await GoldScene.CreateAsync(database, Preference.ABetter, golds: 4);
        var people = new List<Annotating>();
        for (var i = 0; i < 4; i++)
        {
            people.Add(await scene.AddAsync());
        }

        var golds = await scene.GoldsAsync();
        var answering = Task.WhenAll(people.Select(person => Task.Run(() => GoldScene.AnswerAAsync(person, 4), Ct)));
        for (var round = 0; round < 5; round++)
        {
            foreach (var gold in golds)
            {
                Assert.IsType<ComparisonEditResult.Done>(await scene.SetAsync(gold, round % 2 == 0 ? Preference.BBetter : Preference.ABetter));
            }

            await scene.Rescorer.RunAsync(Ct);
        }

        await answering;
        await scene.Rescorer.RunAsync(Ct);
        Assert.Equal("0/4 0/4, 0/4 0/4, 0/4 0/4, 0/4 0/4", await scene.TalliesAsync());
        Assert.Equal(16, await scene.Project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1 AND is_gold", scene.Project.Id.Value));
        await scene.AssertWholeAsync();
    }

    [Fact]
    public async Task RunAsync_Reinstated_CountsOnlyWhatCameAfter()
    {
        var scene = await GoldScene.CreateAsync(database, Preference.ABetter, golds: 4);
        var person = await scene.AddWhoAnswersAAsync(2);
        await scene.Project.ExecuteAsync(
            "UPDATE annotators SET evidence = NULL, evidence_after = (SELECT max(id) FROM labels WHERE project_id = $1) WHERE project_id = $1", scene.Project.Id.Value);
        await GoldScene.AnswerAAsync(person, 2);
        Assert.Equal("4/4 2/2", await scene.TalliesAsync());

        foreach (var gold in await scene.GoldsAsync())
        {
            await scene.SetAsync(gold, Preference.BBetter);
        }

        await scene.Rescorer.RunAsync(Ct);
        Assert.Equal("0/4 0/2", await scene.TalliesAsync());
    }

    [Fact]
    public async Task UndoAsync_GoldRemovedWhileItsLabelWasExcluded_RestoresEveryCounter()
    {
        var scene = await GoldScene.CreateAsync(database, Preference.ABetter, golds: 3);
        await scene.AddWhoAnswersAAsync(3);
        var (project, actor) = (scene.Project, new PrefLab.Core.Accounts.Actor(1, true, null));
        var annotator = new AnnotatorId(await project.ScalarAsync<long>("SELECT id FROM annotators WHERE project_id = $1", project.Id.Value));
        var pause = Assert.IsType<AnnotatorActionResult.Done>(await new AnnotatorActionService(database.Database, TimeProvider.System).ActAsync(
            actor, project.Id, annotator, new AnnotatorActionRequest(AnnotatorActionKind.Pause, "Looking into it.", ExclusionScope.All), Ct));
        Assert.Equal("3 3", await CountersAsync(project));

        var golds = await scene.GoldsAsync();
        await scene.RemoveAsync(golds[0]);
        await scene.SetAsync(golds[1], Preference.BBetter);
        await scene.Rescorer.RunAsync(Ct);
        Assert.Equal("2 2", await CountersAsync(project));

        Assert.IsType<AnnotatorActionResult.Done>(await new AnnotatorActionUndoService(database.Database).UndoAsync(actor, project.Id, annotator, pause.Action, "It was us.", Ct));
        Assert.Equal("2 0", await CountersAsync(project));
        Assert.Equal("1/2 1/2", await scene.TalliesAsync());
        await scene.AssertWholeAsync();
    }

    private static Task<string> CountersAsync(TestProject project) => project.ScalarAsync<string>(
        "SELECT concat_ws(' ', golds_answered, excluded_golds) FROM annotators WHERE project_id = $1", project.Id.Value);
}
