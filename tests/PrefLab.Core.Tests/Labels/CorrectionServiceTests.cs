using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Labels;
using PrefLab.Core.Projects;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Labels;

public sealed class CorrectionServiceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task CorrectAsync_LastAnswer_StandsInItsPlace()
    {
        var (project, person) = await SceneAsync();
        var first = await AnswerAsync(person, 5);
        var bins = await project.ScalarAsync<int[]>("SELECT time_bins FROM annotators WHERE project_id = $1", project.Id.Value);

        var label = Accepted(await person.CorrectAsync(first.Key, Correction(first, 2) with { Comment = "on second thought", Flagged = true }));

        Assert.Equal($"{label}", await project.ScalarAsync<string>(
            "SELECT superseded_by::text FROM audit.label WHERE project_id = $1 AND submission_key = $2", project.Id.Value, first.Key));
        Assert.True(await project.ScalarAsync<bool>(
            """
            SELECT n.is_current AND NOT o.is_current AND n.supersedes = o.id AND n.server_seconds IS NULL AND o.server_seconds IS NOT NULL
                   AND n.flagged AND n.comment = 'on second thought' AND n.left_is_a = o.left_is_a AND n.is_gold = o.is_gold
            FROM labels n JOIN labels o ON o.id = n.supersedes WHERE n.project_id = $1
            """,
            project.Id.Value));
        Assert.Equal("1 1 0", await project.ScalarAsync<string>(
            "SELECT concat_ws(' ', answered, left_answers, right_answers) FROM annotators WHERE project_id = $1", project.Id.Value));
        Assert.Equal(bins, await project.ScalarAsync<int[]>("SELECT time_bins FROM annotators WHERE project_id = $1", project.Id.Value));
        Assert.Equal(1, await project.ScalarAsync<long>(
            "SELECT count(*) FROM audit.event WHERE project_id = $1 AND kind = 'label.corrected' AND subject = $2", project.Id.Value, $"label:{label}"));
        Assert.Equal(0, await project.BrokenPlacesAsync());
        Assert.Equal(0, await project.BrokenLevelsAsync());
    }

    [Fact]
    public async Task CorrectAsync_Gold_CountsTheFirstAnswer()
    {
        var project = await TestProject.CreateAsync(database.Database, batchSize: 2, goldFraction: .5);
        await project.AddComparisonsAsync(2);
        await project.AddGoldsAsync(4);
        var person = new Annotating(database.Database, project, await project.AddAnnotatorAsync());
        for (var i = 0; i < 2; i++)
        {
            var served = await person.NextAsync();
            var wrong = served.Left.StartsWith("good", StringComparison.Ordinal) ? 5 : 1;
            var first = new Submission(served.Token, Guid.NewGuid(), wrong);
            await person.AcceptAsync(first);
            Accepted(await person.CorrectAsync(first.Key, Correction(first, 6 - wrong)));
        }

        Assert.Equal("2 1 0 1 0", await project.ScalarAsync<string>(
            "SELECT concat_ws(' ', answered, golds_answered, golds_correct, evidence -> 'golds' -> 'golds', evidence -> 'golds' -> 'correct') FROM annotators WHERE project_id = $1", project.Id.Value));
        Assert.Equal(2, await project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1 AND is_gold", project.Id.Value));
        Assert.Equal(0, await project.BrokenLevelsAsync());
    }

    [Fact]
    public async Task CorrectAsync_SameKeyAgain_IsRepeatedAndAnotherAnswerIsRefused()
    {
        var (project, person) = await SceneAsync();
        var first = await AnswerAsync(person, 5);
        var correction = Correction(first, 1);
        var label = Accepted(await person.CorrectAsync(first.Key, correction));

        Assert.Equal(label, Assert.IsType<SubmitResult.Repeated>(await person.CorrectAsync(first.Key, correction with { ActiveSeconds = 3 })).Label);
        Assert.IsType<SubmitResult.KeyConflict>(await person.CorrectAsync(first.Key, correction with { Answer = 2 }));
        Assert.Equal(2, await LabelsAsync(project));
    }

    [Fact]
    public async Task CorrectAsync_KeyOfALabel_IsAConflictBothWays()
    {
        var (project, person) = await SceneAsync();
        var first = await AnswerAsync(person, 5);
        var correction = Correction(first, 1);

        Assert.IsType<SubmitResult.KeyConflict>(await person.CorrectAsync(first.Key, first));
        Accepted(await person.CorrectAsync(first.Key, correction));
        Assert.IsType<SubmitResult.KeyConflict>(await person.SubmitAsync(correction));
        Assert.Equal(2, await LabelsAsync(project));
    }

    [Fact]
    public async Task CorrectAsync_AnswerThatIsNoLongerCurrent_SaysWhatStands()
    {
        var (_, person) = await SceneAsync();
        var first = await AnswerAsync(person, 5);
        var second = Correction(first, 1) with { Comment = "stands" };
        Accepted(await person.CorrectAsync(first.Key, second));

        var refused = Assert.IsType<SubmitResult.Superseded>(await person.CorrectAsync(first.Key, Correction(first, 2)));

        Assert.Equal((second.Key, 1, "stands"), (refused.Stands.SubmissionKey, refused.Stands.Answer, refused.Stands.Comment));
        Accepted(await person.CorrectAsync(second.Key, Correction(first, 2)));
    }

    [Fact]
    public async Task CorrectAsync_WhatStandsAlready_StoresNothing()
    {
        var (project, person) = await SceneAsync();
        var first = await AnswerAsync(person, 4);

        var unchanged = Assert.IsType<SubmitResult.Unchanged>(await person.CorrectAsync(first.Key, Correction(first, 4) with { ActiveSeconds = 9 }));

        Assert.Equal(first.Key, unchanged.Stands.SubmissionKey);
        Assert.Equal(1, await LabelsAsync(project));
    }

    [Fact]
    public async Task CorrectAsync_OlderThanTheLastTen_IsRefused()
    {
        var (_, person) = await SceneAsync(comparisons: 12);
        var answers = new List<Submission>();
        for (var i = 0; i < 11; i++)
        {
            answers.Add(await AnswerAsync(person, 5));
        }

        Accepted(await person.CorrectAsync(answers[1].Key, Correction(answers[1], 1)));
        Assert.IsType<SubmitResult.NotAccepted>(await person.CorrectAsync(answers[0].Key, Correction(answers[0], 1)));
        var recent = await person.RecentAsync();
        Assert.Equal(answers.Skip(1).Reverse().Select(answer => answer.Token), recent.Select(answer => answer.Token));
        Assert.Equal(1, recent[^1].Stands.Answer);
    }

    [Theory]
    [InlineData("UPDATE projects SET state = 5 WHERE id = $1")]
    [InlineData("UPDATE annotators SET standing = 4 WHERE project_id = $1")]
    [InlineData("UPDATE annotators SET standing = 5 WHERE project_id = $1")]
    public async Task CorrectAsync_NotAllowedNow_IsRefusedAndSaidInTheList(string change)
    {
        var (project, person) = await SceneAsync();
        var first = await AnswerAsync(person, 5);
        Assert.True((await person.RecentAsync())[0].Correctable);
        await project.ExecuteAsync(change, project.Id.Value);

        Assert.IsType<SubmitResult.NotAccepted>(await person.CorrectAsync(first.Key, Correction(first, 1)));
        Assert.False((await person.RecentAsync())[0].Correctable);
        Assert.Equal(1, await LabelsAsync(project));
        Assert.Equal(0, await project.BrokenLevelsAsync());
    }

    [Fact]
    public async Task CorrectAsync_ExcludedLabel_IsRefusedAndSaidInTheList()
    {
        var (project, person) = await SceneAsync();
        var first = await AnswerAsync(person, 5);
        var actions = new AnnotatorActionService(database.Database, TimeProvider.System);
        var annotator = new AnnotatorId(await project.ScalarAsync<long>("SELECT id FROM annotators WHERE project_id = $1", project.Id.Value));
        foreach (var request in new AnnotatorActionRequest[] { new(AnnotatorActionKind.Pause, "Hurried", ExclusionScope.All), new(AnnotatorActionKind.Reinstate, "Talked") })
        {
            Assert.IsType<AnnotatorActionResult.Done>(
                await actions.ActAsync(new Actor(1, true, null), project.Id, annotator, request, TestContext.Current.CancellationToken));
        }

        Assert.IsType<SubmitResult.NotAccepted>(await person.CorrectAsync(first.Key, Correction(first, 1)));
        Assert.False((await person.RecentAsync())[0].Correctable);
        Assert.Equal(1, await LabelsAsync(project));
        Assert.Equal(0, await project.BrokenLevelsAsync());
    }

    [Fact]
    public async Task CorrectAsync_Again_IsTakenTwentyTimes()
    {
        var (_, person) = await SceneAsync();
        var stands = await AnswerAsync(person, 5);
        for (var i = 0; i < CorrectionService.MostOfOne; i++)
        {
            var correction = Correction(stands, (i % 2) + 1);
            Accepted(await person.CorrectAsync(stands.Key, correction));
            stands = correction;
        }

        Assert.IsType<SubmitResult.NotAccepted>(await person.CorrectAsync(stands.Key, Correction(stands, 5)));
        Assert.False((await person.RecentAsync())[0].Correctable);
    }

    [Fact]
    public async Task CorrectAsync_SomebodyElsesOrUnknown_IsNotFound()
    {
        var (project, person) = await SceneAsync();
        var other = new Annotating(database.Database, project, await project.AddAnnotatorAsync());
        var first = await AnswerAsync(person, 5);
        var second = await AnswerAsync(person, 5);

        Assert.IsType<SubmitResult.NotFound>(await other.CorrectAsync(first.Key, Correction(first, 1)));
        Assert.IsType<SubmitResult.NotFound>(await person.CorrectAsync(Guid.NewGuid(), Correction(first, 1)));
        Assert.IsType<SubmitResult.NotFound>(await person.CorrectAsync(second.Key, Correction(first, 1)));
        Assert.Empty(await other.RecentAsync());
    }

    [Fact]
    public async Task CorrectAsync_InvalidAnswer_NamesTheField()
    {
        var (_, person) = await SceneAsync();
        var first = await AnswerAsync(person, 5);

        Assert.Equal("answer", Assert.IsType<SubmitResult.Invalid>(await person.CorrectAsync(first.Key, Correction(first, 6))).Field);
        Assert.Equal("dimensions", Assert.IsType<SubmitResult.Invalid>(await person.CorrectAsync(
            first.Key, Correction(first, 1) with { Dimensions = new Dictionary<string, int> { ["height"] = 1 } })).Field);
    }

    [Fact]
    public async Task RecentAsync_Dimensions_AreAsDisplayed()
    {
        var (_, person) = await SceneAsync();
        var ratings = new Dictionary<string, int> { ["wit"] = 3 };
        for (var i = 0; i < 3; i++)
        {
            await person.AcceptAsync(new Submission((await person.NextAsync()).Token, Guid.NewGuid(), 4, ratings));
        }

        Assert.All(await person.RecentAsync(), answer => Assert.Equal((4, 3), (answer.Stands.Answer, answer.Stands.Dimensions["wit"])));
    }

    private static Submission Correction(Submission first, int answer) => new(first.Token, Guid.NewGuid(), answer);

    private static LabelId Accepted(SubmitResult result) => Assert.IsType<SubmitResult.Accepted>(result).Label;

    private static async Task<Submission> AnswerAsync(Annotating person, int answer)
    {
        var submission = new Submission((await person.NextAsync()).Token, Guid.NewGuid(), answer);
        await person.AcceptAsync(submission);
        return submission;
    }

    private static Task<long> LabelsAsync(TestProject project) =>
        project.ScalarAsync<long>("SELECT count(*) FROM labels WHERE project_id = $1", project.Id.Value);

    private async Task<(TestProject Project, Annotating Person)> SceneAsync(int comparisons = 3)
    {
        var project = await TestProject.CreateAsync(
            database.Database, goldFraction: 0, change: it => it.Dimensions = [new Dimension("wit", 1, Asked: true)]);
        await project.AddComparisonsAsync(comparisons);
        return (project, new Annotating(database.Database, project, await project.AddAnnotatorAsync()));
    }
}
