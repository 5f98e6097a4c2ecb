using System.Globalization;
using System.Text.Json.Nodes;
using PrefLab.Metrics;

namespace PrefLab.Cli.Metrics;

/// <summary>Everything that the library says of a set of labels, as JSON with the keys of its reference data.</summary>
internal static class MetricsReport
{
    private const int Replicates = 2_000;
    private const ulong Seed = 1;
    private static readonly int[] DawidSkeneIterations = [1, 5, 20, 100];

    public static JsonObject Of(LabelFile file, bool ordinal)
    {
        var histogram = file.Table.ToHistogram();
        return new JsonObject
        {
            ["agreement"] = Agreement(histogram, ordinal),
            ["cohen_kappa_top_pairs"] = TopPairs(file, ordinal),
            ["aggregation"] = Aggregation(file),
            ["bootstrap_item_percentile_95"] = Intervals(histogram, ordinal),
        };
    }

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

    private static JsonObject Intervals(PatternHistogram histogram, bool ordinal)
    {
        var intervals = new JsonObject();
        foreach (var (key, coefficient) in new[]
        {
            ("alpha_nominal", AgreementCoefficient.AlphaNominal),
            ("alpha_ordinal", AgreementCoefficient.AlphaOrdinal),
            ("fleiss_kappa_pe_mean_of_item_proportions", AgreementCoefficient.FleissKappa),
            ("gwet_ac1", AgreementCoefficient.GwetAc1),
        })
        {
            if (ordinal || coefficient != AgreementCoefficient.AlphaOrdinal)
            {
                var interval = ComparisonBootstrap.Percentile(histogram, coefficient, Replicates, .95, Seed);
                intervals[key] = new JsonObject { ["B"] = Replicates, ["lo"] = interval.Lower, ["hi"] = interval.Upper };
            }
        }

        return intervals;
    }

    private static JsonObject Aggregation(LabelFile file)
    {
        var majority = MajorityVote.Compute(file.Table);
        var votes = new JsonObject { ["items_tied_for_first"] = Enumerable.Range(0, file.Table.Comparisons).Count(item => majority.MostProbable(item) is null) };
        var report = new JsonObject
        {
            ["items"] = file.Table.Comparisons,
            ["workers"] = file.Table.Annotators,
            ["labels"] = file.Table.Labels,
            ["classes"] = file.Table.Categories,
            ["majority"] = votes,
        };
        if (file.Truth.Count > 0)
        {
            votes["accuracy_expected_ties_uniform"] = file.Truth.Average(one => ExpectedRight(majority, one.Key, one.Value));
            votes["accuracy_ties_lowest_class"] = file.Truth.Average(one => LowestOfTheFirst(majority, one.Key) == one.Value ? 1.0 : 0);
            report["truth_items"] = file.Truth.Count;
        }

        var runs = new JsonObject();
        foreach (var iterations in DawidSkeneIterations)
        {
            runs[string.Create(CultureInfo.InvariantCulture, $"iterations_{iterations}")] = DawidSkeneAfter(file, iterations);
        }

        report["dawid_skene"] = runs;
        report["one_coin"] = new JsonObject
        {
            ["estimated_prior_50_iterations"] = OneCoinAfter50(file, estimatePriors: true),
            ["uniform_prior_50_iterations"] = OneCoinAfter50(file, estimatePriors: false),
        };
        report["subtypes"] = WithAccuracy(file, SubtypeModel.Fit(file.Table, new SubtypeOptions()), []);
        return report;
    }

    private static JsonObject DawidSkeneAfter(LabelFile file, int iterations)
    {
        var fit = DawidSkene.Fit(file.Table, ConfusionPrior.None, new EmOptions(iterations, 0));
        var first = Enumerable.Range(0, Math.Min(3, file.Items.Count)).ToList();
        var k = fit.Categories;
        return WithAccuracy(file, fit, new JsonObject
        {
            ["loglik"] = fit.LogLikelihoods[^1],
            ["priors"] = Array(fit.Priors.AsSpan()),
            ["posterior_first_3_items"] = new JsonArray([.. first.Select(item => (JsonNode)Array(fit.ProbabilitiesOf(item)))]),
            ["first_3_items"] = new JsonArray([.. first.Select(item => (JsonNode)Name(file.Items[item]))]),
            ["confusion_of_worker"] = new JsonObject
            {
                ["worker"] = Name(file.Workers[0]),
                ["rows_true_class"] = new JsonArray([.. Enumerable.Range(0, k).Select(row => (JsonNode)Array(fit.ConfusionOf(0).Slice(row * k, k)))]),
            },
        });
    }

    private static JsonObject OneCoinAfter50(LabelFile file, bool estimatePriors)
    {
        var fit = OneCoin.Fit(file.Table, estimatePriors, new EmOptions(50, 0));
        return WithAccuracy(file, fit, new JsonObject { ["loglik"] = fit.LogLikelihoods[^1], ["ability_first_worker"] = fit.ConfusionOf(0)[0] });
    }

    private static JsonObject WithAccuracy(LabelFile file, Aggregation aggregation, JsonObject report)
    {
        if (file.Truth.Count > 0)
        {
            report["accuracy"] = file.Truth.Average(one => aggregation.MostProbable(one.Key) == one.Value ? 1.0 : 0);
        }

        return report;
    }

    /// <summary>The probability that a fair draw among the categories tied for the first place is right.</summary>
    private static double ExpectedRight(Aggregation shares, int item, int truth)
    {
        var probabilities = shares.ProbabilitiesOf(item);
        var (highest, tied) = (0.0, 0);
        foreach (var probability in probabilities)
        {
            tied = probability > highest + 1e-9 ? 1 : tied + (probability > highest - 1e-9 ? 1 : 0);
            highest = Math.Max(highest, probability);
        }

        return probabilities[truth] > highest - 1e-9 ? 1.0 / tied : 0;
    }

    private static int LowestOfTheFirst(Aggregation shares, int item)
    {
        var probabilities = shares.ProbabilitiesOf(item);
        var best = 0;
        for (var category = 1; category < probabilities.Length; category++)
        {
            best = probabilities[category] > probabilities[best] + 1e-9 ? category : best;
        }

        return best;
    }

    private static double? Value(AgreementCoefficient coefficient, PatternHistogram histogram) => coefficient.Compute(histogram).Value;

    private static JsonArray Array(ReadOnlySpan<double> values) => new([.. values.ToArray().Select(value => JsonValue.Create(value))]);

    /// <summary>A name that is a number is written as one.</summary>
    private static JsonValue Name(string name) =>
        long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(name);
}
