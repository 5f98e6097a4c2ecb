namespace PrefLab.Metrics.Tests;

public sealed class IntervalTests
{
    [Theory]
    [InlineData(.5, .6, .4, .95)]
    [InlineData(.5, double.NaN, .6, .95)]
    [InlineData(.5, .4, double.PositiveInfinity, .95)]
    [InlineData(double.NaN, .4, .6, .95)]
    [InlineData(.5, .4, .6, 0)]
    [InlineData(.5, .4, .6, 1)]
    [InlineData(.5, .4, .6, double.NaN)]
    public void Of_OutsideItsRanges_Throws(double estimate, double lower, double upper, double confidence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Interval.Of(estimate, lower, upper, confidence));

    [Fact]
    public void Of_Limits_HasNoReason()
    {
        var interval = Interval.Of(.5, .4, .6, .95);

        Assert.True(interval.IsDefined);
        Assert.Null(interval.Reason);
        Assert.Equal("0.5000 [0.4000, 0.6000] 95 %", interval.ToString());
    }

    [Fact]
    public void Undefined_Reason_KeepsTheEstimate()
    {
        var interval = Interval.Undefined(Estimate.Of(.5), .95, "Too few.");

        Assert.Equal((.5, "Too few."), (interval.Estimate.Value, interval.Reason));
        Assert.False(interval.IsDefined);
        Assert.Throws<ArgumentException>(() => Interval.Undefined(Estimate.Of(.5), .95, " "));
    }

    [Fact]
    public void Default_Interval_IsUndefinedWithAReason() => Assert.NotNull(default(Interval).Reason);
}
