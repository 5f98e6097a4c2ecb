namespace PrefLab.Metrics.Tests;

/// <summary>What holds for every agreement coefficient of the registry, on small random histograms.</summary>
public sealed class AgreementInvariantTests
{
    private const double Tolerance = 1e-10;

    /// <summary>By definition these count the levels of the scale, those without a label too.</summary>
    private static readonly string[] CountingLevels =
    [
        "fleiss_kappa_linear", "fleiss_kappa_quadratic", "gwet_ac1", "gwet_ac2_linear", "gwet_ac2_quadratic",
        "brennan_prediger", "brennan_prediger_linear", "brennan_prediger_quadratic",
    ];

    public static TheoryData<string> Ids => [.. AgreementCoefficient.All.Select(coefficient => coefficient.Id)];

    [Fact]
    public void Find_EachId_IsTheCoefficient()
    {
        Assert.All(AgreementCoefficient.All, coefficient => Assert.Same(coefficient, AgreementCoefficient.Find(coefficient.Id)));
        Assert.Null(AgreementCoefficient.Find("alpha"));
    }

    [Fact]
    public void All_Registered_SayWhatTheyAreAndDifferInIdNameAndSymbol()
    {
        var all = AgreementCoefficient.All;

        Assert.All(all, one => Assert.Matches("^[a-z0-9_]+$", one.Id));
        Assert.All(all, one => Assert.Matches(@"^[A-Z1][^.]+\.$", one.Definition));
        Assert.All(all, one => Assert.False(string.IsNullOrWhiteSpace(one.Source)));
        Assert.Equal(all.Count, all.DistinctBy(one => one.Id).Count());
        Assert.Equal(all.Count, all.DistinctBy(one => one.Name).Count());
        Assert.Equal(all.Count, all.DistinctBy(one => one.Symbol).Count());
        Assert.Equal(
            typeof(AgreementCoefficient).GetProperties().Count(property => property.PropertyType == typeof(AgreementCoefficient)),
            all.Count);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_RandomHistogram_IsTheNaiveTwinInItsRangeAndLeavesTheHistogram(string id) => ForEachHistogram((counts, categories) =>
    {
        var histogram = PatternHistogram.FromCounts(categories, counts);
        var before = Describe(histogram);
        var actual = Find(id).Compute(histogram).Value;

        AssertSame(NaiveAgreement.Compute(id, histogram), actual);
        Assert.True(actual is null || (actual <= 1 + Tolerance && actual >= (Find(id).Lowest ?? double.NegativeInfinity) - Tolerance), $"{actual}");
        Assert.Equal(before, Describe(histogram));
    });

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_ComparisonsInAnotherOrder_IsTheSame(string id) => ForEachHistogram((counts, categories) =>
    {
        var reversed = counts.Chunk(categories).Reverse().SelectMany(row => row).ToArray();

        Assert.Equal(
            Find(id).Compute(PatternHistogram.FromCounts(categories, counts)),
            Find(id).Compute(PatternHistogram.FromCounts(categories, reversed)));
    });

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_CategoriesRenamed_IsTheSameExactlyWhereTheScaleMeansNoMore(string id)
    {
        var (afterMirror, afterPermutation) = (true, true);
        ForEachHistogram((counts, categories) =>
        {
            var histogram = PatternHistogram.FromCounts(categories, counts);
            var value = Find(id).Compute(histogram).Value;
            afterMirror &= Same(value, Find(id).Compute(histogram.Project([.. Enumerable.Range(0, categories).Reverse()], categories)).Value);
            afterPermutation &= Same(value, Find(id).Compute(histogram.Project([.. Enumerable.Range(1, categories - 1), 0], categories)).Value);
        });

        Assert.Equal(Find(id).Relabelling != Relabelling.None, afterMirror);
        Assert.Equal(Find(id).Relabelling == Relabelling.Any, afterPermutation);
    }

    [Theory]
    [InlineData("alpha_nominal")]
    [InlineData("alpha_ordinal")]
    [InlineData("alpha_interval")]
    [InlineData("alpha_ratio")]
    [InlineData("fleiss_kappa_pooled_paired")]
    [InlineData("scott_pi")]
    [InlineData("brennan_prediger")]
    [InlineData("brennan_prediger_linear")]
    [InlineData("brennan_prediger_quadratic")]
    [InlineData("pairwise_pooled")]
    [InlineData("pairwise_mean")]
    public void Compute_ComparisonsWithASingleLabelAdded_IsTheSame(string id) => ForEachHistogram((counts, categories) =>
    {
        var histogram = PatternHistogram.FromCounts(categories, counts);
        var singles = PatternHistogram.FromCounts(categories, [1, .. new int[categories - 1], 0, 1, .. new int[categories - 2]]);

        AssertSame(Find(id).Compute(histogram).Value, Find(id).Compute(histogram.Merge(singles)).Value);
    });

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_UnlabelledComparisonsAndAnUnusedCategoryAtTheEnd_IsTheSameUnlessLevelsCount(string id) => ForEachHistogram((counts, categories) =>
    {
        var histogram = PatternHistogram.FromCounts(categories, counts);
        var wider = histogram.Project([.. Enumerable.Range(0, categories)], categories + 1);
        var withEmpty = PatternHistogram.FromCounts(categories, [.. counts, .. new int[3 * categories]]);

        Assert.True(CountingLevels.Contains(id) || Same(Find(id).Compute(histogram).Value, Find(id).Compute(wider).Value));
        Assert.Equal(Find(id).Compute(histogram), Find(id).Compute(withEmpty));
    });

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_NothingToCompare_IsUndefinedWithAReason(string id)
    {
        foreach (var histogram in new[] { PatternHistogram.FromCounts(5, []), PatternHistogram.FromCounts(2, [1, 0, 0, 1]) })
        {
            var estimate = Find(id).Compute(histogram);
            Assert.False(estimate.IsDefined);
            Assert.Contains("two labels", estimate.Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_AllLabelsTheSame_IsUndefinedWhereChanceIsThenCompleteElseOne(string id)
    {
        var estimate = Find(id).Compute(PatternHistogram.FromPatterns(3, [new([0, 2, 0], 7), new([0, 1, 0], 5)]));

        Assert.Equal(Find(id).NeedsVariation ? null : 1, estimate.Value);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_PerfectAgreementOnTwoCategories_IsOne(string id) =>
        Assert.Equal(1, Find(id).Compute(PatternHistogram.FromPatterns(5, [new([0, 2, 0, 0, 0], 7), new([0, 0, 0, 0, 2], 3)])).Value!.Value, 1e-15);

    [Fact]
    public void Compute_HundredMillionComparisons_IsTheSameAsAHundred()
    {
        var small = PatternHistogram.FromPatterns(3, [new([2, 1, 0], 60), new([0, 0, 3], 40)]);
        var large = PatternHistogram.FromPatterns(3, small.Rows().Select(row => new PatternCount(row.Labels, row.Comparisons * 1_000_000)));

        Assert.Equal(AgreementCoefficient.FleissKappa.Compute(small).Value!.Value, AgreementCoefficient.FleissKappa.Compute(large).Value!.Value, Tolerance);
        Assert.Equal(AgreementCoefficient.AlphaOrdinal.Compute(small).Value!.Value, AgreementCoefficient.AlphaOrdinal.Compute(large).Value!.Value, .01);
    }

    [Fact]
    public void Compute_TwoLabelsAComparison_AlphaIsScottsPiCorrectedForSmallSamples()
    {
        var histogram = PatternHistogram.FromPatterns(3, [new([2, 0, 0], 5), new([1, 1, 0], 3), new([0, 2, 0], 4), new([0, 1, 1], 2), new([0, 0, 2], 6)]);
        var pi = AgreementCoefficient.ScottPi.Compute(histogram).Value!.Value;

        Assert.Equal(1 - ((1 - pi) * 39 / 40), AgreementCoefficient.AlphaNominal.Compute(histogram).Value!.Value, Tolerance);
        Assert.Contains("Fleiss", AgreementCoefficient.ScottPi.Compute(PatternHistogram.FromCounts(2, [2, 1, 1, 1])).Reason, StringComparison.Ordinal);
    }

    private static AgreementCoefficient Find(string id) => AgreementCoefficient.Find(id)!;

    private static string[] Describe(PatternHistogram histogram) =>
        [.. histogram.Rows().Select(row => $"{string.Join(',', row.Labels)}:{row.Comparisons}")];

    private static bool Same(double? first, double? second) =>
        first is null == second is null && Math.Abs((first ?? 0) - (second ?? 0)) <= Tolerance * Math.Max(1, Math.Abs(first ?? 0));

    private static void AssertSame(double? expected, double? actual)
    {
        Assert.Equal(expected is null, actual is null);
        Assert.Equal(expected ?? 0, actual ?? 0, Tolerance);
    }

    private static void ForEachHistogram(Action<int[], int> check)
    {
        var random = new SplitMix64(20_251);
        for (var trial = 0; trial < 200; trial++)
        {
            var categories = 2 + (int)(random.NextDouble() * 4);
            var labelsAtMost = 1 + (int)(random.NextDouble() * 5);
            var counts = new int[categories * (1 + (int)(random.NextDouble() * 12))];
            for (var start = 0; start < counts.Length; start += categories)
            {
                var labels = (int)(random.NextDouble() * (labelsAtMost + 1));
                for (var label = 0; label < labels; label++)
                {
                    counts[start + (int)(categories * Math.Pow(random.NextDouble(), 2))]++;
                }
            }

            check(counts, categories);
        }
    }
}
