namespace PrefLab.Metrics.Tests;

public sealed class ComparisonBootstrapTests
{
    private static readonly PatternHistogram Sample = PatternHistogram.FromPatterns(
        5, [new([2, 1, 0, 0, 0], 60), new([0, 0, 0, 1, 2], 50), new([0, 1, 1, 1, 0], 30), new([0, 0, 3, 0, 0], 20), new([1, 0, 0, 0, 0], 40)]);

    [Fact]
    public void Percentile_SameSeed_GivesTheSameAloneOrTogether()
    {
        var together = ComparisonBootstrap.Percentile(Sample, AgreementCoefficient.All, 500, .95, seed: 7);
        var alone = AgreementCoefficient.All.Select(one => ComparisonBootstrap.Percentile(Sample, one, 500, .95, seed: 7));
        var otherSeed = ComparisonBootstrap.Percentile(Sample, AgreementCoefficient.All, 500, .95, seed: 8);

        Assert.Equal(together, alone);
        Assert.NotEqual(together, otherSeed);
    }

    [Fact]
    public void Percentile_HigherConfidence_IsWider()
    {
        var narrow = ComparisonBootstrap.Percentile(Sample, AgreementCoefficient.AlphaOrdinal, 2000, .80, seed: 7);
        var wide = ComparisonBootstrap.Percentile(Sample, AgreementCoefficient.AlphaOrdinal, 2000, .99, seed: 7);

        Assert.True(wide.Lower < narrow.Lower && narrow.Upper < wide.Upper);
        Assert.Equal(AgreementCoefficient.AlphaOrdinal.Compute(Sample), wide.Estimate);
        Assert.True(wide.Lower < wide.Estimate.Value && wide.Estimate.Value < wide.Upper);
    }

    [Fact]
    public void Percentile_NothingToSay_IsUndefinedWithAReason()
    {
        var empty = PatternHistogram.FromCounts(5, []);
        var onePair = PatternHistogram.FromPatterns(2, [new([1, 1], 1), new([1, 0], 10)]);
        var perfect = PatternHistogram.FromPatterns(2, [new([2, 0], 500), new([0, 2], 500)]);
        var uniform = PatternHistogram.FromPatterns(2, [new([2, 0], 9), new([0, 2], 1)]);

        foreach (var (histogram, estimated) in new[] { (empty, false), (onePair, true), (perfect, true), (uniform, true) })
        {
            var interval = ComparisonBootstrap.Percentile(histogram, AgreementCoefficient.AlphaOrdinal, 200, .95, seed: 1);
            Assert.Equal(estimated, interval.Estimate.IsDefined);
            Assert.False(interval.IsDefined);
            Assert.False(string.IsNullOrEmpty(interval.Reason));
        }
    }

    [Fact]
    public void Percentile_OutsideItsRanges_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ComparisonBootstrap.Percentile(Sample, AgreementCoefficient.AlphaOrdinal, 99, .95, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ComparisonBootstrap.Percentile(Sample, AgreementCoefficient.AlphaOrdinal, 100, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ComparisonBootstrap.Percentile(Sample, AgreementCoefficient.AlphaOrdinal, 100, double.NaN, 1));
    }

    [Fact]
    public void Percentile_HundredMillionComparisons_IsNarrow()
    {
        var large = PatternHistogram.FromPatterns(5, Sample.Rows().Select(row => new PatternCount(row.Labels, row.Comparisons * 500_000)));

        var interval = ComparisonBootstrap.Percentile(large, AgreementCoefficient.AlphaNominal, 500, .95, seed: 1);

        Assert.InRange(interval.Upper!.Value - interval.Lower!.Value, 1e-5, 1e-3);
    }

    [Fact]
    public void Bca_SameSeed_GivesTheSameAloneOrTogether()
    {
        var together = ComparisonBootstrap.Bca(Sample, AgreementCoefficient.All, 500, .95, seed: 7);
        var alone = AgreementCoefficient.All.Select(one => ComparisonBootstrap.Bca(Sample, one, 500, .95, seed: 7));

        Assert.Equal(together, alone);
        Assert.All(together, interval => Assert.True(interval.IsDefined || interval.Estimate.Value is null, $"{interval}"));
    }

    [Fact]
    public void Bca_AgreementNearlyPerfect_ReachesFurtherDownThanPercentile()
    {
        var skewed = PatternHistogram.FromPatterns(5, [new([3, 0, 0, 0, 0], 40), new([0, 0, 0, 0, 3], 50), new([2, 0, 0, 0, 1], 4), new([0, 0, 0, 1, 2], 6)]);

        var bca = ComparisonBootstrap.Bca(skewed, AgreementCoefficient.AlphaOrdinal, 4000, .95, seed: 7);
        var percentile = ComparisonBootstrap.Percentile(skewed, AgreementCoefficient.AlphaOrdinal, 4000, .95, seed: 7);

        Assert.True(bca.Lower < percentile.Lower && bca.Upper < percentile.Upper, $"{bca} {percentile}");
    }

