using MathNet.Numerics.Distributions;

namespace PrefLab.Metrics.Tests;

public sealed class PaceSignalsTests
{
    private const int Answers = 200;

    [Fact]
    public void Signals_HonestReaders_AreAsRareAsTheySay()
    {
        const int People = 4_000;
        var random = new SplitMix64(7);
        var (hurry, burst) = (0, 0);
        for (var person = 0; person < People; person++)
        {
            var ratios = Ratios(random, PaceSignals.BetweenPeople * Normal.InvCDF(0, 1, random.NextDouble()));
            hurry += PaceSignals.Hurry(ratios)!.FalsePositives <= .01 ? 1 : 0;
            burst += PaceSignals.Burst(ratios)!.FalsePositives <= .01 ? 1 : 0;
        }

        Assert.InRange(hurry / (double)People, .003, .0135);
        Assert.InRange(burst / (double)People, 0, .0135);
    }

    [Fact]
    public void Hurry_ClicksThrough_IsNoticed()
    {
        var signal = PaceSignals.Hurry([.. Enumerable.Repeat(.1, 150), .. Enumerable.Repeat(1.0, 50)])!;

        Assert.Equal(.75, signal.Value);
        Assert.InRange(signal.Usual, .04, .07);
        Assert.True(signal.IsNoticed);
    }

    [Fact]
    public void Burst_ThirtyClicksAmongCarefulAnswers_IsNoticedThoughTheShareIsNot()
    {
        double[] ratios = [.. Enumerable.Repeat(1.0, 250), .. Enumerable.Repeat(.1, 30), .. Enumerable.Repeat(1.0, 20)];

        Assert.True(PaceSignals.Burst(ratios)!.IsNoticed);
        Assert.False(PaceSignals.Hurry(ratios)!.IsNoticed);
    }

    [Fact]
    public void Signals_UsualPace_AreNotNoticed()
    {
        var ratios = Ratios(new SplitMix64(1), pace: 0);

        Assert.False(PaceSignals.Hurry(ratios)!.IsNoticed);
        Assert.False(PaceSignals.Burst(ratios)!.IsNoticed);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Signals_NoSuchRatio_IsRefused(double ratio)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PaceSignals.Hurry([ratio]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PaceSignals.Burst([ratio]));
    }

    [Fact]
    public void Signals_FewAnswers_AreNone()
    {
        Assert.Null(PaceSignals.Hurry([1, 1, 1]));
        Assert.Null(PaceSignals.Burst([]));
    }

    private static double[] Ratios(SplitMix64 random, double pace) =>
        [.. Enumerable.Range(0, Answers).Select(_ => Math.Exp(pace + (PaceSignals.BetweenAnswers * Normal.InvCDF(0, 1, random.NextDouble()))))];
}
