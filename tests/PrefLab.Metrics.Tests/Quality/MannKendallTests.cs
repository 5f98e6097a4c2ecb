using PrefLab.Metrics;

namespace PrefLab.Metrics.Tests.Quality;

public sealed class MannKendallTests
{
    /// <summary>n = 10 rising without ties: S = 45, variance 125; four zeros before four ones: S = 16, variance 48.</summary>
    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, 44 / 11.180339887498949)]
    [InlineData(new double[] { 10, 9, 8, 7, 6, 5, 4, 3, 2, 1 }, -44 / 11.180339887498949)]
    [InlineData(new double[] { 0, 0, 0, 0, 1, 1, 1, 1 }, 15 / 6.928203230275509)]
    public void Trend_KnownValues_IsTheTextbooks(double[] values, double expected) =>
        Assert.Equal(expected, MannKendall.Trend(values).Value!.Value, 1e-9);

    [Fact]
    public void Trend_TwoValues_HasTheVarianceOfMannAndWhitney()
    {
        // n₁ n₂ (N + 1) / 12 of U, as no two answers have the same place; S is 2 U less a constant.
        double[] values = [0, 1, 0, 0, 1, 1, 0, 1, 1, 1, 0, 1];
        const double Variance = 4 * 5 * 7 * 13 / 12.0;
        double s = 0;
        for (var i = 0; i < values.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                s += Math.Sign(values[i] - values[j]);
            }
        }

        Assert.Equal((s - Math.Sign(s)) / Math.Sqrt(Variance), MannKendall.Trend(values).Value!.Value, 1e-9);
    }

    [Fact]
    public void Trend_NoTrend_IsBeyondItsLimitAsOftenAsItSays()
    {
        var random = new SplitMix64(11);
        const int Rounds = 4_000;
        var beyond = Enumerable.Range(0, Rounds).Count(_ =>
            MannKendall.Trend([.. Enumerable.Range(0, 30).Select(_ => Math.Floor(random.NextDouble() * 5))]).Value > 1.645);

        Assert.InRange(beyond / (double)Rounds, .035, .06);
    }

    [Fact]
    public void Trend_NothingToSee_SaysWhy()
    {
        Assert.Contains("needs 8", MannKendall.Trend([1, 2, 3]).Reason, StringComparison.Ordinal);
        Assert.Contains("equal", MannKendall.Trend([1, 1, 1, 1, 1, 1, 1, 1]).Reason, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("values", () => MannKendall.Trend([double.NaN]));
    }
}
