using System.Text.Json;

namespace PrefLab.Metrics.Tests;

/// <summary>Against an independent implementation on small matrices and on real label sets; the small ones are in the repository too, other data are skipped where they are absent.</summary>
public sealed class AgreementSharedTests
{
    private const double Tolerance = 1e-9;

    /// <summary>Keys of the small matrices.</summary>
    private static readonly (string Key, AgreementCoefficient Coefficient)[] VectorKeys =
    [
        ("pairwise_micro", AgreementCoefficient.PairwisePooled),
        ("pairwise_macro", AgreementCoefficient.PairwiseMean),
        ("fleiss_gwet", AgreementCoefficient.FleissKappa),
        ("fleiss_pooled", AgreementCoefficient.FleissKappaPooled),
        ("fleiss_pooled2", AgreementCoefficient.FleissKappaPooledPaired),
        ("alpha_nominal", AgreementCoefficient.AlphaNominal),
        ("alpha_ordinal", AgreementCoefficient.AlphaOrdinal),
        ("alpha_interval", AgreementCoefficient.AlphaInterval),
        ("fleiss_gwet_linear", AgreementCoefficient.FleissKappaLinear),
        ("fleiss_gwet_quadratic", AgreementCoefficient.FleissKappaQuadratic),
        ("ac1", AgreementCoefficient.GwetAc1),
        ("ac2_linear", AgreementCoefficient.GwetAc2Linear),
        ("ac2_quadratic", AgreementCoefficient.GwetAc2Quadratic),
        ("bp", AgreementCoefficient.BrennanPrediger),
        ("bp_linear", AgreementCoefficient.BrennanPredigerLinear),
        ("bp_quadratic", AgreementCoefficient.BrennanPredigerQuadratic),
    ];

    /// <summary>Keys of the label sets, a path where they are nested.</summary>
    private static readonly (string Key, AgreementCoefficient Coefficient)[] SetKeys =
    [
        ("pairwise_micro", AgreementCoefficient.PairwisePooled),
        ("pairwise_macro", AgreementCoefficient.PairwiseMean),
        ("fleiss_kappa/pe_mean_of_item_proportions", AgreementCoefficient.FleissKappa),
        ("fleiss_kappa/pe_pooled", AgreementCoefficient.FleissKappaPooled),
        ("fleiss_kappa/pe_pooled_items_with_2plus", AgreementCoefficient.FleissKappaPooledPaired),
        ("alpha_nominal", AgreementCoefficient.AlphaNominal),
        ("alpha_ordinal", AgreementCoefficient.AlphaOrdinal),
        ("alpha_interval", AgreementCoefficient.AlphaInterval),
        ("fleiss_kappa_linear_pe_mean_of_item_proportions", AgreementCoefficient.FleissKappaLinear),
        ("fleiss_kappa_quadratic_pe_mean_of_item_proportions", AgreementCoefficient.FleissKappaQuadratic),
        ("gwet_ac1", AgreementCoefficient.GwetAc1),
        ("gwet_ac2_linear", AgreementCoefficient.GwetAc2Linear),
        ("gwet_ac2_quadratic", AgreementCoefficient.GwetAc2Quadratic),
        ("brennan_prediger", AgreementCoefficient.BrennanPrediger),
        ("brennan_prediger_linear", AgreementCoefficient.BrennanPredigerLinear),
        ("brennan_prediger_quadratic", AgreementCoefficient.BrennanPredigerQuadratic),
    ];

    private static readonly (string Key, AgreementCoefficient Coefficient)[] BootstrapKeys =
    [
        ("fleiss_kappa_pe_mean_of_item_proportions", AgreementCoefficient.FleissKappa),
        ("alpha_nominal", AgreementCoefficient.AlphaNominal),
        ("alpha_ordinal", AgreementCoefficient.AlphaOrdinal),
        ("gwet_ac1", AgreementCoefficient.GwetAc1),
    ];

    public static TheoryData<string, string> Sets => new()
    {
        { "pref", "llmfao" },
        { "pref", "mtbench_human_turn1" },
        { "pref", "ukpconvarg" },
        { "pref", "wmt23_ende_sxs_derived5" },
        { "crowd", "bluebird" },
        { "crowd", "dog" },
        { "crowd", "possent" },
        { "crowd", "product" },
        { "crowd", "rte" },
        { "crowd", "weather_cf" },
        { "crowd", "zencrowd_us" },
    };

