namespace PrefLab.Metrics.Tests;

/// <summary>Arguments that no caller should pass: what is said of them names the argument, and no number comes of them.</summary>
public sealed class ArgumentTests
{
    private static readonly RatingTable Table = RatingTable.FromColumns([0, 0, 1], [0, 1, 0], [0, 1, 1], 2, 2, 2);
    private static readonly Aggregation Fitted = DawidSkene.Fit(Table, ConfusionPrior.Map, new EmOptions());

    public static TheoryData<string, Action> Nothing => new()
    {
        { "table", () => MajorityVote.Compute(null!) },
        { "table", () => WeightedVote.Compute(null!, []) },
        { "accuracies", () => WeightedVote.Compute(Table, null!) },
        { "table", () => DawidSkene.Fit(null!, ConfusionPrior.Map, new EmOptions()) },
        { "prior", () => DawidSkene.Fit(Table, null!, new EmOptions()) },
        { "options", () => DawidSkene.Fit(Table, ConfusionPrior.Map, null!) },
        { "previous", () => DawidSkene.Fit(Table, ConfusionPrior.Map, new EmOptions(), null!) },
        { "options", () => SubtypeModel.Fit(Table, null!) },
        { "histogram", () => KrippendorffAlpha.Compute(null!, LevelDifference.Nominal) },
        { "histogram", () => GwetAc.Compute(null!, CategoryWeights.Identity(2)) },
        { "weights", () => GwetAc.Compute(Table.ToHistogram(), null!) },
        { "weights", () => CongerKappa.Compute(Table, null!) },
        { "table", () => AnnotatorAgreement.Matrix(null!) },
        { "table", () => ContingencyTable.Of(null!, 0, 1) },
        { "rows", () => PatternHistogram.FromPatterns(2, null!) },
        { "other", () => Table.ToHistogram().Merge(null!) },
        { "rule", () => OperatingCharacteristic.Of(null!, .5) },
        { "annotator", () => GoldPlan.RateFor(null!, .9, 10) },
        { "pairs", () => BradleyTerry.Fit(2, null!, TieRule.HalfWin, .95) },
    };

    public static TheoryData<string, Action> TooMuch => new()
    {
        { "comparisonTotal", () => RatingTable.FromColumns([], [], [], int.MaxValue, 1, 2) },
        { "comparison", () => Fitted.ProbabilitiesOf(int.MaxValue) },
        { "comparison", () => Fitted.ProbabilitiesOf(2) },
        { "annotator", () => Fitted.ConfusionOf(int.MaxValue) },
        { "annotator", () => Fitted.ConfusionOf(-1) },
        { "categories", () => CategoryWeights.Identity(int.MaxValue) },
        { "categories", () => _ = new PatternTally(int.MaxValue) },
        { "categories", () => ContingencyTable.FromCounts(int.MaxValue, [1]) },
        { "counts", () => ContingencyTable.FromCounts(2, [long.MaxValue, 1, 0, 0]) },
        { "replicates", () => ComparisonBootstrap.Bca(Table.ToHistogram(), AgreementCoefficient.AlphaNominal, int.MaxValue, .95, 1) },
        { "replicates", () => AlphaPlan.Comparisons(Table.ToHistogram(), LevelDifference.Nominal, 2, .1, .95, int.MaxValue, 1) },
        { "labels", () => AlphaPlan.Comparisons(Table.ToHistogram(), LevelDifference.Nominal, int.MaxValue, .1, .95, 100, 1) },
        { "models", () => BradleyTerry.Fit(int.MaxValue, [], TieRule.HalfWin, .95) },
        { "ties", () => BradleyTerry.Fit(2, [new ModelPair(0, 1, 1, 0, 1)], (TieRule)77, .95) },
        { "left", () => LeftShare.Of(long.MaxValue, 1, .95) },
        { "right", () => GoldAccuracy.Posterior(new GoldTally(5, 5), .95, 1e300) },
        { "confidence", () => GwetAc.Interval(Table.ToHistogram(), CategoryWeights.Identity(2), 1 - 1e-16) },
        { "share", () => OperatingCharacteristic.Of(new QualityRule.Sprt(), .5).GoldsUntil(1) },
        { "preference", () => GoldScoring.IsCorrect((Preference)9, Preference.BBetter) },
    };

    [Theory]
    [MemberData(nameof(Nothing), DisableDiscoveryEnumeration = true)]
    public void AnyMethod_NullForAnObject_NamesTheArgument(string parameter, Action call) => Assert.Throws<ArgumentNullException>(parameter, call);

    [Theory]
    [MemberData(nameof(TooMuch), DisableDiscoveryEnumeration = true)]
    public void AnyMethod_NumberBeyondItsRange_NamesTheArgument(string parameter, Action call) => Assert.Throws<ArgumentOutOfRangeException>(parameter, call);

    [Fact]
    public void Fit_MoreConfusionMatricesThanAnArrayHolds_IsRefused()
    {
        var crowd = RatingTable.FromColumns([0], [0], [1], 1, int.MaxValue, 2);

        Assert.All(
            AggregationMethod.All.Where(method => method.Id is not ("majority" or "weighted_vote")),
            method => Assert.Throws<ArgumentException>("table", () => method.Aggregate(crowd)));
    }

    [Fact]
    public void OfPreferences_CountsNearTheLargestNumber_AreAddedWithoutOverflow() =>
        Assert.Equal(Preference.ABetter, MajorityVote.OfPreferences([int.MaxValue, int.MaxValue, 5, 0, 0]));

    [Theory]
    [InlineData(1e-320, 1e-320, 1)]
    [InlineData(1, 1, double.Epsilon)]
    public void Fit_SubtypesWithAPriorNextToNothing_IsRefused(double diagonal, double offDiagonal, double decay) => Assert.Throws<ArgumentException>(
        "options", () => SubtypeModel.Fit(Table, new SubtypeOptions { Prior = new ConfusionPrior(diagonal, offDiagonal, decay) }));

    [Theory]
    [InlineData(1e-6, 1e-6, 1e-3)]
    [InlineData(1e12, 1e12, 1)]
    public void Fit_PriorsAtTheEdges_GiveNumbers(double diagonal, double offDiagonal, double decay)
    {
        var table = RatingTable.FromColumns([0, 0, 1, 1], [0, 1, 0, 1], [0, 255, 1, 1], 2, 2, 256);
        var prior = new ConfusionPrior(diagonal, offDiagonal, decay);

        foreach (var fit in new[] { DawidSkene.Fit(table, prior, new EmOptions()), SubtypeModel.Fit(table, new SubtypeOptions(1) { Prior = prior, Subtypes = [1, 2] }) })
        {
            Assert.All(fit.LogLikelihoods, likelihood => Assert.True(double.IsFinite(likelihood)));
            Assert.Equal(1, fit.ProbabilitiesOf(0).ToArray().Sum(), 1e-9);
        }
    }
}
