using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Assignments;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Labels;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Comparisons;

public sealed class ComparisonEditTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly CoreHost host = new(database);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task SetGoldAsync_AndBack_MovesTotalsAndKeepsEveryPlace()
    {
        var (project, comparison) = await SceneAsync(labels: 2, overlap: 2);

        Assert.IsType<ComparisonEditResult.Done>(await SetGoldAsync(project, comparison));
        var asGold = await StateAsync(project, comparison);
        Assert.IsType<ComparisonEditResult.Done>(await SetGoldAsync(project, comparison));
        var again = await StateAsync(project, comparison);
        Assert.IsType<ComparisonEditResult.Done>(await host.InScopeAsync((ComparisonEdit edit) => edit.RemoveGoldAsync(project.Id, comparison, 1, Ct)));

        Assert.Equal((0, 1, -2L), asGold);
        Assert.Equal(asGold, again);
        Assert.Equal((2, 0, 0L), await StateAsync(project, comparison));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task SetGoldAsync_SomebodyHasItBeforeThem_ChangesNothing()
    {
        var (project, comparison) = await SceneAsync(labels: 0, overlap: 2);
        await new Annotating(database.Database, project, await project.AddAnnotatorAsync()).NextAsync();

        Assert.Equal(new ComparisonEditResult.InWork(1), await SetGoldAsync(project, comparison));
        Assert.Equal((1, 0, 0L), await StateAsync(project, comparison));
    }

    [Fact]
    public async Task SetGoldAsync_WhilePeopleTakeIt_IsGoldOrWorkAndNeverBoth()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(20, overlap: 2);
        var ids = await IdsAsync(project);
        var person = new Annotating(database.Database, project, await project.AddAnnotatorAsync());

        var drained = Task.Run(person.DrainAsync, Ct);
        var edits = new List<ComparisonEditResult>();
        foreach (var id in ids.AsEnumerable().Reverse())
        {
            edits.Add(await SetGoldAsync(project, id));
        }

        await drained;
        Assert.All(edits, result => Assert.True(result is ComparisonEditResult.Done or ComparisonEditResult.InWork));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Theory]
    [InlineData(1, 0, "overlap")]
    [InlineData(0, 0, "overlap")]
    [InlineData(Limits.MaxOverlap + 1, 0, "overlap")]
    [InlineData(3, 1_000_001, "priority")]
    public async Task SetPlacesAsync_WhatCannotBe_NamesTheField(int overlap, int priority, string field)
    {
        var (project, comparison) = await SceneAsync(labels: 2, overlap: 3);

        var result = await SetPlacesAsync(project, comparison, overlap, priority);

        Assert.Equal(field, Assert.IsType<ComparisonEditResult.Invalid>(result).Field);
    }

    [Fact]
    public async Task SetPlacesAsync_RaisedAboveTheCursor_IsNextForEverybody()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(6, overlap: 1);
        var last = (await IdsAsync(project))[^1];
        var person = new Annotating(database.Database, project, await project.AddAnnotatorAsync());
        await person.AcceptAsync(new Submission((await person.NextAsync()).Token, Guid.NewGuid(), 2));

        Assert.IsType<ComparisonEditResult.Done>(await SetPlacesAsync(project, last, overlap: 4, priority: 7));

        Assert.Equal("prompt 5", (await person.NextAsync()).Prompt);
        Assert.Equal((1, 0, 3L), await StateAsync(project, last));
    }

    [Fact]
    public async Task SetPlacesAsync_ComparisonOfAnotherProject_IsNotFound()
    {
        var (_, comparison) = await SceneAsync(labels: 0, overlap: 2);
        var other = await TestProject.CreateAsync(database.Database);

        Assert.IsType<ComparisonEditResult.NotFound>(await SetPlacesAsync(other, comparison, 2, 0));
    }

    private Task<ComparisonEditResult> SetGoldAsync(TestProject project, ComparisonId comparison) =>
        host.InScopeAsync((ComparisonEdit edit) => edit.SetGoldAsync(project.Id, comparison, Preference.ABetter, "Because", 1, Ct));

    private Task<ComparisonEditResult> SetPlacesAsync(TestProject project, ComparisonId comparison, int overlap, int priority) =>
        host.InScopeAsync((ComparisonEdit edit) => edit.SetPlacesAsync(project.Id, comparison, overlap, priority, 1, Ct));

    private async Task<(TestProject Project, ComparisonId Comparison)> SceneAsync(int labels, int overlap)
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(1, overlap);
        for (var i = 0; i < labels; i++)
        {
            await new Annotating(database.Database, project, await project.AddAnnotatorAsync()).DrainAsync();
        }

        return (project, Assert.Single(await IdsAsync(project)));
    }

    private async Task<List<ComparisonId>> IdsAsync(TestProject project)
    {
        await using var db = database.Open();
        return await db.Comparisons.Where(row => row.ProjectId == project.Id).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(Ct);
    }

    /// <summary>Places taken, and the project's totals, which begin at 0 here.</summary>
    private async Task<(int Taken, int Golds, long LabelsNeeded)> StateAsync(TestProject project, ComparisonId comparison)
    {
        await using var db = database.Open();
        var taken = await db.Comparisons.Where(row => row.ProjectId == project.Id && row.Id == comparison).Select(row => row.Taken).SingleAsync(Ct);
        var totals = await db.Projects.Where(row => row.Id == project.Id).Select(row => new { row.GoldCount, row.LabelsNeeded }).SingleAsync(Ct);
        return (taken, totals.GoldCount, totals.LabelsNeeded);
    }
}
