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
    public void Subtract_PartOfAMerge_IsTheOtherPart()
    {
        var first = PatternHistogram.FromCounts(2, [1, 2, 0, 3, 1, 2]);
        var second = PatternHistogram.FromCounts(2, [1, 2, 4, 0]);

        Assert.Equal(Describe(first), Describe(first.Merge(second).Subtract(second)));
        Assert.Empty(first.Subtract(first).Rows());
        Assert.Equal(3, first.Comparisons);
    }

    [Fact]
    public void Holds_PartOrMoreThanThereAre_IsWhatCanBeSubtracted()
    {
        var whole = PatternHistogram.FromCounts(2, [1, 2, 0, 3, 1, 2]);
        var part = PatternHistogram.FromCounts(2, [1, 2, 1, 2]);

        Assert.True(whole.Holds(whole));
        Assert.True(whole.Holds(part));
        Assert.False(part.Holds(whole));
        Assert.False(whole.Holds(part.Merge(part)));
        Assert.Throws<ArgumentException>(() => whole.Holds(PatternHistogram.FromCounts(3, [])));
    }

    [Fact]
    public void Subtract_MoreThanThereAre_NamesThePattern()
    {
        var one = PatternHistogram.FromCounts(2, [1, 2]);

        Assert.Contains("(1, 2)", Assert.Throws<ArgumentException>(() => one.Subtract(one.Merge(one))).Message, StringComparison.Ordinal);
        Assert.Contains("(0, 3)", Assert.Throws<ArgumentException>(() => one.Subtract(PatternHistogram.FromCounts(2, [0, 3]))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => one.Subtract(PatternHistogram.FromCounts(3, [])));
    }

    [Fact]
    public void Move_LabelByLabel_IsTheHistogramCountedAnew()
    {
        var random = new SplitMix64(5);
        var counts = new int[40 * 3];
        var moved = PatternHistogram.FromCounts(3, counts).ToTally();
        for (var step = 0; step < 200; step++)
        {
            var comparison = counts.AsSpan((int)(40 * random.NextDouble()) * 3, 3);
            var before = comparison.ToArray();
            var category = (int)(3 * random.NextDouble());
            comparison[category] += step % 4 == 3 && comparison[category] > 0 ? -1 : 1;

            moved.Move(before, comparison);

            Assert.Equal(Describe(PatternHistogram.FromCounts(3, counts)), Describe(moved.ToHistogram()));
        }
    }

    [Fact]
    public void Move_FromAPatternThatIsNotThere_ThrowsAndMovesNothing()
    {
        var histogram = PatternHistogram.FromCounts(2, [1, 2]).ToTally();

        Assert.Throws<ArgumentException>(() => histogram.Move([2, 1], [2, 2]));
        Assert.Throws<ArgumentException>(() => histogram.Move([1, 2, 0], [1, 3]));
        Assert.Throws<ArgumentException>(() => histogram.Move([1, 2], [1, 2, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Move([1, 2], [1, -1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Remove([1, 2], -1));
        Assert.Equal(["1,2:1"], Describe(histogram.ToHistogram()));
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

    [Fact]
    public void Project_TargetsThatAreNone_AreRefused()
    {
        var histogram = PatternHistogram.FromCounts(3, [1, 1, 0]);

        Assert.Throws<ArgumentException>("target", () => histogram.Project([0, 1], 2));
        Assert.Throws<ArgumentOutOfRangeException>("target", () => histogram.Project([0, -1, 1], 2));
        Assert.Throws<ArgumentOutOfRangeException>("target", () => histogram.Project([0, 2, 1], 2));
    }
}
