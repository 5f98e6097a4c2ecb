namespace PrefLab.Metrics.Tests;

public sealed class DawidSkeneTests
{
    /// <summary>Two careful people, one who swaps the categories, one who always says 0.</summary>
    private static RatingTable Table { get; } = SmallTable.Of(2, [.. Enumerable.Range(0, 40).SelectMany(i => new[]
    {
        (i, 0, i % 2), (i, 1, i % 7 == 0 ? 1 - (i % 2) : i % 2), (i, 2, 1 - (i % 2)), (i, 3, 0),
    })]);

    [Fact]
    public void Fit_OneWhoSwapsAndOneWhoClicks_FindsOutBoth()
    {
        var fit = DawidSkene.Fit(Table, ConfusionPrior.Map, new EmOptions());

        Assert.Equal(StopReason.Converged, fit.Stopped);
        Assert.All(Enumerable.Range(0, 40), i => Assert.Equal(i % 2, fit.MostProbable(i)));
        Assert.True(fit.ConfusionOf(2)[1] > .8 && fit.ConfusionOf(2)[2] > .8);
        Assert.True(fit.ConfusionOf(3)[0] > .8 && fit.ConfusionOf(3)[2] > .8);
        Assert.All(Enumerable.Range(0, 40), i => Assert.Equal(1, fit.ProbabilitiesOf(i)[0] + fit.ProbabilitiesOf(i)[1], 1e-12));
    }

    [Fact]
    public void Fit_Plain_NeverLosesLikelihood()
    {
        var fit = DawidSkene.Fit(Table, ConfusionPrior.None, new EmOptions(50, 0));

        Assert.Equal(50, fit.LogLikelihoods.Length);
        Assert.All(fit.LogLikelihoods.Zip(fit.LogLikelihoods.Skip(1)), pair => Assert.True(pair.Second >= pair.First - 1e-9));
    }

    [Fact]
    public void Fit_FromAnEarlierResult_ComesToTheSameSooner()
    {
        var before = SmallTable.Of(2, [.. Enumerable.Range(0, 30).SelectMany(i => new[] { (i, 0, i % 2), (i, 1, i % 5 == 0 ? 0 : i % 2), (i, 2, 1 - (i % 2)) })]);
        var earlier = DawidSkene.Fit(before, ConfusionPrior.Map, new EmOptions(500, 1e-9));

        var cold = DawidSkene.Fit(Table, ConfusionPrior.Map, new EmOptions(500, 1e-9));
        var warm = DawidSkene.Fit(Table, ConfusionPrior.Map, new EmOptions(500, 1e-9), earlier);

        Assert.True(warm.LogLikelihoods.Length <= cold.LogLikelihoods.Length);
        Assert.All(Enumerable.Range(0, 40), i => Assert.Equal(cold.ProbabilitiesOf(i)[0], warm.ProbabilitiesOf(i)[0], 1e-6));
    }

    [Fact]
    public void Fit_FromAResultOfAnotherScale_IsRefused()
    {
        var other = DawidSkene.Fit(SmallTable.Of(3, (0, 0, 1)), ConfusionPrior.Map, new EmOptions());

        Assert.Throws<ArgumentException>("previous", () => DawidSkene.Fit(Table, ConfusionPrior.Map, new EmOptions(), other));
        Assert.Throws<ArgumentException>("previous", () => DawidSkene.Fit(Table, ConfusionPrior.Map, new EmOptions(), MajorityVote.Compute(Table)));
    }

    [Fact]
    public void Fit_AComparisonWithoutALabel_GetsThePriorsAndMovesNothing()
    {
        var with = RatingTable.FromColumns([0, 0, 2, 2], [0, 1, 0, 1], [0, 0, 1, 0], 3, 2, 2);
        var without = RatingTable.FromColumns([0, 0, 1, 1], [0, 1, 0, 1], [0, 0, 1, 0], 2, 2, 2);

        var (one, other) = (DawidSkene.Fit(with, ConfusionPrior.Map, new EmOptions(20, 0)), DawidSkene.Fit(without, ConfusionPrior.Map, new EmOptions(20, 0)));

        Assert.Equal(other.LogLikelihoods[^1], one.LogLikelihoods[^1], 1e-12);
        Assert.Equal(other.Priors[0], one.ProbabilitiesOf(1)[0], 1e-9);
    }

    [Fact]
    public void Fit_WithoutALabelOrWithOptionsThatAreNone_IsRefused()
    {
        Assert.Throws<ArgumentException>("table", () => DawidSkene.Fit(RatingTable.FromColumns([], [], [], 2, 2, 2), ConfusionPrior.Map, new EmOptions()));
        Assert.Throws<ArgumentException>("options", () => DawidSkene.Fit(Table, ConfusionPrior.Map, new EmOptions(0)));
        Assert.Throws<ArgumentException>("options", () => DawidSkene.Fit(Table, ConfusionPrior.Map, new EmOptions(1, double.NaN)));
    }

    [Theory]
    [InlineData(-1, 0, 1)]
    [InlineData(0, -1, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, 1.5)]
    [InlineData(double.PositiveInfinity, 1, 1)]
    [InlineData(1e308, 1e308, 1)]
    [InlineData(0, 1e308, 1)]
    [InlineData(1, 1, double.Epsilon)]
    public void Fit_PseudoCountsThatAreNone_AreRefused(double diagonal, double offDiagonal, double decay) =>
        Assert.Throws<ArgumentException>("prior", () => DawidSkene.Fit(Table, new ConfusionPrior(diagonal, offDiagonal, decay), new EmOptions()));

    [Fact]
    public void PseudoCounts_OrdinalPrior_FallWithDistanceAndKeepTheirSum()
    {
        var counts = ConfusionPrior.Ordinal.PseudoCounts(5);

        Assert.Equal(2, counts[0]);
        Assert.True(counts[1] > counts[2] && counts[2] > counts[3] && counts[3] > counts[4]);
        Assert.Equal(4 * .5, counts[1..5].Sum(), 1e-12);
    }

    [Fact]
    public void Fit_LabelsInAnotherOrder_GivesTheSame()
    {
        var rows = new[] { (0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 2, 1), (2, 1, 0), (2, 2, 0), (0, 2, 1) };

        var (one, other) = (
            DawidSkene.Fit(SmallTable.Of(2, rows), ConfusionPrior.Map, new EmOptions(30, 0)),
            DawidSkene.Fit(SmallTable.Of(2, [.. rows.Reverse()]), ConfusionPrior.Map, new EmOptions(30, 0)));

        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(one.ProbabilitiesOf(i)[0], other.ProbabilitiesOf(i)[0], 1e-12));
    }
}
