namespace PrefLab.Metrics.Tests;

public sealed class AlphaPlanTests
{
    private static readonly PatternHistogram Pilot = PatternHistogram.FromPatterns(
        5, [new([2, 1, 0, 0, 0], 60), new([0, 0, 0, 1, 2], 50), new([0, 1, 1, 1, 0], 60), new([0, 0, 3, 0, 0], 20), new([1, 0, 0, 1, 1], 40), new([1, 0, 0, 0, 0], 40)]);

    public static TheoryData<LevelDifference, int> DifferencesAndLabels => new MatrixTheoryData<LevelDifference, int>(
        [LevelDifference.Nominal, LevelDifference.Ordinal, LevelDifference.Interval], [2, 3, 4, 7]);

    [Theory]
    [MemberData(nameof(DifferencesAndLabels))]
    public void Planned_AnyNumberOfLabels_KeepsTheAlphaOfThePilot(LevelDifference difference, int labels)
    {
        var alpha = KrippendorffAlpha.Compute(Pilot, difference).Value!.Value;

        var planned = AlphaPlan.Planned(Pilot, alpha, labels, seed: 3);

        Assert.Equal(alpha, KrippendorffAlpha.Compute(planned, difference).Value!.Value, .02);
        Assert.All(planned.Rows(), row => Assert.Equal(labels, row.Labels.Sum()));
    }

    [Fact]
    public void Width_AsManyComparisonsAndLabelsAsThePilot_IsThatOfTheBootstrap()
    {
        var three = PatternHistogram.FromPatterns(5, Pilot.Rows().Where(row => row.Labels.Sum() == 3));
        var interval = ComparisonBootstrap.Percentile(three, AgreementCoefficient.AlphaOrdinal, 4_000, .95, seed: 1);

        var width = AlphaPlan.Width(three, LevelDifference.Ordinal, 3, three.Comparisons, .95, 4_000, seed: 2).Value!.Value;

        Assert.Equal(1, width / (interval.Upper!.Value - interval.Lower!.Value), .06);
    }

    [Fact]
    public void Width_FourTimesTheComparisons_IsHalf()
    {
        var few = AlphaPlan.Width(Pilot, LevelDifference.Ordinal, 3, 1_000, .95, 4_000, seed: 1).Value!.Value;
        var many = AlphaPlan.Width(Pilot, LevelDifference.Ordinal, 3, 4_000, .95, 4_000, seed: 1).Value!.Value;

        Assert.Equal(2, few / many, .15);
    }

    [Fact]
    public void Width_MoreLabelsOrLessConfidence_IsNarrower()
    {
        double WidthOf(int labels, double confidence) =>
            AlphaPlan.Width(Pilot, LevelDifference.Ordinal, labels, 1_000, confidence, 2_000, seed: 1).Value!.Value;

        Assert.True(WidthOf(2, .95) > WidthOf(3, .95) && WidthOf(3, .95) > WidthOf(6, .95));
        Assert.True(WidthOf(3, .8) < .8 * WidthOf(3, .95));
        Assert.Equal(WidthOf(3, .8), WidthOf(3, .8));
    }

    [Theory]
    [InlineData(2, .10)]
    [InlineData(3, .05)]
    [InlineData(5, .20)]
    public void Comparisons_WantedWidth_GivesThatWidthWithAnotherSeed(int labels, double width)
    {
        var comparisons = AlphaPlan.Comparisons(Pilot, LevelDifference.Ordinal, labels, width, .95, 2_000, seed: 1).Value!.Value;

        var found = AlphaPlan.Width(Pilot, LevelDifference.Ordinal, labels, (long)comparisons, .95, 4_000, seed: 2).Value!.Value;

        Assert.Equal(1, found / width, .08);
    }

    [Fact]
    public void Comparisons_NothingToPlanFrom_IsUndefinedWithAReason()
    {
        var single = PatternHistogram.FromPatterns(5, [new([1, 0, 0, 0, 0], 10)]);
        var perfect = PatternHistogram.FromPatterns(2, [new([3, 0], 50), new([0, 3], 50)]);

        foreach (var pilot in new[] { single, perfect })
        {
            Assert.NotNull(AlphaPlan.Comparisons(pilot, LevelDifference.Nominal, 3, .1, .95, 200, seed: 1).Reason);
            Assert.NotNull(AlphaPlan.Width(pilot, LevelDifference.Nominal, 3, 1_000, .95, 200, seed: 1).Reason);
        }

        Assert.NotNull(AlphaPlan.Comparisons(Pilot, LevelDifference.Nominal, 3, 1e-6, .95, 200, seed: 1).Reason);
    }

    [Fact]
    public void Arguments_OutsideTheirRanges_AreNamed()
    {
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => AlphaPlan.Width(Pilot, LevelDifference.Nominal, 1, 10, .95, 100, 1));
        Assert.Throws<ArgumentOutOfRangeException>("comparisons", () => AlphaPlan.Width(Pilot, LevelDifference.Nominal, 2, 1, .95, 100, 1));
        Assert.Throws<ArgumentOutOfRangeException>("replicates", () => AlphaPlan.Width(Pilot, LevelDifference.Nominal, 2, 10, .95, 99, 1));
        Assert.Throws<ArgumentOutOfRangeException>("confidence", () => AlphaPlan.Comparisons(Pilot, LevelDifference.Nominal, 2, .1, 1, 100, 1));
        Assert.Throws<ArgumentOutOfRangeException>("width", () => AlphaPlan.Comparisons(Pilot, LevelDifference.Nominal, 2, 0, .95, 100, 1));
    }
}
