namespace PrefLab.Metrics.Tests;

public sealed class EstimateTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Of_NotFinite_Throws(double value) => Assert.Throws<ArgumentOutOfRangeException>(() => Estimate.Of(value));

    [Fact]
    public void Of_Value_HasNoReason()
    {
        var estimate = Estimate.Of(.25);

        Assert.True(estimate.IsDefined);
        Assert.Equal(.25, estimate.Value);
        Assert.Null(estimate.Reason);
        Assert.Equal("0.2500", estimate.ToString());
    }

    [Fact]
    public void Undefined_Reason_HasNoValue()
    {
        var estimate = Estimate.Undefined("Nothing to compare.");

        Assert.False(estimate.IsDefined);
        Assert.Null(estimate.Value);
        Assert.Equal("Nothing to compare.", estimate.Reason);
    }

    [Fact]
    public void Default_Estimate_IsUndefinedWithAReason() => Assert.NotNull(default(Estimate).Reason);
}
