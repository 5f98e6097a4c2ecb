namespace PrefLab.Metrics.Tests;

/// <summary>What holds for every agreement coefficient of the registry, on small random histograms.</summary>
public sealed class AgreementInvariantTests
{
    private const double Tolerance = 1e-10;

    private static readonly string[] IgnoringOrder =
        ["alpha_nominal", "fleiss_kappa", "fleiss_kappa_pooled", "fleiss_kappa_pooled_paired", "pairwise_pooled", "pairwise_mean"];

    public static TheoryData<string> Ids => [.. AgreementCoefficient.All.Select(coefficient => coefficient.Id)];

    [Fact]
    public void Find_EachId_IsTheCoefficient()
    {
        Assert.All(AgreementCoefficient.All, coefficient => Assert.Same(coefficient, AgreementCoefficient.Find(coefficient.Id)));
        Assert.Null(AgreementCoefficient.Find("alpha"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_RandomHistogram_IsTheNaiveTwinAndAtMostOne(string id) => ForEachHistogram((counts, categories) =>
    {
        var histogram = PatternHistogram.FromCounts(categories, counts);
        var actual = Find(id).Compute(histogram).Value;

        AssertSame(NaiveAgreement.Compute(id, histogram), actual);
        Assert.True(actual is null or <= 1 + Tolerance);
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
    public void Compute_ScaleMirrored_IsTheSame(string id) => ForEachHistogram((counts, categories) =>
    {
        var histogram = PatternHistogram.FromCounts(categories, counts);
        var mirrored = histogram.Project([.. Enumerable.Range(0, categories).Reverse()], categories);

        AssertSame(Find(id).Compute(histogram).Value, Find(id).Compute(mirrored).Value);
    });

    [Fact]
    public void Compute_CategoriesPermuted_IsTheSameWhereOrderHasNoMeaning() => ForEachHistogram((counts, categories) =>
    {
        var histogram = PatternHistogram.FromCounts(categories, counts);
        var permuted = histogram.Project([.. Enumerable.Range(1, categories - 1), 0], categories);

        Assert.All(IgnoringOrder, id => AssertSame(Find(id).Compute(histogram).Value, Find(id).Compute(permuted).Value));
    });

    [Theory]
    [InlineData("alpha_nominal")]
    [InlineData("alpha_ordinal")]
    [InlineData("alpha_interval")]
    [InlineData("fleiss_kappa_pooled_paired")]
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
    public void Compute_UnlabelledComparisonsAndAnUnusedCategoryAtTheEnd_IsTheSame(string id) => ForEachHistogram((counts, categories) =>
    {
        var histogram = PatternHistogram.FromCounts(categories, counts);
        var wider = histogram.Project([.. Enumerable.Range(0, categories)], categories + 1);
        var withEmpty = PatternHistogram.FromCounts(categories, [.. counts, .. new int[3 * categories]]);

        AssertSame(Find(id).Compute(histogram).Value, Find(id).Compute(wider).Value);
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
    public void Compute_AllLabelsTheSame_IsUndefinedIfCorrectedForChance(string id)
    {
        var estimate = Find(id).Compute(PatternHistogram.FromPatterns(3, [new([0, 3, 0], 7), new([0, 2, 0], 3), new([0, 1, 0], 5)]));

        Assert.Equal(id.StartsWith("pairwise", StringComparison.Ordinal) ? 1 : null, estimate.Value);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_PerfectAgreementOnTwoCategories_IsOne(string id) =>
        Assert.Equal(1, Find(id).Compute(PatternHistogram.FromPatterns(5, [new([0, 3, 0, 0, 0], 7), new([0, 0, 0, 0, 2], 3)])).Value!.Value, 1e-15);

    [Fact]
    public void Compute_HundredMillionComparisons_IsTheSameAsAHundred()
    {
        var small = PatternHistogram.FromPatterns(3, [new([2, 1, 0], 60), new([0, 0, 3], 40)]);
        var large = PatternHistogram.FromPatterns(3, small.Rows().Select(row => new PatternCount(row.Labels, row.Comparisons * 1_000_000)));

        Assert.Equal(AgreementCoefficient.FleissKappa.Compute(small).Value!.Value, AgreementCoefficient.FleissKappa.Compute(large).Value!.Value, Tolerance);
        Assert.Equal(AgreementCoefficient.AlphaOrdinal.Compute(small).Value!.Value, AgreementCoefficient.AlphaOrdinal.Compute(large).Value!.Value, .01);
    }

    private static AgreementCoefficient Find(string id) => AgreementCoefficient.Find(id)!;

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
