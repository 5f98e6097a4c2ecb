using PrefLab.Core.Accounts;
using PrefLab.Core.Labels;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Labels;

/// <summary>A submission that has read its rows and must wait for somebody who changes them.</summary>
public sealed class LateAnswerRaceTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly CoreHost host = new(database);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData(true, "use = 2, gold_preference = 1, taken = 0")]
    [InlineData(false, "use = 1, gold_preference = NULL, overlap = 1, taken = 0")]
    public async Task SubmitAsync_LateWhileGoldIsSetOrRemoved_IsTakenAsItIsThen(bool becomesGold, string change)
    {
        var project = await TestProject.CreateAsync(database.Database, batchSize: 1, goldFraction: becomesGold ? 0 : .5);
        await project.AddComparisonsAsync(2);
        await project.AddGoldsAsync(becomesGold ? 0 : 1);
        var person = new Annotating(database.Database, project, await project.AddAnnotatorAsync());
        var served = await person.NextAsync();
        await Leases.ExpireAsync(database, project);
        await using var lead = await Rival.BeginAsync(database);
        await lead.ExecuteAsync($"UPDATE comparisons SET {change} WHERE id = (SELECT comparison_id FROM assignments WHERE project_id = $1)", project.Id.Value);

        var submit = person.SubmitAsync(new Submission(served.Token, Guid.NewGuid(), 1));
        await lead.UntilSomebodyWaitsAsync(Ct);
        await lead.CommitAsync();

        Assert.IsType<SubmitResult.Accepted>(await submit);
        Assert.Equal(becomesGold, await project.ScalarAsync<bool>("SELECT is_gold FROM labels WHERE project_id = $1", project.Id.Value));
        Assert.Equal(0, await project.BrokenPlacesAsync());
    }

    [Fact]
    public async Task RemoveAsync_OfAMemberWhoIsSubmitting_WaitsItsTurn()
    {
        var project = await TestProject.CreateAsync(database.Database, goldFraction: 0);
        await project.AddComparisonsAsync(1);
        var annotator = await project.AddAnnotatorAsync();
        await new Annotating(database.Database, project, annotator).NextAsync();
        await using var submission = await Rival.BeginAsync(database);
        await submission.ExecuteAsync("SELECT FROM annotators WHERE project_id = $1 FOR NO KEY UPDATE", project.Id.Value);

        var removal = host.InScopeAsync((MembershipService members) => members.RemoveAsync(new Actor(1, true, null), project.Id, annotator.PersonId, Ct));
        await submission.UntilSomebodyWaitsAsync(Ct);
        await submission.ExecuteAsync("SELECT FROM assignments WHERE project_id = $1 FOR NO KEY UPDATE", project.Id.Value);
        await submission.CommitAsync();

        Assert.True(await removal);
    }

    [Fact]
    public async Task RemoveAsync_ManyAtOnce_OneSucceeds()
    {
        var project = await TestProject.CreateAsync(database.Database);
        var annotator = await project.AddAnnotatorAsync();

        var removed = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => host.InScopeAsync((MembershipService members) =>
            members.RemoveAsync(new Actor(1, true, null), project.Id, annotator.PersonId, Ct))));

        Assert.Single(removed, done => done);
    }
}
