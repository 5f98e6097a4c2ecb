namespace PrefLab.Metrics;

/// <content>Gold tests, and the figures by which golds and samples are planned.</content>
public static partial class MetricRegistry
{
    private const string Wald = "Wald (1945), https://doi.org/10.1214/aoms/1177731118";

    /// <summary>Five levels at random have the right direction two times in five.</summary>
    private const double ClickerAccuracy = .4;

    private static IEnumerable<Metric> GoldTests() =>
    [
        new("sprt", "Sequential probability ratio", "Λ", "Log of how much likelier an annotator's golds are at accuracy .50 than at .80; 4.6 flags.", null, null, "nat", Wald, "never", MetricScope.Annotator, sample => OfGolds(sample, new QualityRule.Sprt())),
        new("cusum", "Cumulative sum", "S", "The evidence that an annotator has turned from accuracy .80 to .50 lately; 5 calls for a review.", 0, null, "nat", "Page (1954), https://doi.org/10.1093/biomet/41.1-2.100", "never", MetricScope.Annotator, sample => OfGolds(sample, new QualityRule.Cusum())),
        new("peer_evidence", "Evidence from golds and peers", "E", "Log of how much likelier an annotator's answers are if they do not depend on the truth, as golds and others tell it.", null, null, "nat", "Ramdas et al. (2023), https://doi.org/10.1214/23-STS894; Krichevsky and Trofimov (1981), https://doi.org/10.1109/TIT.1981.1056331", "never", MetricScope.Annotator, sample => sample.OfAnnotators(own => PeerEvidence(sample, own))),
        new("ever_flagged", "Probability ever to be flagged", "P(flag)", "The probability that the sequential test flags an annotator of the gold accuracy of all within 200 golds.", 0, 1, "1", Wald + "; dynamic programming", "before the first gold", MetricScope.Project, sample => [OfPooledAccuracy(sample, accuracy => Estimate.Of(Characteristic(accuracy).Ever))]),
        new("golds_to_flag", "Golds until flagged", "n(flag)", "The mean number of golds until the sequential test flags those whom it flags within 200 golds, at the gold accuracy of all.", 1, 200, "golds", Wald + "; dynamic programming", "before the first gold, or when nobody is flagged", MetricScope.Project, sample => [OfPooledAccuracy(sample, accuracy => Characteristic(accuracy).MeanGolds)]),
        new("gold_difficulty", "Difficulty of a gold", "p", "The share of right answers to a gold; a hard one has few.", 0, 1, "1", "Lord and Novick (1968), ch. 15", "it is no gold, or nobody answered it", MetricScope.Comparison, sample => OfItems(sample, own => GoldAccuracy.Of(sample.Tally(own), Confidence).Estimate)),
        new("gold_discrimination", "Discrimination of a gold", "r_pb", "The correlation of the answers to a gold, right or wrong, with the same annotators' share of right answers to the other golds.", -1, 1, "1", "Henrysson (1963), https://doi.org/10.1007/BF02289618", "it is no gold, has fewer than three answers, or nothing varies", MetricScope.Comparison, sample => OfItems(sample, own => Discrimination(sample, own))),
    ];

