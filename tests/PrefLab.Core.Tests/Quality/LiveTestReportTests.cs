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

        Assert.Equal(wrong == 0 ? 1 : report.Golds!.Value.Share, report.Golds!.Value.Share);
        Assert.True(Of(report.Policy, golds + wrong, right).Golds!.Value.Share >= 1);
        Assert.True(wrong == 0 || Of(report.Policy, golds + wrong - 1, right).Golds!.Value.Share < 1);
    }

    [Fact]
    public void Golds_OfTheShareOfGoldsRight_IsTheShareOfWrongOnes()
    {
        var report = Of(new QualityPolicy(new QualityRule.Classic(10, .6)), 5, 2);

        Assert.Equal((.6, .4), (report.Golds!.Value.Value, Math.Round(report.Golds.Value.Limit, 12)));
        Assert.Equal(5, report.WrongUntilFlag);
        Assert.Equal(0, Of(new QualityPolicy(new QualityRule.Classic(5, 1)), 3, 3).Golds!.Value.Share);
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
