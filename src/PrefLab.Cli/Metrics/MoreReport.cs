using System.Text.Json.Nodes;
using PrefLab.Metrics;

namespace PrefLab.Cli.Metrics;

/// <summary>What the library knows beyond the keys of the reference data: every coefficient with its interval, single workers, further methods.</summary>
internal static class MoreReport
{
    private const int Replicates = 2_000;
    private const double Confidence = .95;
    private const ulong Seed = 1;

    /// <summary>From so many labels on the bootstrap of Conger's kappa takes long, and its standard error says the same.</summary>
    private const int ManyLabels = 100_000;

    public static JsonObject Of(LabelFile file, bool ordinal)
    {
        var report = new JsonObject { ["confidence"] = Confidence, ["replicates"] = Replicates, ["levels"] = Agreement(file.Table, file.Workers, ordinal) };
        if (ordinal && file.Table.Categories == PreferenceLevels.Count)
        {
            report["direction"] = Agreement(file.Table.Project([0, 0, 1, 2, 2], PreferenceLevels.DirectionCount), file.Workers, ordinal);
        }

        report["aggregation"] = new JsonObject
        {
            ["weighted_vote_by_agreement"] = Outcome(file, WeightedVote.Compute(file.Table, Accuracies(file.Table))),
            ["dawid_skene_map"] = Outcome(file, DawidSkene.Fit(file.Table, ConfusionPrior.Map, new EmOptions())),
            ["subtypes"] = Outcome(file, SubtypeModel.Fit(file.Table, new SubtypeOptions())),
        };
        return report;
    }

    private static JsonObject Agreement(RatingTable table, IReadOnlyList<string> workers, bool ordinal)
    {
        // A coefficient that survives any renaming of the classes does not ask for an order.
        var coefficients = AgreementCoefficient.All.Where(one => ordinal || one.Relabelling == Relabelling.Any).ToList();
        AgreementCoefficient[] alphas = ordinal ? [AgreementCoefficient.AlphaNominal, AgreementCoefficient.AlphaOrdinal] : [AgreementCoefficient.AlphaNominal];
        var k = table.Categories;
        var shown = Named(coefficients.Select(one => one.Id), ComparisonBootstrap.Bca(table.ToHistogram(), coefficients, Replicates, Confidence, Seed));
        shown["conger_kappa"] = Conger(table, CategoryWeights.Identity(k));
        if (ordinal)
        {
            shown["conger_kappa_linear"] = Conger(table, CategoryWeights.Linear(k));
            shown["conger_kappa_quadratic"] = Conger(table, CategoryWeights.Quadratic(k));
        }

        return new JsonObject
        {
            ["coefficients"] = shown,
            ["over_annotators"] = Named(alphas.Select(one => one.Id), AnnotatorBootstrap.Bca(table, alphas, Replicates, Confidence, Seed)),
            ["worker_agreement_with_others"] = Named(workers, AnnotatorAgreement.LeaveOneOut(table, CategoryWeights.Identity(k), Confidence)),
        };
    }

    private static JsonObject Conger(RatingTable table, CategoryWeights weights) => Shown(table.Labels < ManyLabels
        ? CongerKappa.Bca(table, weights, Replicates, Confidence, Seed)
        : CongerKappa.Interval(table, weights, Confidence));

    /// <summary>The middle of Wilson's interval of the agreement with others, which is never 0 or 1; the accuracy of chance, and so no weight, for who shares nothing.</summary>
    private static double[] Accuracies(RatingTable table) =>
    [
        .. AnnotatorAgreement.LeaveOneOut(table, CategoryWeights.Identity(table.Categories), Confidence)
            .Select(one => one is { Lower: { } lower, Upper: { } upper } ? (lower + upper) / 2 : 1.0 / table.Categories),
    ];

    private static JsonObject Outcome(LabelFile file, Aggregation fit)
    {
        var items = Enumerable.Range(0, fit.Comparisons);
        return AggregationReport.WithAccuracy(file, fit, new JsonObject
        {
            ["method"] = fit.Method,
            ["iterations"] = fit.Stopped is null ? null : fit.LogLikelihoods.Length,
            ["converged"] = fit.Stopped is null ? null : fit.Stopped == StopReason.Converged,
            ["priors"] = AggregationCase.Numbers(fit.Priors.AsSpan()),
            ["items_tied_for_first"] = items.Count(item => fit.MostProbable(item) is null),
            ["mean_entropy_bits"] = items.Average(fit.EntropyOf),
        });
    }

    private static JsonObject Named(IEnumerable<string> names, IEnumerable<Interval> intervals) =>
        new(names.Zip(intervals, (name, interval) => KeyValuePair.Create<string, JsonNode?>(name, Shown(interval))));

    private static JsonObject Shown(Interval interval) => new()
    {
        ["value"] = interval.Estimate.Value,
        ["lo"] = interval.Lower,
        ["hi"] = interval.Upper,
        ["reason"] = interval.Reason,
    };
}
