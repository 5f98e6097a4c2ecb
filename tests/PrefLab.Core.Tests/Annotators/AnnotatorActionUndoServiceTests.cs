using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Annotators;

/// <summary>Nothing comes between an action and its undo: everything is what it was, bit for bit.</summary>
public sealed class AnnotatorActionUndoServiceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task UndoAsync_PauseOrRemoval_RestoresEveryRow()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var history = await MakeAsync(seed);
            var (annotator, request) = history.Draw();
            var before = await RowsAsync(history.Project);

            var done = Assert.IsType<AnnotatorActionResult.Done>(await history.ActAsync(annotator, request));
            if (request.Scope == ExclusionScope.All)
            {
                Assert.NotEqual(before, await RowsAsync(history.Project));
            }

            Assert.Equal((0L, 0L, 0L), (await history.Project.BrokenPlacesAsync(), await history.Project.BrokenLevelsAsync(), await history.Project.BrokenFlagsAsync()));
            var undone = Assert.IsType<AnnotatorActionResult.Done>(await history.UndoAsync(annotator, done.Action));

            Assert.Equal((0, false), (undone.Raised, undone.StandingKept));
            Assert.Equal(before, await RowsAsync(history.Project));
        }
    }

    [Theory]
    [InlineData(AnnotatorActionKind.Note)]
    [InlineData(AnnotatorActionKind.Retrain)]
    [InlineData(AnnotatorActionKind.Reinstate)]
    [InlineData(AnnotatorActionKind.Dismiss)]
    public async Task UndoAsync_WhatExcludesNothing_RestoresEveryRow(AnnotatorActionKind kind)
    {
        for (var seed = 20; seed < 24; seed++)
        {
            var history = await MakeAsync(seed);
            foreach (var annotator in history.Annotators)
            {
                await history.ActAsync(annotator, new AnnotatorActionRequest(kind == AnnotatorActionKind.Reinstate ? AnnotatorActionKind.Pause : AnnotatorActionKind.Note, "Before"));
                await Concerns.RaiseAsync(database, history.Project, annotator);
                var before = await RowsAsync(history.Project);

                var done = Assert.IsType<AnnotatorActionResult.Done>(await history.ActAsync(annotator, new AnnotatorActionRequest(kind, "A change")));
                Assert.Equal(kind == AnnotatorActionKind.Note, before == await RowsAsync(history.Project));
                await history.UndoAsync(annotator, done.Action);

                Assert.Equal(before, await RowsAsync(history.Project));
            }
        }
    }

    /// <summary>Labels and counters are those before the exclusion, the standing and its evidence those of what followed; and after its undo, those of the pause.</summary>
    [Theory]
    [InlineData(AnnotatorActionKind.Reinstate)]
    [InlineData(AnnotatorActionKind.Retrain)]
    [InlineData(AnnotatorActionKind.Dismiss)]
    public async Task UndoAsync_OfAnExclusionWhileALaterActionStands_RestoresTheLabelsAlone(AnnotatorActionKind later)
    {
        var excluded = 0;
        for (var seed = 40; seed < 44; seed++)
        {
            var history = await MakeAsync(seed);
            foreach (var annotator in history.Annotators)
            {
                var before = await CountedAsync(history.Project);
                var pause = Assert.IsType<AnnotatorActionResult.Done>(await history.ActAsync(
                    annotator, new AnnotatorActionRequest(AnnotatorActionKind.Pause, "Careless", ExclusionScope.All)));
                if (pause.Effect.Labels == 0)
                {
                    continue;
                }

                excluded += pause.Effect.Labels;
                await Concerns.RaiseAsync(database, history.Project, annotator);
                var paused = await StandingAsync(history.Project);
                var followed = Assert.IsType<AnnotatorActionResult.Done>(await history.ActAsync(annotator, new AnnotatorActionRequest(later, "Talked")));
                var standing = await StandingAsync(history.Project);
                await history.ActAsync(annotator, new AnnotatorActionRequest(AnnotatorActionKind.Note, "Keep an eye on them"));

                var undone = Assert.IsType<AnnotatorActionResult.Done>(await history.UndoAsync(annotator, pause.Action));

                Assert.Equal((followed.Standing, true, 0), (undone.Standing, undone.StandingKept, undone.Raised));
                Assert.Equal((before, standing), (await CountedAsync(history.Project), await StandingAsync(history.Project)));
                Assert.Equal((0L, 0L, 0L), (await history.Project.BrokenPlacesAsync(), await history.Project.BrokenLevelsAsync(), await history.Project.BrokenFlagsAsync()));
                Assert.IsType<AnnotatorActionResult.Refused>(await history.UndoAsync(annotator, pause.Action));

                Assert.Equal(Standing.Paused, Assert.IsType<AnnotatorActionResult.Done>(await history.UndoAsync(annotator, followed.Action)).Standing);
                Assert.Equal((before, paused), (await CountedAsync(history.Project), await StandingAsync(history.Project)));
                await history.ActAsync(annotator, new AnnotatorActionRequest(AnnotatorActionKind.Reinstate, "Talked"));
            }
        }

        Assert.True(excluded > 20, $"{excluded}: too few to say anything.");
    }

    /// <summary>Who has taken a consent back meanwhile returns into the onboarding, where reasons are shown; that of a flag counts golds.</summary>
    [Fact]
    public async Task UndoAsync_OfWhoWasFlaggedAndIsAskedForAConsentNow_TellsNothingOfTheFlag()
    {
        var history = await MakeAsync(30);
        var (project, annotator) = (history.Project, history.Annotators[0]);
        await project.ExecuteAsync("UPDATE annotators SET standing = 3, standing_reason = '2 of 9 golds answered right.' WHERE project_id = $1", project.Id.Value);
        var done = Assert.IsType<AnnotatorActionResult.Done>(await history.ActAsync(annotator, new AnnotatorActionRequest(AnnotatorActionKind.Pause, "Let us look")));
        await project.ExecuteAsync(
            """
            INSERT INTO onboardings (project_id, annotator_id, is_pending, consent_version, round, extra_attempts)
            SELECT project_id, id, true, 0, 1, 0 FROM annotators WHERE project_id = $1
            ON CONFLICT (project_id, annotator_id) DO UPDATE SET is_pending = true
            """,
            project.Id.Value);

        var undone = Assert.IsType<AnnotatorActionResult.Done>(await history.UndoAsync(annotator, done.Action));

        Assert.Equal(Standing.Onboarding, undone.Standing);
        Assert.Equal(1, await project.ScalarAsync<long>(
            "SELECT count(*) FROM annotators WHERE project_id = $1 AND id = $2 AND standing = 1 AND standing_reason IS NULL", project.Id.Value, annotator.Id.Value));
    }

    [Fact]
    public async Task UndoAsync_OfAReinstatement_GivesBackWhatWasTakenMeanwhile()
    {
        var project = await TestProject.CreateAsync(database.Database, overlap: 2, batchSize: 20, goldFraction: 0);
        await project.AddComparisonsAsync(8, overlap: 2);
        var annotator = await project.AddAnnotatorAsync();
        var operations = new Actor(annotator.PersonId, false, null);
        await ActAsync(AnnotatorActionKind.Pause);
        var reinstated = await ActAsync(AnnotatorActionKind.Reinstate);
        Assert.Equal(6, Assert.IsType<NextResult.Work>(await new Annotating(database.Database, project, annotator).AskAsync(6)).Assignments.Count);

        await new AnnotatorActionUndoService(database.Database).UndoAsync(operations, project.Id, annotator.Id, reinstated.Action, "A mistake", TestContext.Current.CancellationToken);

        Assert.Equal("0 0", await project.ScalarAsync<string>(
            "SELECT concat_ws(' ', (SELECT count(*) FROM assignments WHERE project_id = $1 AND state = 1), (SELECT sum(taken) FROM comparisons WHERE project_id = $1))", project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());

        async Task<AnnotatorActionResult.Done> ActAsync(AnnotatorActionKind kind) => Assert.IsType<AnnotatorActionResult.Done>(
            await new AnnotatorActionService(database.Database, TimeProvider.System)
                .ActAsync(operations, project.Id, annotator.Id, new AnnotatorActionRequest(kind, "Let us look"), TestContext.Current.CancellationToken));
    }

    /// <summary>What was held has run out: assignments that an action ends come back by themselves, not by its undo.</summary>
    private async Task<History> MakeAsync(int seed)
    {
        var history = await History.MakeAsync(database, seed);
        await Leases.ExpireAsync(database, history.Project);
        await history.Project.ExecuteAsync(
            """
            INSERT INTO onboardings (project_id, annotator_id, is_pending, consent_version, round, extra_attempts, trained_at, qualified_at)
            SELECT project_id, id, false, 0, 2, 1, now(), now() FROM annotators WHERE project_id = $1 AND id % 2 = 0
            """,
            history.Project.Id.Value);
        return history;
    }

    /// <summary>Labels, and all that counts them.</summary>
    private static Task<string> CountedAsync(TestProject project) => project.ScalarAsync<string>(
        """
        SELECT jsonb_pretty(jsonb_build_array(
            (SELECT to_jsonb(p) - 'release_version' FROM projects p WHERE id = $1),
            (SELECT jsonb_agg(jsonb_build_array(id, excluded, excluded_golds) ORDER BY id) FROM annotators WHERE project_id = $1),
            (SELECT jsonb_agg(to_jsonb(c) ORDER BY id) FROM comparisons c WHERE project_id = $1),
            (SELECT jsonb_agg(to_jsonb(l) ORDER BY id) FROM labels l WHERE project_id = $1)))
        """,
        project.Id.Value);

    /// <summary>All else of the annotators. A retraining that was undone leaves a row that asks for nothing.</summary>
    private static Task<string> StandingAsync(TestProject project) => project.ScalarAsync<string>(
        """
        SELECT jsonb_pretty(jsonb_build_array(
            (SELECT jsonb_agg(to_jsonb(a) - 'excluded' - 'excluded_golds' ORDER BY id) FROM annotators a WHERE project_id = $1),
            (SELECT jsonb_agg(to_jsonb(o) ORDER BY annotator_id) FROM onboardings o WHERE project_id = $1 AND (trained_at IS NOT NULL OR is_pending))))
        """,
        project.Id.Value);

    /// <summary>
    /// Every row that an action may touch, but for what says that places were given back. Of the onboardings those that were finished: a retraining
    /// that was undone leaves a row that asks for nothing.
    /// </summary>
    private static Task<string> RowsAsync(TestProject project) => project.ScalarAsync<string>(
        """
        SELECT jsonb_pretty(jsonb_build_array(
            (SELECT to_jsonb(p) - 'release_version' FROM projects p WHERE id = $1),
            (SELECT jsonb_agg(to_jsonb(a) ORDER BY id) FROM annotators a WHERE project_id = $1),
            (SELECT jsonb_agg(to_jsonb(c) ORDER BY id) FROM comparisons c WHERE project_id = $1),
            (SELECT jsonb_agg(to_jsonb(l) ORDER BY id) FROM labels l WHERE project_id = $1),
            (SELECT jsonb_agg(to_jsonb(s) ORDER BY id) FROM assignments s WHERE project_id = $1),
            (SELECT jsonb_agg(to_jsonb(o) ORDER BY annotator_id) FROM onboardings o WHERE project_id = $1 AND trained_at IS NOT NULL)))
        """,
        project.Id.Value);
}
