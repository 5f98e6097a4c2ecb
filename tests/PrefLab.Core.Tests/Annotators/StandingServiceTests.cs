using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Core.Quality;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Annotators;

public sealed class StandingServiceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly Actor Operations = new(1, true, null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private StandingService Service => new(database.Database);

    [Fact]
    public async Task PauseAsync_WithLiveAssignments_EndsThemAndGivesTheirPlacesBack()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: .2);
        await project.AddComparisonsAsync(10);
        await project.AddGoldsAsync(2);
        var annotator = await project.AddAnnotatorAsync();
        var work = Assert.IsType<NextResult.Work>(await new Annotating(database.Database, project, annotator).AskAsync(3));

        var result = await Service.PauseAsync(Operations, project.Id, annotator.Id, "Careless", Ct);

        Assert.Equal(new StandingResult.Changed(Standing.Paused, work.Assignments.Count), result);
        Assert.Equal(0, await project.BrokenPlacesAsync());
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT sum(taken) FROM comparisons WHERE project_id = $1", project.Id.Value));
        Assert.Equal(1, await project.ScalarAsync<long>("SELECT release_version FROM projects WHERE id = $1", project.Id.Value));
        Assert.IsType<NextResult.NotWorking>(await new Annotating(database.Database, project, annotator).AskAsync());
        await using var db = database.Open();
        Assert.True(await db.AuditEvents.AnyAsync(happened => happened.ProjectId == project.Id && happened.Kind == "annotator.paused", Ct));
    }

    [Fact]
    public async Task ReinstateAsync_Paused_WorksAgainWithFreshEvidence()
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

        await Service.PauseAsync(Operations, project.Id, annotator.Id, "Careless", Ct);
        var result = await Service.ReinstateAsync(Operations, project.Id, annotator.Id, "Talked it over", Ct);

        Assert.Equal(new StandingResult.Changed(Standing.Active, 0), result);
        Assert.IsType<NextResult.Work>(await person.AskAsync());
        await using var db = database.Open();
        var row = await db.Annotators.SingleAsync(row => row.ProjectId == project.Id && row.Id == annotator.Id, Ct);
        Assert.True(row.GoldsAnswered > 0);
        Assert.Equal((null, LiveTest.Prior, "Talked it over"), (row.Evidence, row.Risk, row.StandingReason));
        Assert.Empty(row.Waiting);
        Assert.Equal(10, await project.ScalarAsync<long>("SELECT count(*) FROM labels, annotators a WHERE labels.project_id = $1 AND labels.id <= a.evidence_after AND a.project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task ReinstateAsync_HadWorkInHand_IsGivenItAgain()
    {
        var project = await TestProject.CreateAsync(database.Database, overlap: 1, goldFraction: 0);
        await project.AddComparisonsAsync(3, overlap: 1);
        var annotator = await project.AddAnnotatorAsync();
        var person = new Annotating(database.Database, project, annotator);
        Assert.IsType<NextResult.Work>(await person.AskAsync(3));

        await Service.PauseAsync(Operations, project.Id, annotator.Id, "Careless", Ct);
        await Service.ReinstateAsync(Operations, project.Id, annotator.Id, "Talked it over", Ct);

        Assert.Equal(3, (await person.DrainAsync()).Count);
    }

    [Fact]
    public async Task PauseAsync_PausedAlready_IsRefused()
    {
        var project = await TestProject.CreateAsync(database.Database);
        var annotator = await project.AddAnnotatorAsync(Standing.Paused);

        Assert.Equal(new StandingResult.Refused(Standing.Paused), await Service.PauseAsync(Operations, project.Id, annotator.Id, "Again", Ct));
    }

    [Fact]
    public async Task PauseAsync_AnnotatorOfAnotherProject_IsMissing()
    {
        var project = await TestProject.CreateAsync(database.Database);
        var other = await TestProject.CreateAsync(database.Database);
        var annotator = await other.AddAnnotatorAsync();

        Assert.IsType<StandingResult.Missing>(await Service.PauseAsync(Operations, project.Id, annotator.Id, "Wrong", Ct));
    }

    [Fact]
    public async Task PauseAsync_WhilePeopleWork_KeepsEveryPlace()
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
            Assert.IsType<StandingResult.Changed>(await Service.PauseAsync(Operations, project.Id, annotator.Id, "Stop", Ct));
        }

        await Task.WhenAll(work);
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    private async Task WorkUntilPausedAsync(TestProject project, Annotator annotator)
    {
        var person = new Annotating(database.Database, project, annotator);
        while (await person.AskAsync(3) is NextResult.Work work)
        {
            await person.SubmitAsync(new Submission(work.Assignments[0].Token, Guid.NewGuid(), 4));
        }
    }
}
