namespace PrefLab.Metrics.Tests;

public sealed class PatternHistogramTests
{
    [Fact]
    public void FromPatterns_RepeatedAndEmptyPatterns_AddUpAndDropOut()
    {
        var histogram = PatternHistogram.FromPatterns(
            3,
            [new([0, 1, 2], 4), new([1, 0, 0], 5), new([0, 1, 2], 3), new([0, 0, 0], 9), new([2, 0, 0], 0)]);

        Assert.Equal(["0,1,2:7", "1,0,0:5"], Describe(histogram));
        Assert.Equal(2, histogram.PatternTotal);
        Assert.Equal(12, histogram.Comparisons);
        Assert.Equal(7, histogram.PairedComparisons);
        Assert.Equal(26, histogram.Labels);
        Assert.Equal([5L, 7L, 14L], histogram.LabelTotals);
    }

    [Fact]
    public void FromCounts_SameComparisonsInAnotherOrder_GivesTheSameRows()
    {
        var first = PatternHistogram.FromCounts(2, [1, 2, 0, 3, 1, 2]);
        var second = PatternHistogram.FromCounts(2, [0, 3, 1, 2, 1, 2]);

        Assert.Equal(["0,3:1", "1,2:2"], Describe(first));
        Assert.Equal(Describe(first), Describe(second));
    }

    [Fact]
    public void FromCounts_Nothing_IsEmpty()
    {
        var histogram = PatternHistogram.FromCounts(5, []);

        Assert.Equal(0, histogram.Comparisons);
        Assert.Equal(0, histogram.Labels);
        Assert.Empty(histogram.Rows());
    }

    [Fact]
    public void ToDirection_FiveLevels_MergesTheStrengths()
    {
        var five = PatternHistogram.FromCounts(5, [1, 1, 0, 1, 0, 2, 0, 0, 0, 1, 0, 0, 3, 0, 0]);

        var direction = five.ToDirection();

        Assert.Equal(["0,3,0:1", "2,0,1:2"], Describe(direction));
        Assert.Same(direction, direction.ToDirection());
        Assert.Equal(five.Labels, direction.Labels);
    }

    [Fact]
    public void Merge_TwoParts_IsTheWhole()
    {
        var whole = PatternHistogram.FromCounts(2, [1, 2, 0, 3, 1, 2]);
        var merged = PatternHistogram.FromCounts(2, [1, 2]).Merge(PatternHistogram.FromCounts(2, [0, 3, 1, 2]));

        Assert.Equal(Describe(whole), Describe(merged));
    }

    [Fact]
    public void Build_WrongShapeOrNegative_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PatternHistogram.FromCounts(1, [1]));
        Assert.Throws<ArgumentException>(() => PatternHistogram.FromCounts(2, [1, 2, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PatternHistogram.FromCounts(2, [1, -1]));
        Assert.Throws<ArgumentException>(() => PatternHistogram.FromPatterns(2, [new([1, 1, 1], 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PatternHistogram.FromPatterns(2, [new([1, 1], -1)]));
        Assert.Throws<InvalidOperationException>(() => PatternHistogram.FromCounts(2, [1, 1]).ToDirection());
        Assert.Throws<ArgumentException>(() => PatternHistogram.FromCounts(2, []).Merge(PatternHistogram.FromCounts(3, [])));
        Assert.Throws<ArgumentOutOfRangeException>(() => PatternHistogram.FromCounts(2, [1, 1]).Project([0, 2], 2));
    }

    private static string[] Describe(PatternHistogram histogram) =>
        [.. histogram.Rows().Select(row => $"{string.Join(',', row.Labels)}:{row.Comparisons}")];
}
