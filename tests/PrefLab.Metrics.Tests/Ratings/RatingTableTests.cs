namespace PrefLab.Metrics.Tests;

public sealed class RatingTableTests
{
    [Fact]
    public void FromColumns_RowsInAnyOrder_AreFoundByComparison()
    {
        var table = RatingTable.FromColumns([2, 0, 2], [1, 0, 0], [1, 0, 2], 3, 2, 3);

        Assert.Equal((3, 2, 3, 3), (table.Comparisons, table.Annotators, table.Categories, table.Labels));
        Assert.Equal([1, 0], table.AnnotatorsOf(2).ToArray());
        Assert.Equal([1, 2], table.LabelsOf(2).ToArray());
        Assert.True(table.LabelsOf(1).IsEmpty);
    }

    [Fact]
    public void FromColumns_BadColumns_NameTheEntry()
    {
        Assert.Throws<ArgumentException>("annotators", () => RatingTable.FromColumns([0], [], [0], 1, 1, 2));
        Assert.Throws<ArgumentException>("labels", () => RatingTable.FromColumns([0], [0], [], 1, 1, 2));
        Assert.Contains("Entry 1 is 2", Assert.Throws<ArgumentOutOfRangeException>("labels", () => RatingTable.FromColumns([0, 0], [0, 0], [1, 2], 1, 1, 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("comparisons", () => RatingTable.FromColumns([1], [0], [0], 1, 1, 2));
        Assert.Throws<ArgumentOutOfRangeException>("annotators", () => RatingTable.FromColumns([0], [-1], [0], 1, 1, 2));
        Assert.Throws<ArgumentOutOfRangeException>("categories", () => RatingTable.FromColumns([0], [0], [0], 1, 1, 257));
    }

    [Fact]
    public void ToHistogram_ARepeatedRating_CountsTwice()
    {
        var histogram = RatingTable.FromColumns([0, 0, 1], [0, 0, 1], [1, 1, 0], 3, 2, 2).ToHistogram();

        Assert.Equal((2, 1, 3), (histogram.Comparisons, histogram.PairedComparisons, histogram.Labels));
    }

    [Fact]
    public void Project_LevelsToDirections_MergesTheLabels()
    {
        var table = RatingTable.FromColumns([0, 0, 1], [0, 1, 0], [0, 1, 4], 2, 2, 5).Project([0, 0, 1, 2, 2], 3);

        Assert.Equal([0, 0], table.LabelsOf(0).ToArray());
        Assert.Equal([2], table.LabelsOf(1).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Project([0, 1, 3], 3));
        Assert.Throws<ArgumentException>(() => table.Project([0, 1], 2));
    }
}
