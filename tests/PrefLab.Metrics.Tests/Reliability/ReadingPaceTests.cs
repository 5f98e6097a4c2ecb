using System.Text.Json;

namespace PrefLab.Metrics.Tests;

public sealed class ReadingPaceTests
{
    [Theory]
    [InlineData(150)]
    [InlineData(5_000)]
    public void Fit_AQuarterClicksAndPauses_FindsThePaceOfTheRest(int answers)
    {
        var (lengths, seconds) = Answers(answers, bad: .25);

        var pace = ReadingPace.Fit(lengths, seconds, seed: 1)!;

        Assert.Equal(.7, pace.Slope, .15);
        Assert.Equal(1, pace.Expected(2_000) / (.2 * Math.Pow(2_001, .7)), .25);
    }

    [Fact]
    public void Fit_AnswersInAnotherOrderOrUnit_ScalesAlong()
    {
        var (lengths, seconds) = Answers(100, bad: 0);
        var pace = ReadingPace.Fit(lengths, seconds, seed: 1)!;
        var reversed = ReadingPace.Fit([.. lengths.Reverse()], [.. seconds.Reverse()], seed: 1)!;
        var slower = ReadingPace.Fit(lengths, [.. seconds.Select(one => 2 * one)], seed: 1)!;

        Assert.Equal(pace.Slope, reversed.Slope, 1e-12);
        Assert.Equal(pace.Slope, slower.Slope, 1e-12);
        Assert.Equal(2, slower.Expected(500) / pace.Expected(500), 1e-9);
        Assert.Equal(pace, JsonSerializer.Deserialize<ReadingPace>(JsonSerializer.Serialize(pace)));
    }

    [Fact]
    public void Fit_OneLength_IsTheMedianTime()
    {
        double[] seconds = [10, 11, 12, 13, 14, 15, 16, 17, 18, 500, 600];

        var pace = ReadingPace.Fit([.. seconds.Select(_ => 300.0)], seconds, seed: 1)!;

        Assert.Equal(0, pace.Slope);
        Assert.Equal(15, pace.Expected(300), 1e-9);
        Assert.Equal(2, pace.Ratio(300, 30), 1e-9);
    }

    [Fact]
    public void Fit_FewAnswersOrBadOnes_IsNullOrNamesTheElement()
    {
        Assert.Null(ReadingPace.Fit([1, 2], [3, 4], seed: 1));
        Assert.Throws<ArgumentException>("seconds", () => ReadingPace.Fit([1, 2], [3], seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>("lengths[1]", () => ReadingPace.Fit([1, -2], [3, 4], seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>("seconds[0]", () => ReadingPace.Fit([1, 2], [double.NaN, 4], seed: 1));
    }

    [Fact]
    public void Quantile_HalfTheUsualPace_IsHalf()
    {
        var bins = Bins(.5, 400);

        var median = RelativeTimes.Quantile(bins, .5, .95);

        Assert.InRange(median.Estimate.Value!.Value, .5 / 1.18, .5 * 1.18);
        Assert.True(median.Lower <= median.Estimate.Value && median.Estimate.Value <= median.Upper);
    }

    [Fact]
    public void Quantile_ManySamplesOfSixty_CoversTheTruthAboutAsOftenAsItSays()
    {
        const int Samples = 600;
        var random = new SplitMix64(4);
        var covered = 0;
        for (var sample = 0; sample < Samples; sample++)
        {
            var bins = new int[LogTimeHistogram.BinCount];
            for (var answer = 0; answer < 60; answer++)
            {
                bins[RelativeTimes.BinOf(Math.Exp(4 * (random.NextDouble() - .5)))]++;
            }

            var interval = RelativeTimes.Quantile(bins, .5, .95);
            covered += interval.Lower <= 1 && interval.Upper >= 1 ? 1 : 0;
        }

        Assert.InRange(covered / (double)Samples, .92, .985);
    }

    [Fact]
    public void UnhurriedShare_ThreeQuartersAtEase_IsThatShare()
    {
        var bins = Bins(1, 30);
        bins[RelativeTimes.BinOf(.05)] += 10;

        Assert.Equal(.75, RelativeTimes.UnhurriedShare(bins, .95).Estimate.Value);
        Assert.False(RelativeTimes.UnhurriedShare(new int[LogTimeHistogram.BinCount], .95).Estimate.IsDefined);
    }

    [Fact]
    public void Quantile_FewOrNoAnswers_HasNoInterval()
    {
        Assert.True(RelativeTimes.Quantile(Bins(1, 5), .5, .95) is { IsDefined: false, Estimate.IsDefined: true });
        Assert.False(RelativeTimes.Quantile(new int[LogTimeHistogram.BinCount], .5, .95).Estimate.IsDefined);
        Assert.Throws<ArgumentException>("bins", () => RelativeTimes.Quantile(new int[3], .5, .95));
        Assert.Throws<ArgumentException>("bins", () => RelativeTimes.UnhurriedShare(new int[3], .95));
        Assert.Throws<ArgumentOutOfRangeException>("q", () => RelativeTimes.Quantile(Bins(1, 5), 0, .95));
        Assert.Throws<ArgumentOutOfRangeException>("ratio", () => RelativeTimes.BinOf(double.NaN));
    }

    private static int[] Bins(double ratio, int answers)
    {
        var bins = new int[LogTimeHistogram.BinCount];
        bins[RelativeTimes.BinOf(ratio)] = answers;
        return bins;
    }

    private static (double[] Lengths, double[] Seconds) Answers(int answers, double bad)
    {
        var random = new SplitMix64(2);
        var lengths = new double[answers];
        var seconds = new double[answers];
        for (var i = 0; i < answers; i++)
        {
            lengths[i] = Math.Floor(Math.Exp(5 + (4 * random.NextDouble())));
            var noise = Math.Exp(random.NextDouble() - .5);
            var isBad = random.NextDouble() < bad;
            seconds[i] = !isBad ? .2 * Math.Pow(1 + lengths[i], .7) * noise : random.NextDouble() < .5 ? 1 : 3_000;
        }

        return (lengths, seconds);
    }
}
