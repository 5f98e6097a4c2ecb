using System.Text.Json;

namespace PrefLab.Metrics.Tests;

public sealed class GwetAcTests
{
    private static readonly JsonElement Table = ReferenceCases.Json("agreement.json")[0];

    private static readonly PatternHistogram Histogram = PatternHistogram.FromCounts(
        5, [.. Table.GetProperty("counts").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(count => count.GetInt32())]);

    [Fact]
    public void StandardError_PublishedTable_IsThePublishedOne() =>
        Assert.Equal(
            Table.GetProperty("gwet_ac1_standard_error").GetDouble(),
            GwetAc.StandardError(Histogram, CategoryWeights.Identity(5)).Value!.Value,
            5e-6);

    [Fact]
    public void Interval_PublishedTable_IsStudentsAndCutAtOne()
    {
        var interval = GwetAc.Interval(Histogram, CategoryWeights.Identity(5), .95);

        // 2.200985 is the .975 quantile of Student's t with 11 degrees of freedom.
        Assert.Equal(.775444068126995 - (2.200985 * .14295), interval.Lower!.Value, 2e-5);
        Assert.Equal(1, interval.Upper);
    }

    /// <summary>
    /// By hand: p_a = 1/2, π = (3/4, 1/4), p_e = 3/8, AC1 = 1/5; the two contributions lie 1 + .32 − .2 = 1.12 above and −.6 − .32 − .2 = −1.12 below.
    /// </summary>
    [Fact]
    public void StandardError_TwoComparisons_IsTheOneByHand()
    {
        var histogram = PatternHistogram.FromPatterns(2, [new([2, 0], 1), new([1, 1], 1)]);

        Assert.Equal(.2, GwetAc.Compute(histogram, CategoryWeights.Identity(2)).Value!.Value, 1e-12);
        Assert.Equal(1.12, GwetAc.StandardError(histogram, CategoryWeights.Identity(2)).Value!.Value, 1e-12);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void StandardError_ManyComparisonsWithoutSingleLabels_IsThatOfTheBootstrap(bool weighted)
    {
        var histogram = PatternHistogram.FromPatterns(
            5, [new([2, 1, 0, 0, 0], 600), new([0, 0, 0, 1, 2], 500), new([0, 1, 1, 1, 0], 300), new([0, 0, 3, 0, 0], 200), new([1, 0, 0, 0, 1], 400)]);
        var coefficient = weighted ? AgreementCoefficient.GwetAc2Quadratic : AgreementCoefficient.GwetAc1;
        var error = GwetAc.StandardError(histogram, weighted ? CategoryWeights.Quadratic(5) : CategoryWeights.Identity(5)).Value!.Value;
        var bootstrap = ComparisonBootstrap.Percentile(histogram, coefficient, 4000, .95, seed: 1);

        Assert.Equal((bootstrap.Upper!.Value - bootstrap.Lower!.Value) / 3.92, error, .05 * error);
    }

    [Fact]
    public void Interval_NothingToSay_IsUndefinedWithAReason()
    {
        var onePair = PatternHistogram.FromPatterns(2, [new([1, 1], 1), new([1, 0], 10)]);
        var perfect = PatternHistogram.FromPatterns(2, [new([2, 0], 5)]);

        foreach (var histogram in new[] { PatternHistogram.FromCounts(2, []), onePair, perfect })
        {
            var interval = GwetAc.Interval(histogram, CategoryWeights.Identity(2), .95);
            Assert.False(interval.IsDefined);
            Assert.False(string.IsNullOrEmpty(interval.Reason));
        }

        Assert.Equal(1, GwetAc.Interval(perfect, CategoryWeights.Identity(2), .95).Estimate.Value);
    }
}