    [Fact]
    public void Bca_HundredMillionComparisonsOrTwo_HasLimits()
    {
        var large = PatternHistogram.FromPatterns(5, Sample.Rows().Select(row => new PatternCount(row.Labels, row.Comparisons * 500_000)));
        var two = PatternHistogram.FromPatterns(3, [new([1, 1, 0], 1), new([0, 1, 1], 1)]);

        var interval = ComparisonBootstrap.Bca(large, AgreementCoefficient.AlphaNominal, 500, .95, seed: 1);

        Assert.InRange(interval.Upper!.Value - interval.Lower!.Value, 1e-5, 1e-3);
        Assert.True(ComparisonBootstrap.Bca(two, AgreementCoefficient.GwetAc1, 500, .999, seed: 1).IsDefined);
    }

    /// <summary>
    /// Six comparisons, three of which agree: all six do in 1 of 64 resamples. That is within Student's level of 1 − Φ(√(6/5) · 2.571) = .0024
    /// and beyond the percentile's .025.
    /// </summary>
    [Fact]
    public void Bca_SixComparisons_ReachesAsFarAsStudentsT()
    {
        var six = PatternHistogram.FromPatterns(2, [new([2, 0], 3), new([1, 1], 3)]);

        var bca = ComparisonBootstrap.Bca(six, AgreementCoefficient.PairwiseMean, 4_000, .95, seed: 1);
        var percentile = ComparisonBootstrap.Percentile(six, AgreementCoefficient.PairwiseMean, 4_000, .95, seed: 1);

        Assert.Equal((0.0, 1.0), (bca.Lower!.Value, bca.Upper!.Value));
        Assert.Equal(1 / 6.0, percentile.Lower!.Value, 1e-12);
        Assert.Equal(5 / 6.0, percentile.Upper!.Value, 1e-12);
    }

    /// <summary>A share of a million is as good as normal, so that a limit lies as many standard errors away as six informative ones ask for: √(6/5) · 2.5706.</summary>
    [Fact]
    public void Intervals_OfANormalValue_AreAsWideAsStudentsTAtSix()
    {
        var share = new CountBootstrap([500_000, 500_000], counts => [Estimate.Of(counts[0] / 1e6)]);

        var interval = share.Intervals(20_000, .95, seed: 1, informative: 6)[0];

        Assert.Equal(Math.Sqrt(6 / 5.0) * 2.5706, (interval.Upper!.Value - interval.Lower!.Value) / 2 / interval.StandardError!.Value, .1);
    }

    /// <summary>The fullest of a hundred cells holds one observation and two or more in a resample: all values lie below, so that the limits are the highest.</summary>
    [Fact]
    public void Intervals_EveryResampleBelowTheEstimate_AreCorrectedUpwards()
    {
        var interval = new CountBootstrap([.. Enumerable.Repeat(1L, 100)], counts => [Estimate.Of(-counts.Max())]).Intervals(400, .95, seed: 1, informative: 100)[0];
        var uncorrected = new CountBootstrap([.. Enumerable.Repeat(1L, 100)], counts => [Estimate.Of(-counts.Max())]).Intervals(400, .95, seed: 1, informative: null)[0];

        Assert.Equal(interval.Upper!.Value, interval.Lower!.Value, .05);
        Assert.True(interval.Lower >= uncorrected.Upper - .05 && uncorrected.Lower < uncorrected.Upper, $"{interval} {uncorrected}");
    }

    /// <summary>At 99.9 % of three comparisons the corrected level has no value: what remains is all that the resamples gave, either way round.</summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Bca_ThreeComparisonsAtAbsurdConfidence_IsTheWholeRange(int agree, int disagree)
    {
        var three = PatternHistogram.FromPatterns(2, [new([2, 0], agree), new([1, 1], disagree)]);

        var interval = ComparisonBootstrap.Bca(three, AgreementCoefficient.PairwiseMean, 500, .999, seed: 1);

        Assert.Equal((0.0, 1.0), (interval.Lower!.Value, interval.Upper!.Value));
    }

    /// <summary>Without the one comparison that disagrees, in a third of the resamples, alpha is undefined; with it the values differ.</summary>
    [Fact]
    public void Bca_UndefinedInManyResamples_SaysSo()
    {
        var rare = PatternHistogram.FromPatterns(2, [new([2, 0], 9), new([1, 1], 1)]);

        var interval = ComparisonBootstrap.Bca(rare, AgreementCoefficient.AlphaNominal, 400, .95, seed: 1);

        Assert.True(interval.Estimate.IsDefined);
        Assert.Contains("undefined in many resamples", interval.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Bca_NoWeightOrTooFew_IsUndefinedOrThrows()
    {
        Assert.False(ComparisonBootstrap.Bca(PatternHistogram.FromCounts(5, []), AgreementCoefficient.AlphaOrdinal, 200, .95, 1).IsDefined);
        Assert.False(ComparisonBootstrap.Bca(PatternHistogram.FromCounts(2, [2, 0, 0, 2, 2, 0]), AgreementCoefficient.FleissKappa, 200, .95, 1).IsDefined);
        Assert.Throws<ArgumentOutOfRangeException>(() => ComparisonBootstrap.Bca(Sample, AgreementCoefficient.AlphaOrdinal, 99, .95, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ComparisonBootstrap.Bca(Sample, AgreementCoefficient.AlphaOrdinal, 100, 0, 1));
    }
}
