using System.Globalization;
using System.Text.Json.Nodes;
using PrefLab.Metrics;

namespace PrefLab.Cli.Metrics;

/// <summary>What the methods of aggregation make of a set of labels, as JSON with the keys of the reference data.</summary>
internal static class AggregationReport
{
    private static readonly int[] DawidSkeneIterations = [1, 5, 20, 100];

    public static JsonObject Of(LabelFile file)
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
            ["priors"] = AggregationCase.Numbers(fit.Priors.AsSpan()),
            ["posterior_first_3_items"] = new JsonArray([.. first.Select(item => (JsonNode)AggregationCase.Numbers(fit.ProbabilitiesOf(item)))]),
            ["first_3_items"] = new JsonArray([.. first.Select(item => (JsonNode)MetricsReport.Name(file.Items[item]))]),
            ["confusion_of_worker"] = new JsonObject
            {
                ["worker"] = MetricsReport.Name(file.Workers[0]),
                ["rows_true_class"] = new JsonArray([.. Enumerable.Range(0, k).Select(row => (JsonNode)AggregationCase.Numbers(fit.ConfusionOf(0).Slice(row * k, k)))]),
            },
        });
    }

    private static JsonObject OneCoinAfter50(LabelFile file, bool estimatePriors)
    {
        var fit = OneCoin.Fit(file.Table, estimatePriors, new EmOptions(50, 0));
        return WithAccuracy(file, fit, new JsonObject { ["loglik"] = fit.LogLikelihoods[^1], ["ability_first_worker"] = fit.ConfusionOf(0)[0] });
    }

    public static JsonObject WithAccuracy(LabelFile file, Aggregation aggregation, JsonObject report)
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
}
