namespace PrefLab.Metrics;

/// <content>What many labels say together: of comparisons, and of source models.</content>
public static partial class MetricRegistry
{
    private const string BradleyTerryPaper = "Bradley and Terry (1952), https://doi.org/10.2307/2334029";
    private const string NotConnected = "some models have never won against, or never lost to, any of the others";

    private static IEnumerable<Metric> Aggregation() =>
    [
        .. AggregationMethod.All.Select(method => OfComparisons($"certainty_{method.Id}", $"Certainty, {method.Name}", $"p̂, {method.Id}", $"Probability of the likeliest level of a comparison: {method.Definition}", 1, "1", method.Source, method, (result, comparison) => result.ProbabilitiesOf(comparison).ToArray().Max())),
        OfComparisons("entropy", "Entropy of a comparison", "H", "How undecided a comparison is after smoothed Dawid–Skene: 0 when one level is certain.", Math.Log2(PreferenceLevels.Count), "bit", "Shannon (1948), https://doi.org/10.1002/j.1538-7305.1948.tb01338.x", AggregationMethod.Find("dawid_skene"), (result, comparison) => result.EntropyOf(comparison)),
    ];

    private static IEnumerable<Metric> Ranking() =>
    [
        new("bradley_terry_strength", "Bradley–Terry strength", "β", "Log of a model's strength relative to the mean of all; a difference of 1 is odds of e.", null, null, "nat", BradleyTerryPaper, NotConnected, MetricScope.Model, sample => OfModels(sample, (ranking, model) => ranking.Strengths[model].Estimate)),
        new("bradley_terry_score", "Bradley–Terry score", "s", "A model's share of the strength of all models.", 0, 1, "1", BradleyTerryPaper, NotConnected, MetricScope.Model, sample => OfModels(sample, (ranking, model) => Estimate.Of(ranking.Scores[model]))),
        new("tie_strength", "Davidson's tie strength", "ν", "The odds of a tie between models of equal strength.", 0, null, "1", "Davidson (1970), https://doi.org/10.1080/01621459.1970.10481082", NotConnected + ", or there is no tie", MetricScope.Project, sample => [Rank(sample, TieRule.Davidson) is { Reason: null } ranking ? Estimate.Of(ranking.TieStrength!.Value) : Estimate.Undefined(Rank(sample, TieRule.Davidson).Reason!)]),
    ];

    private static Metric OfComparisons(
        string id, string name, string symbol, string definition, double highest, string unit, string source, AggregationMethod method, Func<Aggregation, int, double> value) => new(
        id, name, symbol, definition, 0, highest, unit, source, "there is no label", MetricScope.Comparison,
        sample =>
        {
            var comparisons = Enumerable.Range(0, sample.Comparisons.Length);
            if (sample.Table.Labels == 0)
            {
                return [.. comparisons.Select(_ => Estimate.Undefined("There is no label to aggregate."))];
            }

            var result = method.Aggregate(sample.Table, AccuraciesByGolds(sample));
            return [.. comparisons.Select(comparison => Estimate.Of(Math.Min(value(result, comparison), highest)))];
        })
        {
            Relabelling = method.Relabelling,
            IsSeeded = method.IsSeeded,
        };

    /// <summary>How often each annotator gives exactly the level of a gold; the accuracy of chance, and so no weight, to those without a gold.</summary>
    private static double[] AccuraciesByGolds(MetricSample sample) =>
    [
        .. sample.OfAnnotators(own =>
        {
            var right = own.Where(answer => sample.Comparisons[answer.Comparison].Gold is not null)
                .Select(answer => answer.Answer == sample.Comparisons[answer.Comparison].Gold).ToArray();
            return GoldAccuracy.Posterior(new GoldTally(right.Length, right.Count(isRight => isRight)), Confidence).Estimate;
        }).Select(one => one.Value ?? (1.0 / PreferenceLevels.Count)),
    ];

    private static Estimate[] OfModels(MetricSample sample, Func<ModelRanking, int, Estimate> value)
    {
        var ranking = Rank(sample, TieRule.HalfWin);
        return [.. Enumerable.Range(0, sample.Models).Select(model => ranking.Reason is { } reason ? Estimate.Undefined(reason) : value(ranking, model))];
    }

    private static ModelRanking Rank(MetricSample sample, TieRule ties) => BradleyTerry.Fit(
        sample.Models,
        [.. sample.Answers.Select(answer => (Comparison: sample.Comparisons[answer.Comparison], answer.Answer.Direction)).Select(one => new ModelPair(
            one.Comparison.ModelA,
            one.Comparison.ModelB,
            one.Direction == Direction.A ? 1 : 0,
            one.Direction == Direction.Tie ? 1 : 0,
            one.Direction == Direction.B ? 1 : 0))],
        ties, Confidence);
}
