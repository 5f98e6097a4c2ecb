namespace PrefLab.Metrics.Tests;

public sealed class LogTimeHistogramTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(.499, 0)]
    [InlineData(.5, 1)]
    [InlineData(14_399, 62)]
    [InlineData(14_401, 63)]
    [InlineData(1e9, 63)]
    public void BinOf_Ends_AreTheFirstAndLastBins(double seconds, int bin) => Assert.Equal(bin, LogTimeHistogram.BinOf(seconds));

    [Fact]
    public void StartOf_EachBin_IsWhereBinOfBegins()
    {
        for (var bin = 1; bin < LogTimeHistogram.BinCount; bin++)
        {
            Assert.Equal(bin, LogTimeHistogram.BinOf(LogTimeHistogram.StartOf(bin) * 1.0000001));
            Assert.Equal(bin - 1, LogTimeHistogram.BinOf(LogTimeHistogram.StartOf(bin) * .9999999));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void BinOf_NotATime_Throws(double seconds) => Assert.Throws<ArgumentOutOfRangeException>(() => LogTimeHistogram.BinOf(seconds));

    [Theory]
    [InlineData(.05)]
    [InlineData(.25)]
    [InlineData(.5)]
    [InlineData(.9)]
    public void Quantile_ManyTimes_IsTheExactOneWithinABin(double q)
    {
        var random = new SplitMix64(5);
        var times = Enumerable.Range(0, 5000).Select(_ => 2 * Math.Exp(5 * random.NextDouble() * random.NextDouble())).Order().ToArray();
        var bins = new int[LogTimeHistogram.BinCount];
        foreach (var time in times)
        {
            bins[LogTimeHistogram.BinOf(time)]++;
        }

        Assert.InRange(LogTimeHistogram.Quantile(bins, q).Value!.Value / times[(int)(q * times.Length)], 1 / 1.18, 1.18);
    }

    [Fact]
    public void Quantile_RisingShare_NeverFalls()
    {
        var bins = new int[LogTimeHistogram.BinCount];
        bins[0] = 3;
        bins[20] = 5;
        bins[21] = 1;
        bins[63] = 2;
        var quantiles = Enumerable.Range(0, 101).Select(percent => LogTimeHistogram.Quantile(bins, percent / 100.0).Value!.Value).ToArray();

        Assert.Equal(quantiles.Order(), quantiles);
        Assert.Equal(LogTimeHistogram.Shortest, quantiles[0]);
        Assert.Equal(LogTimeHistogram.Longest, quantiles[100]);
        Assert.InRange(quantiles[50], LogTimeHistogram.StartOf(20), LogTimeHistogram.StartOf(21));
    }

    [Fact]
    public void Quantile_NoTimes_IsUndefined() => Assert.False(LogTimeHistogram.Quantile(new int[LogTimeHistogram.BinCount], .5).IsDefined);

    [Fact]
    public void Quantile_WrongShape_Throws()
    {
        Assert.Throws<ArgumentException>(() => LogTimeHistogram.Quantile(new int[10], .5));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogTimeHistogram.Quantile(new int[LogTimeHistogram.BinCount], 1.5));
    }
}
