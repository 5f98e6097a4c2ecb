using PrefLab.Core.Review;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Review;

public sealed class ReviewServiceTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly CoreHost host = new(database);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task OpenAsync_OpenWithAnother_IsRefusedUntilTheLeaseRunsOut()
    {
        var (scene, comparison) = await DisputedAsync();
        Assert.IsType<ReviewResult.Opened>(await scene.OpenAsync(comparison));

        var refused = await scene.OpenAsync(comparison, ReviewScene.Ada);
        await scene.LapseAsync(comparison);
        var taken = await scene.OpenAsync(comparison, ReviewScene.Ada);

        Assert.StartsWith("Another expert has it open", Assert.IsType<ReviewResult.Refused>(refused).Reason, StringComparison.Ordinal);
        Assert.IsType<ReviewResult.Opened>(taken);
        Assert.IsType<ReviewResult.Refused>(await scene.AnswerAsync(comparison, 2));
        Assert.Equal("3 1", await scene.Project.ScalarAsync<string>(
            "SELECT string_agg(state::text, ' ' ORDER BY id) FROM reviews WHERE project_id = $1", scene.Project.Id.Value));
    }

    [Fact]
    public async Task OpenAsync_ManyExpertsAtOnce_OneHasIt()
    {
        var (scene, comparison) = await DisputedAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(expert => scene.OpenAsync(comparison, ReviewScene.Mei + expert)));

        Assert.Single(results.OfType<ReviewResult.Opened>());
        Assert.Equal(7, results.OfType<ReviewResult.Refused>().Count());
        Assert.Equal(1, await scene.Project.ScalarAsync<long>("SELECT count(*) FROM reviews WHERE project_id = $1", scene.Project.Id.Value));
    }

    [Fact]
    public async Task AnswerAsync_Again_KeepsTheFirstBlindAnswerForGood()
    {
        var (scene, comparison) = await DisputedAsync();
        await scene.ReadyAsync(comparison, 4);

        Assert.IsType<ReviewResult.Repeated>(await scene.AnswerAsync(comparison, 4));
        Assert.IsType<ReviewResult.Refused>(await scene.AnswerAsync(comparison, 1));
        Assert.IsType<ReviewResult.Done>(await scene.ReleaseAsync(comparison));
        Assert.IsType<ReviewResult.Opened>(await scene.OpenAsync(comparison));
        Assert.IsType<ReviewResult.Refused>(await scene.AnswerAsync(comparison, 1));
        Assert.IsType<ReviewResult.Repeated>(await scene.AnswerAsync(comparison, 4));
    }

    [Fact]
    public async Task AnswerAsync_RanOutAndNobodyTookIt_IsStillTheirs()
    {
        var (scene, comparison) = await DisputedAsync();
        await scene.OpenAsync(comparison);
        await scene.LapseAsync(comparison);

        Assert.IsType<ReviewResult.Done>(await scene.AnswerAsync(comparison, 2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public async Task AnswerAsync_NoAnswer_NamesTheField(int answer)
    {
        var (scene, comparison) = await DisputedAsync();
        await scene.OpenAsync(comparison);

        Assert.Equal("answer", Assert.IsType<ReviewResult.Invalid>(await scene.AnswerAsync(comparison, answer)).Error.Field);
    }

    [Fact]
    public async Task OpenNextAsync_TwoExpertsAtOnce_GetTwoComparisonsAndThenNothing()
    {
        var scene = await ReviewScene.CreateAsync(database, host, comparisons: 2);
        await scene.DisputeAsync();
        await scene.DisputeAsync();

        var both = await Task.WhenAll(scene.NextAsync(ReviewScene.Mei), scene.NextAsync(ReviewScene.Ada));

        Assert.Equal(2, both.Select(result => Assert.IsType<ReviewResult.Opened>(result).Comparison).Distinct().Count());
        Assert.Equal(both[0], await scene.NextAsync(ReviewScene.Mei));
        Assert.IsType<ReviewResult.NothingWaits>(await scene.NextAsync(9_003));
    }

    [Fact]
    public async Task OpenNextAsync_AfterOneGivenBack_OffersTheNextAndTheFirstAtTheEnd()
    {
        var scene = await ReviewScene.CreateAsync(database, host, comparisons: 2);
        await scene.DisputeAsync();
        await scene.DisputeAsync();
        var (first, second) = (await scene.ComparisonAsync(0), await scene.ComparisonAsync(1));

        Assert.Equal(new ReviewResult.Opened(first), await scene.NextAsync());
        await scene.ReleaseAsync(first);
        Assert.Equal(new ReviewResult.Opened(second), await scene.NextAsync(after: first));
        await scene.ReleaseAsync(second);
        Assert.Equal(new ReviewResult.Opened(first), await scene.NextAsync(after: second));
    }

    [Fact]
    public async Task OpenAsync_NotDisputedOrOfAnotherProject_IsRefusedOrMissing()
    {
        var (scene, comparison) = await DisputedAsync();
        var calm = await ReviewScene.CreateAsync(database, host);

        Assert.IsType<ReviewResult.Refused>(await calm.OpenAsync(await calm.ComparisonAsync()));
        Assert.IsType<ReviewResult.Missing>(await calm.OpenAsync(comparison));
        Assert.IsType<ReviewResult.Missing>(await calm.AnswerAsync(comparison, 2));
        Assert.IsType<ReviewResult.Missing>(await calm.DecideAsync(comparison, new Decision(2, "Because")));
        Assert.IsType<ReviewResult.Refused>(await scene.AnswerAsync(comparison, 2));
    }

    [Fact]
    public async Task QueueAsync_ByReasonTagAndPage_ShowsWhatWaits()
    {
        var scene = await ReviewScene.CreateAsync(database, host, comparisons: ReviewQueueQuery.PageSize + 2);
        await scene.Project.ExecuteAsync(
            """
            UPDATE comparisons SET overlap = 2, taken = 2, n0 = 1, n4 = 1, metadata = CASE WHEN external_id = 'c-7' THEN '{"topic": "law"}' WHEN external_id = 'c-8' THEN '{"tags": ["law", "tax"]}'
                WHEN external_id = 'c-9' THEN '{"topic": 7}' END::jsonb
            WHERE project_id = $1
            """,
            scene.Project.Id.Value);
        await scene.Project.ExecuteAsync("UPDATE comparisons SET flags = 2 WHERE project_id = $1 AND external_id = 'c-3'", scene.Project.Id.Value);

        var page = await scene.QueueAsync();
        var rest = await scene.QueueAsync(after: page.Next);

        Assert.Equal((ReviewQueueQuery.PageSize, 2), (page.Rows.Count, rest.Rows.Count));
        Assert.Null(rest.Next);
        Assert.Equal(page.Rows.Count + rest.Rows.Count, page.Rows.Concat(rest.Rows).Select(row => row.Id).Distinct().Count());
        Assert.Equal(["c-3"], (await scene.QueueAsync(DisputeReasons.Flagged)).Rows.Select(row => row.ExternalId));
        Assert.Equal(["c-7", "c-8"], (await scene.QueueAsync(tag: "law")).Rows.Select(row => row.ExternalId));
        Assert.Empty((await scene.QueueAsync(DisputeReasons.HighEntropy)).Rows);
        var counts = await host.InScopeAsync((ReviewQueueQuery query) => query.CountAsync(scene.Project.Id, TestContext.Current.CancellationToken));
        Assert.Equal(new WaitingCounts(52, 52, 0, 1), counts);
        Assert.Equal(52, await host.InScopeAsync((ReviewQueueQuery query) => query.CountForTabAsync(scene.Project.Id, TestContext.Current.CancellationToken)));
    }

    private async Task<(ReviewScene Scene, ComparisonId Comparison)> DisputedAsync()
    {
        var scene = await ReviewScene.CreateAsync(database, host);
        await scene.DisputeAsync();
        return (scene, await scene.ComparisonAsync());
    }
}