    [Theory]
    [InlineData(false, 1_000)]
    [InlineData(true, 1_000)]
    public void Compute_SmallMatrices_GivesTheReferenceOrIsUndefined(bool shared, int valuesAtLeast)
    {
        var checkedValues = 0;
        foreach (var one in ReferenceCases.Vectors("agreement_cases.json", shared))
        {
            var histogram = HistogramOf(one);
            foreach (var (key, coefficient) in VectorKeys)
            {
                var actual = coefficient.Compute(histogram);
                var because = $"{one.GetProperty("id").GetString()}: {key} is {actual}";
                if (one.GetProperty("expected").TryGetProperty(key, out var expected) && expected.ValueKind == JsonValueKind.Number)
                {
                    Assert.True(Math.Abs(expected.GetDouble() - (actual.Value ?? double.NaN)) <= Tolerance, because);
                    checkedValues++;
                }
                else
                {
                    Assert.False(actual.IsDefined, because);
                    Assert.NotNull(actual.Reason);
                }
            }
        }

        Assert.True(checkedValues >= valuesAtLeast, $"only {checkedValues} values were compared");
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Compute_LabelSet_GivesTheReference(string folder, string set)
    {
        var (histogram, expected) = Load(folder, set);

        Assert.Equal(expected.GetProperty("items").GetInt64(), histogram.Comparisons);
        Assert.Equal(expected.GetProperty("items_with_2plus").GetInt64(), histogram.PairedComparisons);
        Assert.Equal(expected.GetProperty("labels").GetInt64(), histogram.Labels);
        var found = 0;
        foreach (var (key, coefficient) in SetKeys)
        {
            if (Find(expected, key) is { } value)
            {
                Assert.Equal(value, coefficient.Compute(histogram).Value!.Value, Tolerance);
                found++;
            }
        }

        // All but five counts are coefficients, three of them in an object of their own.
        Assert.Equal(expected.EnumerateObject().Count() - 5 + 2, found);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Percentile_LabelSet_GivesTheReferenceWithinMonteCarloError(string folder, string set)
    {
        var (histogram, _) = Load(folder, set);
        var reference = ReferenceData.Json(folder, set, "expected.json").GetProperty("bootstrap_item_percentile_95");
        foreach (var (key, coefficient) in BootstrapKeys)
        {
            if (reference.TryGetProperty(key, out var expected))
            {
                var interval = ComparisonBootstrap.Percentile(histogram, coefficient, 2000, .95, seed: 1);
                var tolerance = expected.GetProperty("tolerance_for_B_ge_2000").GetDouble();
                Assert.Equal(expected.GetProperty("lo").GetDouble(), interval.Lower!.Value, tolerance);
                Assert.Equal(expected.GetProperty("hi").GetDouble(), interval.Upper!.Value, tolerance);
            }
        }
    }

    [Fact]
    public void ToDirection_FiveLevelSet_IsTheSameAsMergingTheLabels()
    {
        var projected = ReferenceData.Histogram("pref", "wmt23_ende_sxs_derived5", PreferenceLevels.Count).ToDirection();
        var merged = ReferenceData.Histogram(
            "pref", "wmt23_ende_sxs_derived5", PreferenceLevels.DirectionCount, label => (int)((Preference)label).Direction);

        Assert.Equal(
            merged.Rows().Select(row => (string.Join(',', row.Labels), row.Comparisons)),
            projected.Rows().Select(row => (string.Join(',', row.Labels), row.Comparisons)));
    }

    private static (PatternHistogram Histogram, JsonElement Expected) Load(string folder, string set)
    {
        var expected = ReferenceData.Json(folder, set, "expected.json").GetProperty("agreement");
        return (ReferenceData.Histogram(folder, set, expected.GetProperty("categories").GetInt32()), expected);
    }

    private static double? Find(JsonElement element, string path)
    {
        foreach (var name in path.Split('/'))
        {
            if (!element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.GetDouble();
    }

    private static PatternHistogram HistogramOf(JsonElement one)
    {
        var categories = one.GetProperty("classes").GetInt32();
        var counts = new List<int>();
        foreach (var unit in one.GetProperty("units_by_raters").EnumerateArray())
        {
            var row = new int[categories];
            foreach (var label in unit.EnumerateArray().Where(label => label.ValueKind == JsonValueKind.Number))
            {
                row[(int)label.GetDouble()]++;
            }

            counts.AddRange(row);
        }

        return PatternHistogram.FromCounts(categories, counts.ToArray());
    }
}
