using MathNet.Numerics;

namespace PrefLab.Metrics.Tests;

public sealed class SubtypeModelTests
{
    /// <summary>Two careful people, one who is wrong about every seventh comparison, one who swaps the categories.</summary>
    private static RatingTable Table { get; } = SmallTable.Of(2, [.. Enumerable.Range(0, 40).SelectMany(i => new[]
    {
        (i, 0, i % 2), (i, 1, i % 2), (i, 2, i % 7 == 0 ? 1 - (i % 2) : i % 2), (i, 3, 1 - (i % 2)),
    })]);

    [Fact]
    public void Fit_OneWhoSwaps_FindsTruthAndConfusions()
    {
        var fit = SubtypeModel.Fit(Table, new SubtypeOptions(Restarts: 2) { Subtypes = [1, 2] });

        Assert.Equal("subtypes/1", fit.Method);
        Assert.Equal(StopReason.Converged, fit.Stopped);
        Assert.All(Enumerable.Range(0, 40), i => Assert.Equal(i % 2, fit.MostProbable(i)));
        Assert.All(Enumerable.Range(0, 40), i => Assert.Equal(1, fit.ProbabilitiesOf(i)[0] + fit.ProbabilitiesOf(i)[1], 1e-12));
        Assert.Equal(.5, fit.Priors[0], 1e-3);
        Assert.Equal(1, fit.Priors.Sum(), 1e-12);
    }

    /// <summary>Where no comparison is in doubt a row is the Dirichlet's mean: (pseudo-count + labels) / (pseudo-counts + comparisons).</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Fit_NoComparisonInDoubt_ConfusionsAreThePosteriorMeans(int subtypes)
    {
        var fit = SubtypeModel.Fit(Table, new SubtypeOptions(Restarts: 1, Tolerance: 1e-9) { Subtypes = [subtypes] });

        Assert.Equal([24 / 25.0, 1 / 25.0, 1 / 25.0, 24 / 25.0], fit.ConfusionOf(0).ToArray(), Close);
        Assert.Equal([21 / 25.0, 4 / 25.0, 4 / 25.0, 21 / 25.0], fit.ConfusionOf(2).ToArray(), Close);
        Assert.Equal([4 / 25.0, 21 / 25.0, 21 / 25.0, 4 / 25.0], fit.ConfusionOf(3).ToArray(), Close);
    }

