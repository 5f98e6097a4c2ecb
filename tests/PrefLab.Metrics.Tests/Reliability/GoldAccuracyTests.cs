namespace PrefLab.Metrics.Tests;

public sealed class GoldAccuracyTests
{
    /// <summary>Beta(1, 11): the distribution function 1 − (1 − x)¹¹ is inverted by hand. A uniform prior makes it so.</summary>
    [Fact]
    public void Posterior_NoneOfTenRight_HasTheLimitsOfItsClosedForm()
    {
        var interval = GoldAccuracy.Posterior(new GoldTally(10, 0), .95, right: 1, wrong: 1);

        Assert.Equal(1 / 12.0, interval.Estimate.Value!.Value, 1e-12);
        Assert.Equal(1 - Math.Pow(.975, 1 / 11.0), interval.Lower!.Value, 1e-7);
        Assert.Equal(1 - Math.Pow(.025, 1 / 11.0), interval.Upper!.Value, 1e-7);
    }

    [Fact]
    public void Posterior_RightAndWrongExchanged_IsMirrored()
    {
        var right = GoldAccuracy.Posterior(new GoldTally(30, 22), .9, 4, 1);
        var wrong = GoldAccuracy.Posterior(new GoldTally(30, 8), .9, 1, 4);

        Assert.Equal(1 - right.Lower!.Value, wrong.Upper!.Value, 1e-7);
        Assert.Equal(26 / 35.0, right.Estimate.Value!.Value, 1e-12);
    }

    [Fact]
    public void Posterior_NoGoldYet_IsUndefined() => Assert.NotNull(GoldAccuracy.Posterior(default, .95).Estimate.Reason);

    [Fact]
    public void Posterior_OutsideItsRanges_NamesTheParameter()
    {
        Assert.Throws<ArgumentOutOfRangeException>("right", () => GoldAccuracy.Posterior(new GoldTally(1, 1), .95, right: 0));
        Assert.Throws<ArgumentOutOfRangeException>("wrong", () => GoldAccuracy.Posterior(new GoldTally(1, 1), .95, wrong: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("confidence", () => GoldAccuracy.Posterior(new GoldTally(1, 1), 1));
    }
}
