using PrefLab.Core.Quality;
using PrefLab.Metrics;

namespace PrefLab.Core.Tests.Quality;

public sealed class LiveTestReportTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(8, 5)]
    [InlineData(40, 39)]
    [InlineData(9, 0)]
    public void WrongUntilFlag_OfTheSequentialTest_IsTheFirstThatReachesTheLimit(int golds, int right)
    {
        var report = Of(new QualityPolicy(new QualityRule.Sprt()), golds, right);
        var wrong = report.WrongUntilFlag!.Value;

        Assert.Equal(wrong == 0, report.Golds!.Value.IsReached);
        var reached = Of(report.Policy, golds + wrong, right).Golds!.Value;
        Assert.Equal((true, 1.0), (reached.IsReached, reached.Share));
        Assert.True(wrong == 0 || Of(report.Policy, golds + wrong - 1, right).Golds is { IsReached: false, Share: < 1 });
    }

    [Fact]
    public void Golds_OfTheShareOfGoldsRight_IsTheShareOfWrongOnes()
    {
        var report = Of(new QualityPolicy(new QualityRule.Classic(10, .6)), 5, 2);

        Assert.Equal((.6, .4), (report.Golds!.Value.Value, Math.Round(report.Golds.Value.Limit, 12)));
        Assert.Equal(5, report.WrongUntilFlag);
        Assert.Equal(0, Of(new QualityPolicy(new QualityRule.Classic(5, 1)), 3, 3).Golds!.Value.Share);
    }

    [Theory]
    [InlineData(3, 0, false)]
    [InlineData(5, 3, false)]
    [InlineData(5, 2, true)]
    [InlineData(10, 6, false)]
    public void Golds_OfTheShareOfGoldsRight_ReachTheLimitWhereTheRuleFlags(int golds, int right, bool isReached)
    {
        var level = Of(new QualityPolicy(new QualityRule.Classic(5, .6)), golds, right).Golds!.Value;

        Assert.Equal((1.0, isReached), (Math.Round(level.Share, 12), level.IsReached));
    }

    [Fact]
    public void Of_NobodyAnswered_IsAtTheStart()
    {
        var report = LiveTestReport.Of(new QualityPolicy(new QualityRule.None()), evidence: null, waiting: 0);

        Assert.Equal((null, null, 0, 0.0, 0.0), (report.Golds, report.WrongUntilFlag, report.Ordinary, report.Peers.Share, report.Drops.Share));
    }

    private static LiveTestReport Of(QualityPolicy policy, int golds, int right) =>
        LiveTestReport.Of(policy, Evidence.None with { Golds = new GoldTally(golds, right) }, waiting: 0);
}
