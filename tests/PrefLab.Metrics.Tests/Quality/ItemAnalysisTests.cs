using PrefLab.Metrics;

namespace PrefLab.Metrics.Tests.Quality;

public sealed class ItemAnalysisTests
{
    [Fact]
    public void Discrimination_AnyAnswers_IsPearsonsCorrelation()
    {
        var random = new SplitMix64(3);
        for (var round = 0; round < 50; round++)
        {
            var n = 3 + (int)(random.NextDouble() * 40);
            bool[] right = [true, false, .. Enumerable.Range(2, n - 2).Select(_ => random.NextDouble() < .6)];
            double[] rest = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble())];

            var value = ItemAnalysis.Discrimination(right, rest).Value!.Value;

            Assert.Equal(Pearson([.. right.Select(one => one ? 1.0 : 0)], rest), value, 1e-9);
        }
    }

    [Fact]
    public void Discrimination_GoodOnesFail_IsNegative() => Assert.Equal(
        -1, ItemAnalysis.Discrimination([true, true, false, false], [0, 0, 1, 1]).Value!.Value, 1e-12);

    [Theory]
    [InlineData(new[] { true, false }, new[] { .1, .2 }, "Fewer than three")]
    [InlineData(new[] { true, true, true }, new[] { .1, .2, .3 }, "All answered alike")]
    [InlineData(new[] { true, false, true }, new[] { .3, .3, .3 }, "equally well")]
    public void Discrimination_NothingToCompare_SaysWhy(bool[] right, double[] rest, string reason) =>
        Assert.Contains(reason, ItemAnalysis.Discrimination(right, rest).Reason, StringComparison.Ordinal);

    [Fact]
    public void Discrimination_WrongArguments_AreNamed()
    {
        Assert.Throws<ArgumentException>("rest", () => ItemAnalysis.Discrimination([true], []));
        Assert.Throws<ArgumentOutOfRangeException>("rest", () => ItemAnalysis.Discrimination([true], [1.1]));
        Assert.Throws<ArgumentOutOfRangeException>("rest", () => ItemAnalysis.Discrimination([true], [double.NaN]));
    }

    private static double Pearson(double[] x, double[] y)
    {
        var (mx, my) = (x.Average(), y.Average());
        return x.Zip(y).Sum(pair => (pair.First - mx) * (pair.Second - my))
            / Math.Sqrt(x.Sum(value => (value - mx) * (value - mx)) * y.Sum(value => (value - my) * (value - my)));
    }
}
