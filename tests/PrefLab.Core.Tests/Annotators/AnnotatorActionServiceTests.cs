using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Core.Quality;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Annotators;

public sealed class AnnotatorActionServiceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly Actor Operations = new(1, true, null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AnnotatorActionService Service => new(database.Database, TimeProvider.System);

    [Fact]
    public async Task ActAsync_PauseWithLiveAssignments_EndsThemAndGivesTheirPlacesBack()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: .2);
        await project.AddComparisonsAsync(10);
        await project.AddGoldsAsync(2);
        var annotator = await project.AddAnnotatorAsync();
        var work = Assert.IsType<NextResult.Work>(await new Annotating(database.Database, project, annotator).AskAsync(3));

        var result = await ActAsync(project, annotator, AnnotatorActionKind.Pause, "Careless");

        Assert.Equal((Standing.Paused, work.Assignments.Count), (Done(result).Standing, Done(result).Effect.Released));
        Assert.Equal(0, await project.BrokenPlacesAsync());
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT sum(taken) FROM comparisons WHERE project_id = $1", project.Id.Value));
        Assert.Equal(1, await project.ScalarAsync<long>("SELECT release_version FROM projects WHERE id = $1", project.Id.Value));
        Assert.IsType<NextResult.NotWorking>(await new Annotating(database.Database, project, annotator).AskAsync());
        await using var db = database.Open();
        Assert.True(await db.AuditEvents.AnyAsync(happened => happened.ProjectId == project.Id && happened.Kind == "annotator.paused", Ct));
    }

    [Fact]
    public async Task ActAsync_ReinstatePaused_WorksAgainWithFreshEvidence()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: .5);
        await project.AddComparisonsAsync(10);
        await project.AddGoldsAsync(10);
        var annotator = await project.AddAnnotatorAsync();
        var person = new Annotating(database.Database, project, annotator);
        for (var i = 0; i < 10; i++)
        {
            await person.AcceptAsync(new Submission((await person.NextAsync()).Token, Guid.NewGuid(), 2));
        }

        await ActAsync(project, annotator, AnnotatorActionKind.Pause, "Careless");
        var result = await ActAsync(project, annotator, AnnotatorActionKind.Reinstate, "Talked it over");

        Assert.Equal((Standing.Active, 0), (Done(result).Standing, Done(result).Effect.Released));
        Assert.IsType<NextResult.Work>(await person.AskAsync());
        await using var db = database.Open();
        var row = await db.Annotators.SingleAsync(row => row.ProjectId == project.Id && row.Id == annotator.Id, Ct);
        Assert.True(row.GoldsAnswered > 0);
        Assert.Equal((null, LiveTest.Prior, "Talked it over"), (row.Evidence, row.Risk, row.StandingReason));
        Assert.Empty(row.Waiting);
        Assert.Equal(10, await project.ScalarAsync<long>("SELECT count(*) FROM labels, annotators a WHERE labels.project_id = $1 AND labels.id <= a.evidence_after AND a.project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task ActAsync_ReinstateHadWorkInHand_IsGivenItAgain()
    {
        var project = await TestProject.CreateAsync(database.Database, overlap: 1, goldFraction: 0);
        await project.AddComparisonsAsync(3, overlap: 1);
        var annotator = await project.AddAnnotatorAsync();
        var person = new Annotating(database.Database, project, annotator);
        Assert.IsType<NextResult.Work>(await person.AskAsync(3));

        await ActAsync(project, annotator, AnnotatorActionKind.Pause, "Careless");
        await ActAsync(project, annotator, AnnotatorActionKind.Reinstate, "Talked it over");

        Assert.Equal(3, (await person.DrainAsync()).Count);
    }

    [Fact]
    public async Task ActAsync_PausePausedAlready_IsRefused()
    {
        var project = await TestProject.CreateAsync(database.Database);
        var annotator = await project.AddAnnotatorAsync(Standing.Paused);

        Assert.IsType<AnnotatorActionResult.Refused>(await ActAsync(project, annotator, AnnotatorActionKind.Pause, "Again"));
    }

    [Fact]
    public async Task ActAsync_PauseAnnotatorOfAnotherProject_IsMissing()
    {
        var project = await TestProject.CreateAsync(database.Database);
        var other = await TestProject.CreateAsync(database.Database);
        var annotator = await other.AddAnnotatorAsync();

        Assert.IsType<AnnotatorActionResult.Missing>(await ActAsync(project, annotator, AnnotatorActionKind.Pause, "Wrong"));
    }

    [Fact]
    public async Task ActAsync_PauseWhilePeopleWork_KeepsEveryPlace()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: .1);
        await project.AddComparisonsAsync(40);
        await project.AddGoldsAsync(5);
        var annotators = new List<Annotator>();
        for (var i = 0; i < 6; i++)
        {
            annotators.Add(await project.AddAnnotatorAsync());
        }

        var work = annotators.Select(annotator => Task.Run(() => WorkUntilPausedAsync(project, annotator), Ct)).ToList();
        foreach (var annotator in annotators)
        {
            Assert.IsType<AnnotatorActionResult.Done>(await ActAsync(project, annotator, AnnotatorActionKind.Pause, "Stop"));
        }

        await Task.WhenAll(work);
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task ActAsync_Refused_LeavesAnEventAndNothingElse()
    {
        var project = await TestProject.CreateAsync(database.Database);
        var removed = await project.AddAnnotatorAsync(Standing.Removed);
        var stranger = await (await TestProject.CreateAsync(database.Database)).AddAnnotatorAsync();
        var undo = new AnnotatorActionUndoService(database.Database);
        var pause = new AnnotatorActionRequest(AnnotatorActionKind.Pause, "Careless");

        await Service.ActAsync(Operations, project.Id, removed.Id, pause, Ct);
        await Service.ActAsync(Operations, project.Id, stranger.Id, pause, Ct);
        await undo.UndoAsync(Operations, project.Id, removed.Id, new AnnotatorActionId(1), "A mistake", Ct);

        Assert.Equal(3, await project.ScalarAsync<long>("SELECT count(*) FROM audit_events WHERE project_id = $1 AND kind = 'annotator.action_refused'", project.Id.Value));
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM annotator_actions WHERE project_id = $1", project.Id.Value));
    }

    private static AnnotatorActionResult.Done Done(AnnotatorActionResult result) => Assert.IsType<AnnotatorActionResult.Done>(result);

    private Task<AnnotatorActionResult> ActAsync(TestProject project, Annotator annotator, AnnotatorActionKind kind, string reason) =>
        Service.ActAsync(Operations, project.Id, annotator.Id, new AnnotatorActionRequest(kind, reason), Ct);

    private async Task WorkUntilPausedAsync(TestProject project, Annotator annotator)
    {
        var person = new Annotating(database.Database, project, annotator);
        while (await person.AskAsync(3) is NextResult.Work work)
        {
            await person.SubmitAsync(new Submission(work.Assignments[0].Token, Guid.NewGuid(), 4));
        }
    }
}
