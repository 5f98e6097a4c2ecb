namespace PrefLab.Metrics.Tests;

public sealed class AnnotatorAgreementTests
{
    /// <summary>Krippendorff (2011), section C: four annotators in columns, −1 for a missing label.</summary>
    private static readonly int[][] Units =
    [
        [0, 0, -1, 0], [1, 1, 2, 1], [2, 2, 2, 2], [2, 2, 2, 2], [1, 1, 1, 1], [0, 1, 2, 3],
        [3, 3, 3, 3], [0, 0, 1, 0], [1, 1, 1, 1], [-1, 4, 4, 4], [-1, -1, 0, 0], [-1, 2, -1, -1],
    ];

    private static readonly RatingTable Table = Of(Units, 5);

    [Fact]
    public void CongerKappa_PublishedTable_IsThePublishedOne()
    {
        // irrCAC has the label of the last unit in the third column, where the paper has it in the second.
        var table = Of([.. Units[..^1], [-1, -1, 2, -1]], 5);

        Assert.Equal(.76282, CongerKappa.Compute(table, CategoryWeights.Identity(5)).Value!.Value, 5e-6);
    }

    [Fact]
    public void CongerKappa_RandomTables_IsTheMeanOverPairsWordForWord()
    {
        var random = new SplitMix64(8);
        for (var trial = 0; trial < 50; trial++)
        {
            var units = Enumerable.Range(0, 12).Select(_ => Enumerable.Range(0, 4).Select(_ => (int)(4 * random.NextDouble()) - 1).ToArray()).ToArray();
            var weights = CategoryWeights.Quadratic(3);

            Assert.Equal(NaiveConger(units, weights), CongerKappa.Compute(Of(units, 3), weights).Value!.Value, 1e-10);
        }
    }

    [Fact]
    public void CongerKappa_OneAnnotatorOneCategoryOrNothing_IsUndefined()
    {
        Assert.Null(CongerKappa.Compute(RatingTable.FromColumns([0, 0], [0, 0], [0, 1], 1, 2, 2), CategoryWeights.Identity(2)).Value);
        Assert.Null(CongerKappa.Compute(RatingTable.FromColumns([0, 0], [0, 1], [1, 1], 1, 2, 2), CategoryWeights.Identity(2)).Value);
        Assert.Null(CongerKappa.Compute(RatingTable.FromColumns([], [], [], 0, 0, 2), CategoryWeights.Identity(2)).Value);
    }

    [Fact]
    public void Matrix_PublishedTable_CountsEachPairOnce()
    {
        var matrix = AnnotatorAgreement.Matrix(Table);

        Assert.Equal([(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)], matrix.Select(pair => (pair.First, pair.Second)));
        Assert.Equal([(9, 8), (8, 5), (9, 8), (9, 6), (10, 9), (10, 7)], matrix.Select(pair => ((int)pair.Comparisons, (int)pair.Agreeing)));
        Assert.Equal(8 / 9.0, matrix[0].Agreement(.95).Estimate.Value);
        Assert.All(matrix, pair => Assert.Equal(ContingencyTable.Of(Table, pair.First, pair.Second).Comparisons, pair.Comparisons));
    }

    [Fact]
    public void Matrix_RepeatedLabel_CountsTheFirst()
    {
        var table = RatingTable.FromColumns([0, 0, 0, 0], [1, 1, 0, 0], [1, 0, 1, 0], 1, 2, 2);

        Assert.Equal([new AnnotatorPair(0, 1, 1, 1)], AnnotatorAgreement.Matrix(table));
    }

    [Fact]
    public void LeaveOneOut_SmallTable_IsTheMeanShareOfTheOthers()
    {
        var table = Of([[0, 0, 1], [2, 2, -1], [1, -1, -1]], 3);

        var plain = AnnotatorAgreement.LeaveOneOut(table, CategoryWeights.Identity(3), .95);
        var linear = AnnotatorAgreement.LeaveOneOut(table, CategoryWeights.Linear(3), .95);

        Assert.Equal([.75, .75, 0], plain.Select(one => one.Estimate.Value!.Value));
        Assert.Equal([.875, .875, .5], linear.Select(one => one.Estimate.Value!.Value));
        Assert.All(plain, one => Assert.True(0 <= one.Lower && one.Lower <= one.Estimate.Value && one.Estimate.Value <= one.Upper && one.Upper <= 1));
    }

    [Fact]
    public void LeaveOneOut_AloneOrOnlyWithOneself_IsUndefined()
    {
        var table = RatingTable.FromColumns([0, 0, 1], [0, 0, 1], [1, 1, 1], 2, 3, 2);

        Assert.All(AnnotatorAgreement.LeaveOneOut(table, CategoryWeights.Identity(2), .95), one => Assert.False(one.IsDefined || one.Estimate.IsDefined));
    }

    private static double NaiveConger(int[][] units, CategoryWeights weights)
    {
        var observed = units.Select(unit => unit.Where(label => label >= 0).ToArray()).Where(labels => labels.Length > 1)
            .Average(labels => Pairs(labels.Length).Average(pair => weights[labels[pair.First], labels[pair.Second]]));
        var chance = Pairs(4).Average(pair =>
        {
            var (first, second) = (Labels(pair.First), Labels(pair.Second));
            return first.Average(one => second.Average(other => weights[one, other]));
        });
        return (observed - chance) / (1 - chance);

        int[] Labels(int annotator) => [.. units.Select(unit => unit[annotator]).Where(label => label >= 0)];
    }

    private static IEnumerable<(int First, int Second)> Pairs(int total) =>
        from i in Enumerable.Range(0, total) from j in Enumerable.Range(0, total) where i != j select (i, j);

    private static RatingTable Of(int[][] units, int categories)
    {
        var cells = units.SelectMany((unit, comparison) => unit.Select((label, annotator) => (comparison, annotator, label))).Where(cell => cell.label >= 0).ToArray();
        return RatingTable.FromColumns(
            [.. cells.Select(cell => cell.comparison)], [.. cells.Select(cell => cell.annotator)], [.. cells.Select(cell => cell.label)],
            units.Length, units[0].Length, categories);
    }
}