    /// <summary>One step by equations 6 to 10 of the source: from shares of labels over expected logarithms to the next; one without a label adds nothing.</summary>
    [Fact]
    public void Fit_OneIteration_IsTheStepFromTheSharesOfLabels()
    {
        (int Comparison, int Annotator, int Label)[] rows = [(0, 0, 0), (0, 1, 1), (0, 2, 0), (2, 0, 1), (2, 1, 1), (3, 2, 0), (3, 1, 0)];
        int[] labelled = [0, 2, 3];
        double[] start = [2 / 3.0, .5, 0, 1];
        double Start(int comparison, int category) => category == 0 ? start[comparison] : 1 - start[comparison];
        double Expected(int comparison, int category)
        {
            var log = SpecialFunctions.DiGamma(1 + labelled.Sum(i => Start(i, category)));
            foreach (var (_, annotator, label) in rows.Where(row => row.Comparison == comparison))
            {
                double Count(int of) => (of == category ? 4 : 1) + rows.Where(row => row.Annotator == annotator && row.Label == of).Sum(row => Start(row.Comparison, category));
                log += SpecialFunctions.DiGamma(Count(label)) - SpecialFunctions.DiGamma(Count(0) + Count(1));
            }

            return Math.Exp(log);
        }

        var fit = SubtypeModel.Fit(SmallTable.Of(2, rows), new SubtypeOptions(MaxIterations: 1) { Subtypes = [1] });

        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(Expected(i, 0) / (Expected(i, 0) + Expected(i, 1)), fit.ProbabilitiesOf(i)[0], 1e-12));
        Assert.Equal((1 + labelled.Sum(i => fit.ProbabilitiesOf(i)[0])) / 5, fit.Priors[0], 1e-12);
    }

    [Fact]
    public void Fit_MoreBeginnings_KeepsTheBestOfThem()
    {
        var bounds = Enumerable.Range(1, 4).Select(restarts =>
            SubtypeModel.Fit(Table, new SubtypeOptions(restarts, MaxIterations: 3) { Subtypes = [3] }).LogLikelihoods[^1]).ToList();

        Assert.Equal(bounds.Order(), bounds);
        Assert.True(bounds[^1] > bounds[0]);
    }

    [Fact]
    public void Fit_AnotherSeed_BeginsElsewhere()
    {
        double First(ulong seed) => SubtypeModel.Fit(Table, new SubtypeOptions(1, 1, Seed: seed) { Subtypes = [2] }).LogLikelihoods[0];

        Assert.Equal(First(1), First(1));
        Assert.NotEqual(First(1), First(2));
    }

    /// <summary>By symmetry the evidence for one label of two is ½ whatever the pseudo-counts; a bound lies below, here by less than one unit.</summary>
    [Fact]
    public void Fit_OneLabel_BoundLiesBelowTheEvidence()
    {
        var fit = SubtypeModel.Fit(SmallTable.Of(2, (0, 0, 1)), new SubtypeOptions { Subtypes = [1] });

        Assert.InRange(fit.LogLikelihoods[^1], Math.Log(.5) - 1, Math.Log(.5));
        Assert.Equal(1, fit.MostProbable(0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Fit_AnyIteration_NeverLosesTheBound(int subtypes)
    {
        var fit = SubtypeModel.Fit(Table, new SubtypeOptions(Restarts: 1, MaxIterations: 40, Tolerance: 0) { Subtypes = [subtypes] });

        Assert.Equal(StopReason.IterationLimit, fit.Stopped);
        Assert.Equal(40, fit.LogLikelihoods.Length);
        Assert.All(fit.LogLikelihoods.Zip(fit.LogLikelihoods.Skip(1)), pair => Assert.True(pair.Second >= pair.First - 1e-9, $"{pair}"));
    }

    [Fact]
    public void Fit_SeveralNumbersOfSubtypes_KeepsTheHighestBound()
    {
        var bounds = Enumerable.Range(1, 3).Select(number => SubtypeModel.Fit(Table, new SubtypeOptions(Restarts: 2) { Subtypes = [number] }).LogLikelihoods[^1]);

        var together = SubtypeModel.Fit(Table, new SubtypeOptions(Restarts: 2) { Subtypes = [1, 2, 3] });

        Assert.Equal(bounds.Max(), together.LogLikelihoods[^1], 1e-12);
    }

    [Fact]
    public void Fit_AComparisonWithoutALabel_GetsTheShareOfTheCategories()
    {
        var table = RatingTable.FromColumns([0, 0, 2, 2, 3, 3], [0, 1, 0, 1, 0, 1], [0, 0, 1, 1, 0, 0], 4, 2, 2);

        var fit = SubtypeModel.Fit(table, new SubtypeOptions(Tolerance: 1e-9) { Subtypes = [1] });

        Assert.InRange(fit.ProbabilitiesOf(1)[0], .5, .75);
        Assert.Equal(0, fit.MostProbable(3));
    }

    /// <summary>Ten states, more than eight: the last comparison draws its beginning after all others, so that those begin alike.</summary>
    [Fact]
    public void Fit_TenStates_AComparisonWithoutALabelAddsNothing()
    {
        (int, int, int)[] rows = [(0, 0, 0), (0, 1, 0), (1, 0, 1), (1, 1, 0), (2, 0, 0), (2, 1, 0), (3, 0, 0), (3, 1, 1)];
        var options = new SubtypeOptions(Restarts: 1, MaxIterations: 1) { Subtypes = [5] };
        var one = SubtypeModel.Fit(SmallTable.Of(2, rows), options);

        var more = SubtypeModel.Fit(RatingTable.FromColumns([.. rows.Select(row => row.Item1)], [.. rows.Select(row => row.Item2)], [.. rows.Select(row => row.Item3)], 5, 2, 2), options);

        Assert.Equal(one.LogLikelihoods, more.LogLikelihoods);
        Assert.Equal(one.Priors, more.Priors);
        Assert.All(Enumerable.Range(0, 2), category => Assert.Equal(
            (1 + Enumerable.Range(0, 4).Sum(comparison => one.ProbabilitiesOf(comparison)[category])) / 6, one.Priors[category], 1e-12));
    }

    [Fact]
    public void Fit_WithoutALabelOrWithOptionsThatAreNone_IsRefused()
    {
        Assert.Throws<ArgumentException>("table", () => SubtypeModel.Fit(RatingTable.FromColumns([], [], [], 2, 2, 2), new SubtypeOptions()));
        Assert.Throws<ArgumentException>("options", () => SubtypeModel.Fit(Table, new SubtypeOptions(Restarts: 0)));
        Assert.Throws<ArgumentException>("options", () => SubtypeModel.Fit(Table, new SubtypeOptions(MaxIterations: 0)));
        Assert.Throws<ArgumentException>("options", () => SubtypeModel.Fit(Table, new SubtypeOptions(Tolerance: double.NaN)));
        Assert.Throws<ArgumentException>("options", () => SubtypeModel.Fit(Table, new SubtypeOptions { Subtypes = [] }));
        Assert.Throws<ArgumentException>("options", () => SubtypeModel.Fit(Table, new SubtypeOptions { Subtypes = [1, 0] }));
        Assert.Throws<ArgumentException>("table", () => MajorityVote.Compute(RatingTable.FromColumns([], [], [], 2, 2, 2)));
    }

    private static bool Close(double one, double other) => Math.Abs(one - other) < 2e-3;
}
