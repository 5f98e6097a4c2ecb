using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Assignments;

public sealed class NamedAssignmentServiceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AssignAsync_AskedAgainWhileHeld_IsTheSameAssignmentAndPlace()
    {
        var (project, annotator) = await SceneAsync();

        var first = await AssignedAsync(project, annotator);
        var second = await AssignedAsync(project, annotator);

        Assert.Equal(first, second);
        Assert.Equal(1, await project.ScalarAsync<int>("SELECT taken FROM comparisons WHERE project_id = $1", project.Id.Value));
        Assert.Equal(1, await project.ScalarAsync<long>("SELECT count(*) FROM audit.event WHERE project_id = $1 AND kind = 'assignment.named'", project.Id.Value));
    }

    [Fact]
    public async Task AssignAsync_ManyAtOnce_AreOneAssignment()
    {
        var (project, annotator) = await SceneAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => AssignedAsync(project, annotator)));

        Assert.Single(results.Distinct());
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task AssignAsync_HeldByTheOrdinaryPick_IsThatAssignment()
    {
        var (project, annotator) = await SceneAsync();
        var served = await new Annotating(database.Database, project, annotator).NextAsync();

        Assert.Equal(served.Token, (await AssignedAsync(project, annotator)).Token);
    }

    [Fact]
    public async Task AssignAsync_Answered_IsGivenOnce()
    {
        var (project, annotator) = await SceneAsync();
        var person = new Annotating(database.Database, project, annotator);
        await person.AcceptAsync(new Submission((await AssignedAsync(project, annotator)).Token, Guid.NewGuid(), 2));

        Assert.IsType<NamedAssignmentResult.AlreadyGiven>(await AssignAsync(project, annotator));
    }

    [Fact]
    public async Task AssignAsync_Expired_IsRevivedWithTheSameToken()
    {
        var (project, annotator) = await SceneAsync();
        var first = await AssignedAsync(project, annotator);
        await Leases.ExpireAsync(database, project);

        Assert.Equal(first, await AssignedAsync(project, annotator));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task AssignAsync_WhatCannotBe_SaysWhy()
    {
        var (project, annotator) = await SceneAsync(overlap: 1);
        var paused = await project.AddAnnotatorAsync(Standing.Paused);
        await AssignedAsync(project, await project.AddAnnotatorAsync());

        Assert.IsType<NamedAssignmentResult.NoPlace>(await AssignAsync(project, annotator));
        Assert.IsType<NamedAssignmentResult.NotWorking>(await AssignAsync(project, paused));
        Assert.IsType<NamedAssignmentResult.NoSuchComparison>(await AssignAsync(project, annotator, "nowhere"));
        Assert.IsType<NamedAssignmentResult.NoSuchAnnotator>(
            await Service.AssignAsync(project.Id, "c-0", new AnnotatorId(999_999), actor: 1, Ct));
    }

    private NamedAssignmentService Service => new(database.Database, new CryptoRandom());

    private async Task<(TestProject Project, Annotator Annotator)> SceneAsync(int overlap = 3)
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(1, overlap);
        return (project, await project.AddAnnotatorAsync());
    }

    private Task<NamedAssignmentResult> AssignAsync(TestProject project, Annotator annotator, string externalId = "c-0") =>
        Service.AssignAsync(project.Id, externalId, annotator.Id, actor: 1, Ct);

    private async Task<NamedAssignmentResult.Assigned> AssignedAsync(TestProject project, Annotator annotator) =>
        Assert.IsType<NamedAssignmentResult.Assigned>(await AssignAsync(project, annotator));
}