    private static IEnumerable<Metric> Planning() =>
    [
        new("gold_rate", "Gold rate", "g", "The smallest share of golds at which half of the random clickers are flagged within the tasks of the busiest annotator.", 0, 1, "1", Wald + "; binomial number of golds", "even golds alone would not do", MetricScope.Project, sample => [GoldPlan.RateFor(Characteristic(ClickerAccuracy), .5, Math.Max(1, Busiest(sample)))]),
        new("gold_pool", "Gold pool", "G", "The golds that all annotators need if each does as many tasks as the busiest, one in ten a gold, none seen by more than three.", 0, null, "golds", "Counting", "never", MetricScope.Project, sample => [Estimate.Of(GoldPlan.PoolFor(Busiest(sample), Math.Max(1, sample.Table.Annotators), .1, 3))]),
        new("planned_comparisons", "Planned comparisons", "N", "The comparisons with three labels that give ordinal alpha an interval of width .1.", 10, 1e9, "comparisons", "Monte Carlo from a pilot; Efron and Tibshirani (1993), https://doi.org/10.1201/9780429246593", "alpha is, the pilot varies too little, or more than 10⁹ are needed", MetricScope.Project, sample => [AlphaPlan.Comparisons(sample.Histogram, LevelDifference.Ordinal, 3, .1, Confidence, AlphaPlan.FewestReplicates, Seed)]) { IsSeeded = true },
        new("planned_width", "Planned width", "w", "The width of the interval of ordinal alpha from a hundred comparisons with three labels.", 0, 2, "1", "Monte Carlo from a pilot; Efron and Tibshirani (1993), https://doi.org/10.1201/9780429246593", "alpha is, or is in many replicates", MetricScope.Project, sample => [AlphaPlan.Width(sample.Histogram, LevelDifference.Ordinal, 3, 100, Confidence, AlphaPlan.FewestReplicates, Seed)]) { IsSeeded = true },
    ];

    private static IReadOnlyList<Estimate> OfGolds(MetricSample sample, QualityRule rule) =>
        sample.OfAnnotators(own => Estimate.Of(sample.Outcomes(own).Aggregate(default(GoldTestState), rule.Next).Statistic));

    private static IReadOnlyList<Estimate> OfItems(MetricSample sample, Func<SampledAnswer[], Estimate> compute)
    {
        var items = sample.Answers.ToLookup(one => one.Comparison);
        return [.. sample.Comparisons.Select((comparison, index) => comparison.Gold is null ? Estimate.Undefined("It is no gold.") : compute([.. items[index]]))];
    }

    private static Estimate Discrimination(MetricSample sample, SampledAnswer[] own)
    {
        var scores = sample.Answers.ToLookup(one => one.Annotator);
        var rest = own.Select(one => sample.Tally(scores[one.Annotator].Where(other => other.Comparison != one.Comparison))).ToArray();
        var counted = own.Select((one, i) => (IsRight: sample.Outcomes([one]).Single(), Others: rest[i])).Where(pair => pair.Others.Golds > 0).ToArray();
        return ItemAnalysis.Discrimination([.. counted.Select(pair => pair.IsRight)], [.. counted.Select(pair => pair.Others.Correct / (double)pair.Others.Golds)]);
    }

    private static Estimate PeerEvidence(MetricSample sample, SampledAnswer[] own)
    {
        var test = new PeerTest();
        return Estimate.Of(PeerTest.Evidence(own.Aggregate(
            default(PeerTestState), (state, answer) => test.Next(state, answer.Answer, answer.LeftIsA, Belief(sample, answer)))));
    }

    private static TruthBelief Belief(MetricSample sample, SampledAnswer answer)
    {
        if (sample.Comparisons[answer.Comparison].Gold is { } gold)
        {
            return TruthBelief.Known(gold.Direction);
        }

        var labels = sample.Table.LabelsOf(answer.Comparison);
        var annotators = sample.Table.AnnotatorsOf(answer.Comparison);
        var others = new int[PreferenceLevels.DirectionCount];
        for (var i = 0; i < labels.Length; i++)
        {
            others[(int)((Preference)labels[i]).Direction] += annotators[i] == answer.Annotator ? 0 : 1;
        }

        return TruthBelief.FromPeers(others[(int)Direction.A], others[(int)Direction.Tie], others[(int)Direction.B]);
    }

    private static Estimate OfPooledAccuracy(MetricSample sample, Func<double, Estimate> compute)
    {
        var accuracy = GoldAccuracy.Of(sample.Tally(sample.Answers), Confidence).Estimate;
        return accuracy.Value is { } value ? compute(value) : accuracy;
    }

    private static OperatingCharacteristic Characteristic(double accuracy) => OperatingCharacteristic.Of(new QualityRule.Sprt(), accuracy, 200);

    private static int Busiest(MetricSample sample) => sample.Answers.GroupBy(one => one.Annotator).Select(own => own.Count()).DefaultIfEmpty().Max();
}
