using System.Globalization;
using System.Text.Json.Nodes;
using MathNet.Numerics.Distributions;
using PrefLab.Metrics;

namespace PrefLab.Cli.Metrics;

/// <summary>Everything that the library says of a set of labels, as JSON with the keys of its reference data.</summary>
internal static class MetricsReport
{
    private const int Replicates = 2_000;
    private const ulong Seed = 1;

    /// <summary>Standard error of a simulated 2.5 % quantile of a normal distribution, in its standard deviations: √(p(1 − p) / B) / φ(z).</summary>
    private static readonly double QuantileError = Math.Sqrt(.025 * .975 / Replicates) / Normal.PDF(0, 1, Normal.InvCDF(0, 1, .025));

    public static JsonObject Of(LabelFile file, bool ordinal)
    {
        var histogram = file.Table.ToHistogram();
        return new JsonObject
        {
            ["dataset"] = DataSet(file.File),
            ["note"] = null,
            ["agreement"] = Agreement(histogram, ordinal),
            ["cohen_kappa_top_pairs"] = TopPairs(file, ordinal),
            ["aggregation"] = AggregationReport.Of(file),
            ["bootstrap_item_percentile_95"] = Intervals(histogram, ordinal),
        };
    }

    /// <summary>The two folders that hold the file, as sets are kept as kind/name/labels.csv.</summary>
    private static string DataSet(FileInfo file) => string.Join('/', new[] { file.Directory?.Parent?.Name, file.Directory?.Name }.Where(name => name is not (null or "/")));

    private static JsonObject Agreement(PatternHistogram histogram, bool ordinal)
    {
        var report = new JsonObject
        {
            ["categories"] = histogram.Categories,
            ["items"] = histogram.Comparisons,
            ["items_with_2plus"] = histogram.PairedComparisons,
            ["labels"] = histogram.Labels,
            ["pairs"] = histogram.Rows().Sum(row => row.Comparisons * row.Labels.Sum() * (row.Labels.Sum() - 1) / 2),
            ["pairwise_micro"] = Value(AgreementCoefficient.PairwisePooled, histogram),
            ["pairwise_macro"] = Value(AgreementCoefficient.PairwiseMean, histogram),
            ["fleiss_kappa"] = new JsonObject
            {
                ["pe_mean_of_item_proportions"] = Value(AgreementCoefficient.FleissKappa, histogram),
                ["pe_pooled"] = Value(AgreementCoefficient.FleissKappaPooled, histogram),
                ["pe_pooled_items_with_2plus"] = Value(AgreementCoefficient.FleissKappaPooledPaired, histogram),
            },
            ["gwet_ac1"] = Value(AgreementCoefficient.GwetAc1, histogram),
            ["brennan_prediger"] = Value(AgreementCoefficient.BrennanPrediger, histogram),
            ["alpha_nominal"] = Value(AgreementCoefficient.AlphaNominal, histogram),
        };
        if (ordinal)
        {
            report["alpha_ordinal"] = Value(AgreementCoefficient.AlphaOrdinal, histogram);
            report["alpha_interval"] = Value(AgreementCoefficient.AlphaInterval, histogram);
            report["gwet_ac2_linear"] = Value(AgreementCoefficient.GwetAc2Linear, histogram);
            report["fleiss_kappa_linear_pe_mean_of_item_proportions"] = Value(AgreementCoefficient.FleissKappaLinear, histogram);
            report["brennan_prediger_linear"] = Value(AgreementCoefficient.BrennanPredigerLinear, histogram);
            report["gwet_ac2_quadratic"] = Value(AgreementCoefficient.GwetAc2Quadratic, histogram);
            report["fleiss_kappa_quadratic_pe_mean_of_item_proportions"] = Value(AgreementCoefficient.FleissKappaQuadratic, histogram);
            report["brennan_prediger_quadratic"] = Value(AgreementCoefficient.BrennanPredigerQuadratic, histogram);
        }

        return report;
    }

    /// <summary>The five pairs of workers with most items in common; of equal ones those whose names come first.</summary>
    private static JsonArray TopPairs(LabelFile file, bool ordinal) => new([.. AnnotatorAgreement.Matrix(file.Table)
        .Select(pair => string.CompareOrdinal(file.Workers[pair.First], file.Workers[pair.Second]) < 0 ? (A: pair.First, B: pair.Second, pair.Comparisons) : (A: pair.Second, B: pair.First, pair.Comparisons))
        .OrderByDescending(pair => pair.Comparisons)
        .ThenBy(pair => file.Workers[pair.A], StringComparer.Ordinal)
        .ThenBy(pair => file.Workers[pair.B], StringComparer.Ordinal)
        .Take(5)
        .Select(pair => (JsonNode)Pair(file, pair.A, pair.B, ordinal))]);

    private static JsonObject Pair(LabelFile file, int a, int b, bool ordinal)
    {
        var table = ContingencyTable.Of(file.Table, a, b);
        var k = file.Table.Categories;
        var pair = new JsonObject
        {
            ["a"] = Name(file.Workers[a]),
            ["b"] = Name(file.Workers[b]),
            ["n"] = table.Comparisons,
            ["kappa_identity"] = CohenKappa.Compute(table, CategoryWeights.Identity(k)).Value,
        };
        if (ordinal)
        {
            pair["kappa_linear"] = CohenKappa.Compute(table, CategoryWeights.Linear(k)).Value;
            pair["kappa_quadratic"] = CohenKappa.Compute(table, CategoryWeights.Quadratic(k)).Value;
        }

        return pair;
    }

    /// <summary>Percentile limits, with what a check by other resamples needs: the simulation error of a limit, and six of them.</summary>
    private static JsonObject Intervals(PatternHistogram histogram, bool ordinal)
    {
        (string Key, AgreementCoefficient Coefficient)[] shown =
        [
            ("alpha_nominal", AgreementCoefficient.AlphaNominal),
            ("alpha_ordinal", AgreementCoefficient.AlphaOrdinal),
            ("fleiss_kappa_pe_mean_of_item_proportions", AgreementCoefficient.FleissKappa),
            ("gwet_ac1", AgreementCoefficient.GwetAc1),
        ];
        shown = [.. shown.Where(one => ordinal || one.Coefficient != AgreementCoefficient.AlphaOrdinal)];
        var intervals = ComparisonBootstrap.Percentile(histogram, [.. shown.Select(one => one.Coefficient)], Replicates, .95, Seed);
        return new JsonObject(shown.Zip(intervals, (one, interval) =>
        {
            var quantileError = interval.StandardError * QuantileError;
            return KeyValuePair.Create<string, JsonNode?>(one.Key, new JsonObject
            {
                ["B"] = Replicates,
                ["se"] = interval.StandardError,
                ["lo"] = interval.Lower,
                ["hi"] = interval.Upper,
                ["quantile_mc_se"] = quantileError,
                ["tolerance_for_B_ge_2000"] = 6 * quantileError,
            });
        }));
    }

    private static double? Value(AgreementCoefficient coefficient, PatternHistogram histogram) => coefficient.Compute(histogram).Value;

    /// <summary>A name that is a number is written as one, unless that would make it another name, as of 007.</summary>
    public static JsonValue Name(string name) =>
        long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == name
            ? JsonValue.Create(number)
            : JsonValue.Create(name);
}
