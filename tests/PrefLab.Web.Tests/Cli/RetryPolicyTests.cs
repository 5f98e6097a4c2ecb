using System.Net.Http.Headers;
using PrefLab.Cli.Api;

namespace PrefLab.Web.Tests.Cli;

public sealed class RetryPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, .05)]
    [InlineData(2, .1)]
    [InlineData(4, .4)]
    [InlineData(50, 2.5)]
    public void WaitAfter_Attempts_DoublesUpToALimit(int attempt, double leastSeconds)
    {
        Assert.Equal(leastSeconds, RetryPolicy.WaitAfter(attempt, null, Now, 0).TotalSeconds, 6);
        Assert.InRange(RetryPolicy.WaitAfter(attempt, null, Now, .999).TotalSeconds, leastSeconds, 2 * leastSeconds);
    }

    [Fact]
    public void WaitAfter_RetryAfter_IsAtLeastThat()
    {
        Assert.Equal(7, RetryPolicy.WaitAfter(1, new RetryConditionHeaderValue(TimeSpan.FromSeconds(7)), Now, 0).TotalSeconds);
        Assert.Equal(9, RetryPolicy.WaitAfter(1, new RetryConditionHeaderValue(Now.AddSeconds(9)), Now, 0).TotalSeconds);
        Assert.Equal(.05, RetryPolicy.WaitAfter(1, new RetryConditionHeaderValue(Now.AddSeconds(-9)), Now, 0).TotalSeconds, 6);
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(409, false)]
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(503, true)]
    public void MayPass_Status_IsWhatTimeMayMend(int status, bool expected) => Assert.Equal(expected, RetryPolicy.MayPass(status));

    [Fact]
    public void Quantile_FewRequests_IsTheNearestRank()
    {
        Assert.Equal(3, LatencyTally.Quantile([5, 1, 3, 4, 2], .5));
        Assert.Equal(5, LatencyTally.Quantile([5, 1, 3, 4, 2], .99));
        Assert.Null(LatencyTally.Quantile([], .5));
    }
}
