namespace PrefLab.Metrics.Tests;

/// <summary>The uncertainty of Conger's kappa; its values are tested with those of other comparisons of annotators.</summary>
public sealed class CongerKappaTests
{
    /// <summary>irrCAC 1.0, cac.raw4raters: twelve units by four annotators; −1 for a missing label.</summary>
    private static readonly int[][] Units =
    [
        [0, 0, -1, 0], [1, 1, 2, 1], [2, 2, 2, 2], [2, 2, 2, 2], [1, 1, 1, 1], [0, 1, 2, 3],
        [3, 3, 3, 3], [0, 0, 1, 0], [1, 1, 1, 1], [-1, 4, 4, 4], [-1, -1, 0, 0], [-1, -1, 2, -1],
    ];

    [Fact]
    public void Interval_PublishedTable_IsThePublishedOne()
    {
        var interval = CongerKappa.Interval(Of(Units, 5), CategoryWeights.Identity(5), .95);

        Assert.Equal(.14917, CongerKappa.StandardError(Of(Units, 5), CategoryWeights.Identity(5)).Value!.Value, 5e-6);
        Assert.Equal((.435, 1.0), (Math.Round(interval.Lower!.Value, 3), interval.Upper!.Value));
        Assert.Equal(.76282, interval.Estimate.Value!.Value, 5e-6);
    }

