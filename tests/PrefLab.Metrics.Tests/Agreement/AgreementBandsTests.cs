namespace PrefLab.Metrics.Tests;

public sealed class AgreementBandsTests
{
    [Theory]
    [InlineData(-3, "poor")]
    [InlineData(0, "slight")]
    [InlineData(.3999, "fair")]
    [InlineData(.4, "moderate")]
    [InlineData(1, "almost perfect")]
    public void WordFor_Value_IsTheBandThatHoldsIt(double value, string word) => Assert.Equal(word, AgreementBands.LandisKoch.WordFor(value));

    [Fact]
    public void Read_WithinOneBand_Decides()
    {
        var reading = AgreementBands.Preferences.Read(Interval.Of(.5, .45, .55, .95))!;

        Assert.Equal(("usual for preferences", "usual for preferences", true), (reading.Lowest, reading.Highest, reading.AboveChance));
        Assert.Equal("Agreement is usual for preferences (95 % interval).", reading.Text);
    }

    [Fact]
    public void Read_OverSeveralBandsAndChance_SaysThatItDoesNotDecide()
    {
        var reading = AgreementBands.Preferences.Read(Interval.Of(.15, -.1, .45, .9))!;

        Assert.Equal(("hardly better than chance", "usual for preferences", false), (reading.Lowest, reading.Highest, reading.AboveChance));
        Assert.EndsWith("(90 % interval); more labels would tell. It cannot be told from chance.", reading.Text, StringComparison.Ordinal);
        Assert.Contains("less often than by chance", AgreementBands.Preferences.Read(Interval.Of(-.2, -.3, -.1, .9))!.Text, StringComparison.Ordinal);
        Assert.Contains("cannot be told from chance", AgreementBands.Preferences.Read(Interval.Of(-.2, -.3, 0, .9))!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoLimits_HasNoWords() =>
        Assert.Null(AgreementBands.Preferences.Read(Interval.Undefined(Estimate.Of(.9), .95, "Too few.")));

    [Fact]
    public void Make_NotRisingEmptyOrWordless_Throws()
    {
        Assert.Throws<ArgumentException>(() => new AgreementBands([]));
        Assert.Throws<ArgumentException>(() => new AgreementBands([new(.2, "a"), new(.2, "b")]));
        Assert.Throws<ArgumentException>(() => new AgreementBands([new(double.NaN, "a")]));
        Assert.Throws<ArgumentException>(() => new AgreementBands([new(0, " ")]));
        Assert.Throws<ArgumentOutOfRangeException>(() => AgreementBands.Preferences.WordFor(double.NaN));
    }
}
