using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Assignments;

/// <summary>More in hand than three, for who expects to be offline.</summary>
public sealed class ReserveTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData(12, 12)]
    [InlineData(40, 12)]
    [InlineData(0, 1)]
    public async Task NextAsync_CountAsked_HoldsUpToTwelve(int asked, int held)
    {
        var (project, person) = await SceneAsync(20);

        var work = Assert.IsType<NextResult.Work>(await person.AskAsync(asked));

        Assert.Equal(held, work.Held.Count);
        Assert.Equal(work.Assignments.Select(served => served.Token), work.Held);
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task NextAsync_WhatThePageHas_IsNotSentAgain()
    {
        var (_, person) = await SceneAsync(20);
        var first = Assert.IsType<NextResult.Work>(await person.AskAsync(12));
        await person.AcceptAsync(new Submission(first.Held[0], Guid.NewGuid(), 2));

        var next = Assert.IsType<NextResult.Work>(await person.AskAsync(12, [.. first.Held]));

        var added = Assert.Single(next.Assignments);
        Assert.Equal([.. first.Held.Skip(1), added.Token], next.Held);
    }

    [Fact]
    public async Task NextAsync_AllIsInThePage_IsStillWork()
    {
        var (_, person) = await SceneAsync(2);
        var first = Assert.IsType<NextResult.Work>(await person.AskAsync(3));

        var again = Assert.IsType<NextResult.Work>(await person.AskAsync(3, [.. first.Held]));

        Assert.Empty(again.Assignments);
        Assert.Equal(first.Held, again.Held);
    }

    [Fact]
    public async Task NextAsync_ReserveNoLongerWanted_ServesTheOldestAndLeasesNothing()
    {
        var (project, person) = await SceneAsync(20);
        var first = Assert.IsType<NextResult.Work>(await person.AskAsync(12));

        var fewer = Assert.IsType<NextResult.Work>(await person.AskAsync(1));

        Assert.Equal(first.Held.Take(AssignmentService.UsuallyHeld), fewer.Held);
        Assert.Equal(12, await project.ScalarAsync<long>("SELECT count(*) FROM audit.assignment WHERE project_id = $1", project.Id.Value));
    }

    [Fact]
    public async Task NextAsync_Reserve_StopsAtTheEndOfTheBatch()
    {
        var (project, person) = await SceneAsync(20, batchSize: 5);

        var first = Assert.IsType<NextResult.Work>(await person.AskAsync(12));
        Assert.Equal([0, 1, 2, 3, 4], first.Assignments.Select(served => served.Position!.Value));
        foreach (var token in first.Held)
        {
            Assert.Null(Assert.IsType<NextResult.Work>(await person.AskAsync(12)).Assignments.FirstOrDefault(served => !first.Held.Contains(served.Token)));
            await person.AcceptAsync(new Submission(token, Guid.NewGuid(), 2));
        }

        var second = Assert.IsType<NextResult.Work>(await person.AskAsync(12));
        Assert.Equal([0, 1, 2, 3, 4], second.Assignments.Select(served => served.Position!.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    private async Task<(TestProject Project, Annotating Person)> SceneAsync(int comparisons, int batchSize = 50)
    {
        var project = await TestProject.CreateAsync(database.Database, batchSize: batchSize, goldFraction: 0);
        await project.AddComparisonsAsync(comparisons);
        return (project, new Annotating(database.Database, project, await project.AddAnnotatorAsync()));
    }
}