    [Fact]
    public void Without_EachComparison_IsTheTableWithoutIt()
    {
        var random = new SplitMix64(3);
        for (var trial = 0; trial < 20; trial++)
        {
            var units = Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, 4).Select(_ => (int)(5 * random.NextDouble()) - 2).Select(label => Math.Max(label, -1)).ToArray()).ToArray();
            var sample = new CongerSample(Of(units, 3), CategoryWeights.Linear(3));
            for (var unit = 0; unit < units.Length; unit++)
            {
                var expected = CongerKappa.Compute(Of([.. units[..unit], .. units[(unit + 1)..]], 3), CategoryWeights.Linear(3));

                Assert.Equal(expected.Value ?? 9, sample.Without(unit).Value ?? 9, 1e-10);
                Assert.Equal(expected.Reason, sample.Without(unit).Reason);
            }
        }
    }

    /// <summary>The definition: √(Σ dᵢ² / (n(n − 1))), dᵢ the derivative of kappa by the weight of a comparison, here by weighing it a thousandth more and less.</summary>
    [Theory]
    [InlineData(12, 4, 1)]
    [InlineData(30, 3, 2)]
    [InlineData(25, 5, 3)]
    public void StandardError_EveryComparisonPaired_IsThatOfTheDerivatives(int comparisons, int annotators, ulong seed)
    {
        const long Weight = 1_000_000;
        var random = new SplitMix64(seed);
        int Label(int annotator) => annotator < 2 || random.NextDouble() < .6 ? (int)(3 * Math.Pow(random.NextDouble(), 1 + (annotator / 2.0))) : -1;
        int[][] units = [.. Enumerable.Range(0, comparisons).Select(_ => Enumerable.Range(0, annotators).Select(Label).ToArray())];
        var sample = new CongerSample(Of(units, 3), CategoryWeights.Linear(3));
        double With(int unit, long more) =>
            sample.Of([.. Enumerable.Range(0, comparisons).Select(other => other == unit ? Weight + more : Weight)]).Value!.Value;

        var squares = Enumerable.Range(0, comparisons).Sum(unit => Math.Pow((With(unit, 1_000) - With(unit, -1_000)) / 2_000 * Weight * comparisons, 2));

        var error = CongerKappa.StandardError(Of(units, 3), CategoryWeights.Linear(3)).Value!.Value;
        Assert.Equal(1, error / Math.Sqrt(squares / comparisons / (comparisons - 1)), 1e-5);
        Assert.Equal(error, CongerKappa.StandardError(Of([.. units, [.. Enumerable.Repeat(-1, annotators)]], 3), CategoryWeights.Linear(3)).Value!.Value, 1e-12);
    }

    [Fact]
    public void Compute_NoPairsOrOneAnnotator_SaysWhich()
    {
        var twiceByOne = RatingTable.FromColumns([0, 0, 1, 1], [0, 0, 0, 0], [0, 1, 1, 1], 2, 1, 2);

        Assert.Contains("two labels", CongerKappa.Compute(Of([[0, -1], [-1, 1]], 2), CategoryWeights.Identity(2)).Reason, StringComparison.Ordinal);
        Assert.Contains("one annotator", CongerKappa.Compute(twiceByOne, CategoryWeights.Identity(2)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void StandardError_KappaUndefined_HasTheReasonOfKappa()
    {
        foreach (var units in new int[][][] { [], [[0, 0], [0, 0]], [[0, -1], [1, -1]] })
        {
            var reason = CongerKappa.StandardError(Of(units, 2), CategoryWeights.Identity(2)).Reason;
            Assert.False(string.IsNullOrEmpty(reason));
            Assert.Equal(CongerKappa.Compute(Of(units, 2), CategoryWeights.Identity(2)).Reason, reason);
            Assert.Equal(reason, CongerKappa.Bca(Of(units, 2), CategoryWeights.Identity(2), 200, .95, 1).Reason);
        }
    }

    [Fact]
    public void Bca_TwoAnnotatorsOfEverything_IsThatOfCohensKappa()
    {
        var table = Of(Draw(200, new SplitMix64(1)).Select(unit => unit[..2]).ToArray(), 3);

        var conger = CongerKappa.Bca(table, CategoryWeights.Quadratic(3), 4000, .95, seed: 1);
        var cohen = CohenKappa.Bca(ContingencyTable.Of(table, 0, 1), CategoryWeights.Quadratic(3), 4000, .95, seed: 2);

        Assert.Equal(cohen.Estimate.Value!.Value, conger.Estimate.Value!.Value, 1e-12);
        Assert.Equal(cohen.Lower!.Value, conger.Lower!.Value, .012);
        Assert.Equal(cohen.Upper!.Value, conger.Upper!.Value, .012);
        Assert.Equal(conger, CongerKappa.Bca(table, CategoryWeights.Quadratic(3), 4000, .95, seed: 1));
    }

    [Fact]
    public void Intervals_OfManySamples_ContainTheTruthAsOftenAsTheySay()
    {
        var weights = CategoryWeights.Identity(3);
        var truth = CongerKappa.Compute(Of(Draw(200_000, new SplitMix64(7)), 3), weights).Value!.Value;

        var bca = CoverageSimulation.Run(truth, 300, 11, (random, seed) => CongerKappa.Bca(Of(Draw(40, random), 3), weights, 300, .95, seed));
        var analytic = CoverageSimulation.Run(truth, 300, 12, (random, _) => CongerKappa.Interval(Of(Draw(40, random), 3), weights, .95));

        Assert.InRange(bca.Covered, .92, .98);
        Assert.InRange(analytic.Covered, .91, .98);
    }

    [Fact]
    public void Intervals_NothingToSay_AreUndefinedWithAReason()
    {
        foreach (var units in new int[][][] { [], [[0, -1], [1, -1]], [[0, 1]], [[0, 0], [1, 1], [0, 0]] })
        {
            foreach (var interval in new[] { CongerKappa.Bca(Of(units, 2), CategoryWeights.Identity(2), 200, .95, 1), CongerKappa.Interval(Of(units, 2), CategoryWeights.Identity(2), .95) })
            {
                Assert.False(interval.IsDefined);
                Assert.False(string.IsNullOrEmpty(interval.Reason));
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>("replicates", () => CongerKappa.Bca(Of(Units, 5), CategoryWeights.Identity(5), 99, .95, 1));
        Assert.Throws<ArgumentOutOfRangeException>("confidence", () => CongerKappa.Interval(Of(Units, 5), CategoryWeights.Identity(5), 1));
        Assert.Throws<ArgumentException>(() => CongerKappa.Bca(Of(Units, 5), CategoryWeights.Identity(4), 200, .95, 1));
    }

    /// <summary>Three annotators who see the truth seven times in ten and else guess, one of them always the first category.</summary>
    private static int[][] Draw(int units, SplitMix64 random) =>
    [
        .. Enumerable.Range(0, units).Select(_ =>
        {
            var truth = (int)(3 * random.NextDouble());
            return Enumerable.Range(0, 3).Select(annotator =>
                random.NextDouble() < .7 ? truth : annotator == 0 ? 0 : (int)(3 * random.NextDouble())).ToArray();
        }),
    ];

    private static RatingTable Of(int[][] units, int categories)
    {
        var cells = units.SelectMany((unit, comparison) => unit.Select((label, annotator) => (comparison, annotator, label))).Where(cell => cell.label >= 0).ToArray();
        return RatingTable.FromColumns(
            [.. cells.Select(cell => cell.comparison)], [.. cells.Select(cell => cell.annotator)], [.. cells.Select(cell => cell.label)],
            units.Length, units.Length == 0 ? 0 : units[0].Length, categories);
    }
}
