using MathNet.Numerics.Distributions;

namespace PrefLab.Metrics.Tests;

public sealed class WilsonIntervalTests
{
    /// <summary>Newcombe (1998), https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8&lt;857::AID-SIM777&gt;3.0.CO;2-E, table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, .2553, .3662)]
    [InlineData(15, 148, .0624, .1605)]
    [InlineData(0, 20, 0, .1611)]
    [InlineData(1, 29, .0061, .1718)]
    public void Of_PublishedCase_GivesThePublishedLimits(int successes, int trials, double lower, double upper)
    {
        var interval = WilsonInterval.Of(successes, trials, .95);

        Assert.Equal(lower, interval.Lower!.Value, 5e-5);
        Assert.Equal(upper, interval.Upper!.Value, 5e-5);
        Assert.Equal(successes / (double)trials, interval.Estimate.Value!.Value);
    }

    [Fact]
    public void Of_FailuresInsteadOfSuccesses_IsMirrored()
    {
        var right = WilsonInterval.Of(3, 17, .9);
        var wrong = WilsonInterval.Of(14, 17, .9);

        Assert.Equal(1 - right.Lower!.Value, wrong.Upper!.Value, 1e-12);
        Assert.Equal(1 - right.Upper!.Value, wrong.Lower!.Value, 1e-12);
    }

    [Fact]
    public void Of_AllOrNone_ReachesTheEndExactly()
    {
        Assert.Equal(1, WilsonInterval.Of(8, 8, .95).Upper);
        Assert.Equal(0, WilsonInterval.Of(0, 8, .95).Lower);
        Assert.InRange(WilsonInterval.Of(8, 8, .95).Lower!.Value, .6, .75);
    }

    [Fact]
    public void Of_NoTrials_IsUndefined()
    {
        var interval = GoldAccuracy.Of(default, .95);

        Assert.False(interval.IsDefined);
        Assert.False(interval.Estimate.IsDefined);
        Assert.NotNull(interval.Reason);
    }

    [Fact]
    public void Of_TwentyTrials_CoversNinetyFivePercentOnAverageOverTheShares()
    {
        var intervals = Enumerable.Range(0, 21).Select(k => WilsonInterval.Of(k, 20, .95)).ToArray();
        var coverage = Enumerable.Range(1, 199).Average(step => Enumerable.Range(0, 21)
            .Where(k => intervals[k].Lower <= step / 200.0 && step / 200.0 <= intervals[k].Upper)
            .Sum(k => Binomial.PMF(step / 200.0, 20, k)));

        Assert.InRange(coverage, .945, .96);
    }

    [Fact]
    public void Of_OutsideItsRanges_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(2, 1, .95));
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(-1, 1, .95));
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(1, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LeftShare.Of(1, -1, .95));
    }

    [Fact]
    public void LeftShare_LeftAndRight_IsTheShareOfBoth()
    {
        Assert.Equal(WilsonInterval.Of(30, 40, .95), LeftShare.Of(30, 10, .95));
        Assert.Equal(WilsonInterval.Of(4, 5, .95), GoldAccuracy.Of(new GoldTally(5, 4), .95));
    }
}
