using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Core.Projects;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Labels;

public sealed class DraftServiceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task SaveAsync_HeldAssignment_IsServedAgainWithTheLastDraft()
    {
        var (_, person) = await SceneAsync();
        var served = await person.NextAsync();
        var draft = new Draft(4, new Dictionary<string, int> { ["wit"] = 1 }, BothBad: true, Flagged: true, Comment: "half a \"thought\" 👍", ActiveSeconds: 31.5);

        await SavedAsync(person, served, new Draft(Comment: "first"));
        await SavedAsync(person, served, draft);

        var again = (await person.NextAsync()).Draft!;
        Assert.Equal(draft with { Dimensions = null }, again with { Dimensions = null });
        Assert.Equal(draft.Dimensions, again.Dimensions);
    }

    [Fact]
    public async Task SaveAsync_Empty_ClearsIt()
    {
        var (_, person) = await SceneAsync();
        var served = await person.NextAsync();
        await SavedAsync(person, served, new Draft(2));

        await SavedAsync(person, served, new Draft(ActiveSeconds: 3));

        Assert.Null((await person.NextAsync()).Draft);
    }

    [Fact]
    public async Task SaveAsync_LeaseThatExpired_ComesBackWithItsDraft()
    {
        var (project, person) = await SceneAsync(comparisons: 1);
        var served = await person.NextAsync();
        await SavedAsync(person, served, new Draft(Comment: "kept"));
        await Leases.ExpireAsync(database, project);

        Assert.IsType<DraftResult.NotFound>(await person.SaveDraftAsync(served.Token, new Draft(2)));
        Assert.Equal("kept", (await person.NextAsync()).Draft!.Comment);
    }

    [Fact]
    public async Task SaveAsync_AnsweredOrSkipped_IsClearedAndNotTakenAnyMore()
    {
        var (project, person) = await SceneAsync();
        var answered = await person.NextAsync();
        await SavedAsync(person, answered, new Draft(Comment: "mine"));
        await person.AcceptAsync(new Submission(answered.Token, Guid.NewGuid(), 2));
        var skipped = await person.NextAsync();
        await SavedAsync(person, skipped, new Draft(Comment: "mine"));
        await person.SkipAsync(skipped.Token);

        Assert.IsType<DraftResult.NotFound>(await person.SaveDraftAsync(answered.Token, new Draft(2)));
        Assert.IsType<DraftResult.NotFound>(await person.SaveDraftAsync(skipped.Token, new Draft(2)));
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM assignments WHERE project_id = $1 AND draft IS NOT NULL", project.Id.Value));
    }

    [Fact]
    public async Task SaveAsync_AssignmentOfSomebodyElse_IsNotFound()
    {
        var (project, person) = await SceneAsync();
        var other = new Annotating(database.Database, project, await project.AddAnnotatorAsync());
        var served = await person.NextAsync();

        Assert.IsType<DraftResult.NotFound>(await other.SaveDraftAsync(served.Token, new Draft(2)));
        Assert.IsType<DraftResult.NotFound>(await person.SaveDraftAsync(Guid.NewGuid(), new Draft(2)));
        Assert.Null((await person.NextAsync()).Draft);
    }

    public static TheoryData<string, Draft> Invalid => new()
    {
        { "answer", new Draft(0) },
        { "answer", new Draft(6) },
        { "answer", new Draft(3) },
        { "dimensions", new Draft(Dimensions: new Dictionary<string, int> { ["height"] = 1 }) },
        { "dimensions", new Draft(Dimensions: new Dictionary<string, int> { ["wit"] = 4 }) },
        { "comment", new Draft(Comment: new string('x', Limits.Comment + 1)) },
        { "comment", new Draft(Comment: "\0") },
        { "activeSeconds", new Draft(2, ActiveSeconds: -1) },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task SaveAsync_WhatNoSubmissionMaySay_IsRefused(string field, Draft draft)
    {
        var (_, person) = await SceneAsync();
        var served = await person.NextAsync();

        Assert.Equal(field, Assert.IsType<DraftResult.Invalid>(await person.SaveDraftAsync(served.Token, draft)).Field);
        Assert.Null((await person.NextAsync()).Draft);
    }

    private static async Task SavedAsync(Annotating person, ServedAssignment served, Draft draft) =>
        Assert.IsType<DraftResult.Saved>(await person.SaveDraftAsync(served.Token, draft));

    private async Task<(TestProject Project, Annotating Person)> SceneAsync(int comparisons = 3)
    {
        var project = await TestProject.CreateAsync(
            database.Database, goldFraction: 0, change: it => (it.TiesAllowed, it.Dimensions) = (false, [new Dimension("wit", 1, Asked: true)]));
        await project.AddComparisonsAsync(comparisons);
        return (project, new Annotating(database.Database, project, await project.AddAnnotatorAsync()));
    }
}
