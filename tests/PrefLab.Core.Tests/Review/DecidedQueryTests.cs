using PrefLab.Core.Review;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Review;

public sealed class DecidedQueryTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly CoreHost host = new(database);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task LoadAsync_DecidedInAnotherOrderThanOpened_HasTheNewestDecisionFirst()
    {
        var scene = await ReviewScene.CreateAsync(database, host, comparisons: 2);
        await scene.DisputeAsync();
        await scene.DisputeAsync();
        var (first, second) = (await scene.ComparisonAsync(), await scene.ComparisonAsync(1));
        await scene.ReadyAsync(first);
        await scene.ReadyAsync(second, person: ReviewScene.Ada);
        Assert.Empty((await LoadAsync(scene)).Rows);
        var answer = await scene.DisplayedAsync(first, Preference.BBetter);
        await scene.DecideAsync(second, new Decision(5, "The other one is wrong."), ReviewScene.Ada);
        await scene.DecideAsync(first, new Decision(answer, "It cites\nits source.", BecomesUse.Training));

        var page = await LoadAsync(scene);

        Assert.Equal([(first, ReviewScene.Mei, answer, "It cites its source.", BecomesUse.Training), (second, ReviewScene.Ada, 5, "The other one is wrong.", BecomesUse.Nothing)],
            page.Rows.Select(row => (row.Id, row.ExpertId, row.Answer, row.Reason, row.Becomes)));
        Assert.Null(page.Next);
        var newest = new ReviewId(await scene.Project.ScalarAsync<long>(
            "SELECT id FROM reviews WHERE project_id = $1 AND comparison_id = $2", scene.Project.Id.Value, first.Value));
        await scene.UndoAsync(first);
        Assert.Equal(second, Assert.Single((await LoadAsync(scene)).Rows).Id);
        Assert.Equal(second, Assert.Single((await LoadAsync(scene, newest)).Rows).Id);
    }

    [Fact]
    public async Task LoadAsync_MoreThanAPage_GoesOnBehindTheLast()
    {
        const int all = (2 * DecidedQuery.PageSize) + 1;
        var scene = await ReviewScene.CreateAsync(database, host, comparisons: all);
        // Many decided in one transaction, at one moment.
        await scene.Project.ExecuteAsync(
            """
            INSERT INTO reviews (project_id, comparison_id, expert_id, state, dispute, left_is_a, opened_at, expires_at, blind_preference, blind_at, preference, reason, became, decided_at)
            SELECT $1, id, 1, 2, 1, true, now(), now(), 0, now(), 0, 'because', 0, now() FROM comparisons WHERE project_id = $1
            """,
            scene.Project.Id.Value);

        var first = await LoadAsync(scene);
        var second = await LoadAsync(scene, first.Next);
        var third = await LoadAsync(scene, second.Next);

        Assert.Equal([DecidedQuery.PageSize, DecidedQuery.PageSize, 1], new[] { first, second, third }.Select(page => page.Rows.Count));
        Assert.Equal(all, first.Rows.Concat(second.Rows).Concat(third.Rows).Select(row => row.Id).Distinct().Count());
        Assert.Null(third.Next);
    }

    private Task<DecidedPage> LoadAsync(ReviewScene scene, ReviewId? after = null) =>
        host.InScopeAsync((DecidedQuery query) => query.LoadAsync(scene.Project.Id, after, Ct));
}
