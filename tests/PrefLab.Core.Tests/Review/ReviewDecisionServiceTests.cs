using PrefLab.Core.Comparisons;
using PrefLab.Core.Labels;
using PrefLab.Core.Review;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Review;

public sealed class ReviewDecisionServiceTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly CoreHost host = new(database);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task DecideAsync_AfterABlindAnswer_IsFinalAndLeavesTheQueue()
    {
        var (scene, comparison) = await ReadyAsync();
        var answer = await scene.DisplayedAsync(comparison, Preference.BBetter);

        Assert.IsType<ReviewResult.Done>(await scene.DecideAsync(comparison, new Decision(answer, "  The other one is wrong.  ")));

        Assert.Equal("3 0", await scene.Project.ScalarAsync<string>(
            "SELECT concat_ws(' ', expert_preference, dispute) FROM comparisons WHERE project_id = $1", scene.Project.Id.Value));
        Assert.Equal("2 3 The other one is wrong.", await scene.Project.ScalarAsync<string>(
            "SELECT concat_ws(' ', state, preference, reason) FROM reviews WHERE project_id = $1", scene.Project.Id.Value));
        Assert.Empty((await scene.QueueAsync()).Rows);
        Assert.Equal("B> nothing", await scene.Project.ScalarAsync<string>(
            "SELECT concat_ws(' ', data ->> 'preference', data ->> 'became') FROM audit_events WHERE project_id = $1 AND kind = 'review.decided'", scene.Project.Id.Value));
        Assert.Equal("review.opened review.answered review.decided", await scene.Project.ScalarAsync<string>(
            "SELECT string_agg(kind, ' ' ORDER BY id) FROM audit.event WHERE project_id = $1 AND subject = $2", scene.Project.Id.Value, $"comparison:{comparison}"));
    }

    [Fact]
    public async Task DecideAsync_EndsCorrections_UntilItIsUndone()
    {
        var (scene, comparison) = await ReadyAsync();
        var annotator = scene.Annotator(0);
        Assert.True((await annotator.RecentAsync())[0].Correctable);

        await scene.DecideAsync(comparison, new Decision(2, "Because"));
        var shown = (await annotator.RecentAsync())[0];
        var key = await scene.Project.ScalarAsync<Guid>(
            "SELECT l.submission_key FROM labels l JOIN assignments s ON s.id = l.assignment_id WHERE l.project_id = $1 AND s.token = $2", scene.Project.Id.Value, shown.Token);
        Assert.False(shown.Correctable);
        Assert.IsType<SubmitResult.NotAccepted>(await annotator.CorrectAsync(key, new Submission(shown.Token, Guid.NewGuid(), 6 - shown.Stands.Answer)));

        await scene.UndoAsync(comparison);
        Assert.True((await annotator.RecentAsync())[0].Correctable);
    }

    [Fact]
    public async Task DecideAsync_WithoutABlindAnswer_IsRefused()
    {
        var scene = await ReviewScene.CreateAsync(database, host);
        await scene.DisputeAsync();
        var comparison = await scene.ComparisonAsync();

        Assert.IsType<ReviewResult.Refused>(await scene.DecideAsync(comparison, new Decision(2, "Because")));
        await scene.OpenAsync(comparison);
        Assert.IsType<ReviewResult.Refused>(await scene.DecideAsync(comparison, new Decision(2, "Because")));
        Assert.Equal(0, await scene.Project.ScalarAsync<long>("SELECT count(expert_preference) FROM comparisons WHERE project_id = $1", scene.Project.Id.Value));
    }

    [Theory]
    [InlineData(2, null, "reason")]
    [InlineData(2, "  ", "reason")]
    [InlineData(2, "a\0b", "reason")]
    [InlineData(7, "Because", "answer")]
    public async Task DecideAsync_WhatCannotBe_NamesTheField(int answer, string? reason, string field)
    {
        var (scene, comparison) = await ReadyAsync();

        Assert.Equal(field, Assert.IsType<ReviewResult.Invalid>(await scene.DecideAsync(comparison, new Decision(answer, reason))).Error.Field);
        Assert.Equal("reason", Assert.IsType<ReviewResult.Invalid>(await scene.DecideAsync(comparison, new Decision(2, new string('x', Limits.Reason + 1)))).Error.Field);
        Assert.Equal("reason", Assert.IsType<ReviewResult.Invalid>(await scene.DecideAsync(comparison, new Decision(2, $"half {(char)0xd800}"))).Error.Field);
        Assert.Equal("becomes", Assert.IsType<ReviewResult.Invalid>(await scene.DecideAsync(comparison, new Decision(2, "Because", (BecomesUse)9))).Error.Field);
    }

    [Fact]
    public async Task DecideAsync_ATieWhereTiesAreOff_IsRefused()
    {
        var (scene, comparison) = await ReadyAsync();
        await scene.Project.ExecuteAsync("UPDATE projects SET ties_allowed = false WHERE id = $1", scene.Project.Id.Value);

        Assert.Equal("answer", Assert.IsType<ReviewResult.Invalid>(await scene.DecideAsync(comparison, new Decision(3, "Because"))).Error.Field);
    }

    [Fact]
    public async Task DecideAsync_ManyAtOnce_OneDecisionStands()
    {
        var (scene, comparison) = await ReadyAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => scene.DecideAsync(comparison, new Decision(n % 2 == 0 ? 1 : 5, "Because"))));

        Assert.Single(results.OfType<ReviewResult.Done>());
        Assert.Equal(3, results.OfType<ReviewResult.Repeated>().Count());
        Assert.Equal(4, results.OfType<ReviewResult.Refused>().Count());
        Assert.Equal(1, await scene.Project.ScalarAsync<long>("SELECT count(*) FROM reviews WHERE project_id = $1 AND state = 2", scene.Project.Id.Value));
    }

    [Fact]
    public async Task DecideAsync_TakenOverMeanwhile_IsRefused()
    {
        var (scene, comparison) = await ReadyAsync();
        await scene.LapseAsync(comparison);
        Assert.IsType<ReviewResult.Opened>(await scene.OpenAsync(comparison, ReviewScene.Ada));

        Assert.IsType<ReviewResult.Refused>(await scene.DecideAsync(comparison, new Decision(2, "Because")));
    }

    [Fact]
    public async Task DecideAsync_NoLongerDisputed_StillDecides()
    {
        var (scene, comparison) = await ReadyAsync();
        await scene.Project.ExecuteAsync("UPDATE comparisons SET n0 = 0, n1 = 3, n2 = 0, n3 = 0, n4 = 0 WHERE project_id = $1", scene.Project.Id.Value);
        Assert.Equal(0, await scene.DisputeOfAsync());

        Assert.IsType<ReviewResult.Done>(await scene.DecideAsync(comparison, new Decision(2, "Because")));
    }

    [Fact]
    public async Task DecideAsync_BecameAGoldMeanwhile_IsRefused()
    {
        var (scene, comparison) = await ReadyAsync();
        await host.InScopeAsync((ComparisonEdit edit) => edit.SetGoldAsync(scene.Project.Id, comparison, Preference.ABetter, null, 1, TestContext.Current.CancellationToken));

        Assert.IsType<ReviewResult.Refused>(await scene.DecideAsync(comparison, new Decision(2, "Because")));
    }

    [Fact]
    public async Task DecideAsync_AsGoldAndUndone_MovesTotalsAndKeepsEveryPlace()
    {
        var (scene, comparison) = await ReadyAsync();
        var answer = await scene.DisplayedAsync(comparison, Preference.AMuchBetter);

        Assert.IsType<ReviewResult.Done>(await scene.DecideAsync(comparison, new Decision(answer, "It cites the law.", BecomesUse.Gold)));
        var gold = await StateAsync(scene);
        Assert.IsType<ReviewResult.Done>(await scene.UndoAsync(comparison));

        Assert.Equal("use 2 gold 0 It cites the law. taken 0 golds 1 needed -3", gold);
        Assert.Equal("use 1 taken 3 golds 0 needed 0", await StateAsync(scene));
        Assert.Equal((0L, 0L), (await scene.Project.BrokenPlacesAsync(), await scene.Project.BrokenLevelsAsync()));
        Assert.Single((await scene.QueueAsync()).Rows);
    }

    [Fact]
    public async Task UndoAsync_KnownAnswerChangedSince_LeavesIt()
    {
        var (scene, comparison) = await ReadyAsync();
        var answer = await scene.DisplayedAsync(comparison, Preference.AMuchBetter);
        await scene.DecideAsync(comparison, new Decision(answer, "It cites the law.", BecomesUse.Gold));
        await host.InScopeAsync((ComparisonEdit edit) => edit.SetGoldAsync(
            scene.Project.Id, comparison, Preference.BBetter, "The law has changed.", 1, TestContext.Current.CancellationToken));

        Assert.IsType<ReviewResult.Done>(await scene.UndoAsync(comparison));

        Assert.Equal("use 2 gold 3 The law has changed. taken 0 golds 1 needed -3", await StateAsync(scene));
    }

    [Fact]
    public async Task DecideAsync_AsTrainingExample_CopiesItAndUndoTakesTheCopyBack()
    {
        var (scene, comparison) = await ReadyAsync();
        var answer = await scene.DisplayedAsync(comparison, Preference.BMuchBetter);

        Assert.IsType<ReviewResult.Done>(await scene.DecideAsync(comparison, new Decision(answer, "It is polite.", BecomesUse.Training)));
        var copy = await scene.Project.ScalarAsync<string>(
            "SELECT concat_ws(' ', prompt, gold_preference, gold_explanation, overlap, taken) FROM comparisons WHERE project_id = $1 AND use = 3", scene.Project.Id.Value);
        Assert.IsType<ReviewResult.Done>(await scene.UndoAsync(comparison));

        Assert.Equal("prompt 0 4 It is polite. 1 0", copy);
        Assert.Equal(0, await scene.Project.ScalarAsync<long>("SELECT count(*) FROM comparisons WHERE project_id = $1 AND use = 3", scene.Project.Id.Value));
        Assert.Equal(0, await scene.Project.ScalarAsync<int>("SELECT comparison_count FROM projects WHERE id = $1", scene.Project.Id.Value));
    }

    [Fact]
    public async Task UndoAsync_Decision_IsInTheQueueAgainAndTheReviewStays()
    {
        var (scene, comparison) = await ReadyAsync();
        Assert.IsType<ReviewResult.Refused>(await scene.UndoAsync(comparison));
        await scene.DecideAsync(comparison, new Decision(2, "Because"));

        Assert.Equal("reason", Assert.IsType<ReviewResult.Invalid>(await scene.UndoAsync(comparison, " ")).Error.Field);
        Assert.IsType<ReviewResult.Done>(await scene.UndoAsync(comparison, "Misread", ReviewScene.Ada));

        Assert.Single((await scene.QueueAsync()).Rows);
        Assert.Equal($"4 Because Misread {ReviewScene.Ada}", await scene.Project.ScalarAsync<string>(
            "SELECT concat_ws(' ', state, reason, undo_reason, undone_by) FROM reviews WHERE project_id = $1", scene.Project.Id.Value));
        Assert.IsType<ReviewResult.Refused>(await scene.UndoAsync(comparison));
        Assert.IsType<ReviewResult.Opened>(await scene.OpenAsync(comparison));
        Assert.IsType<ReviewResult.Done>(await scene.DecideAsync(comparison, new Decision(4, "Read again")));
    }

    private static Task<string> StateAsync(ReviewScene scene) => scene.Project.ScalarAsync<string>(
        """
        SELECT concat_ws(' ', 'use', c.use, 'gold ' || c.gold_preference, c.gold_explanation, 'taken', c.taken, 'golds', p.gold_count, 'needed', p.labels_needed)
        FROM comparisons c JOIN projects p ON p.id = c.project_id WHERE p.id = $1
        """,
        scene.Project.Id.Value);

    private async Task<(ReviewScene Scene, ComparisonId Comparison)> ReadyAsync()
    {
        var scene = await ReviewScene.CreateAsync(database, host);
        await scene.DisputeAsync();
        var comparison = await scene.ComparisonAsync();
        await scene.ReadyAsync(comparison);
        return (scene, comparison);
    }
}
