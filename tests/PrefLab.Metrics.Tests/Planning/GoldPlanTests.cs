namespace PrefLab.Metrics.Tests;

public sealed class GoldPlanTests
{
    private static readonly OperatingCharacteristic Clicker = OperatingCharacteristic.Of(new QualityRule.Sprt(), .4);

    [Theory]
    [InlineData(.5, 100)]
    [InlineData(.9, 245)]
    [InlineData(.9, 40)]
    public void RateFor_ShareInTime_IsTheSmallestRateThatReachesIt(double share, int tasks)
    {
        var rate = GoldPlan.RateFor(Clicker, share, tasks).Value!.Value;

        Assert.True(Clicker.WithinTasks(tasks, rate) >= share);
        Assert.True(Clicker.WithinTasks(tasks, rate - .0001) < share);
    }

    /// <summary>Ten percent golds notice nine in ten random clickers within 245 tasks, so that 245 tasks take ten percent.</summary>
    [Fact]
    public void RateFor_DelayOfTenPercent_IsTenPercent()
    {
        Assert.Equal(245, Clicker.TasksUntil(.9, .1).Value);
        Assert.Equal(.1, GoldPlan.RateFor(Clicker, .9, 245).Value!.Value, .001);
    }

    [Fact]
    public void RateFor_SoonerThanGoldsAlone_IsUndefined() => Assert.NotNull(GoldPlan.RateFor(Clicker, .9, 20).Reason);

    [Theory]
    [InlineData(1_000, 1, .07, 100, 70)]
    [InlineData(50, 1, .05, 1, 3)]
    [InlineData(1_000, 30, .1, 10, 300)]
    [InlineData(1_000, 5, .1, 10, 100)]
    [InlineData(0, 5, .1, 10, 0)]
    public void PoolFor_NoGoldTwiceAndCapped_IsEnoughForBoth(int tasks, int annotators, double rate, int cap, long pool) =>
        Assert.Equal(pool, GoldPlan.PoolFor(tasks, annotators, rate, cap));

    [Fact]
    public void Arguments_OutsideTheirRanges_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GoldPlan.RateFor(Clicker, 1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => GoldPlan.RateFor(Clicker, .5, 0));
        Assert.Throws<ArgumentOutOfRangeException>("exposureCap", () => GoldPlan.PoolFor(10, 1, .1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("goldRate", () => GoldPlan.PoolFor(10, 1, double.NaN, 1));
    }
}
