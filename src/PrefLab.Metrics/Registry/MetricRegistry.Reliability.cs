namespace PrefLab.Metrics;

/// <content>How reliable single annotators are.</content>
public static partial class MetricRegistry
{
    private const string Wilson = "Proportion; interval: Wilson (1927), https://doi.org/10.1080/01621459.1927.10502953";
    private const string Quantiles = "Sample quantile; limits: Conover (1999), Practical Nonparametric Statistics, section 3.2";
    private const string NoPace = "there are fewer than ten answers in all, or none by the annotator";

    private static IEnumerable<Metric> Reliability() =>
    [
        new("gold_accuracy", "Gold accuracy", "a", "The share of golds that an annotator answers with the right direction.", 0, 1, "1", Wilson, "before the first gold", MetricScope.Annotator, sample => sample.OfAnnotators(own => GoldAccuracy.Of(sample.Tally(own), Confidence).Estimate)),
        new("gold_posterior", "Gold accuracy, posterior mean", "â", "The mean of the Beta posterior of gold accuracy under Jeffreys' prior.", 0, 1, "1", "Brown, Cai and DasGupta (2001), https://doi.org/10.1214/ss/1009213286", "before the first gold", MetricScope.Annotator, sample => sample.OfAnnotators(own => GoldAccuracy.Posterior(sample.Tally(own), Confidence).Estimate)),
        new("left_share", "Left share", "ℓ", "The share of answers that are no ties for the response displayed on the left; .5 is expected.", 0, 1, "1", Wilson, "while every answer is a tie", MetricScope.Annotator, sample => sample.OfAnnotators(Left)),
        new("time_median", "Median time", "t₅₀", "The time that half of an annotator's answers do not exceed, by the server's clock.", LogTimeHistogram.Shortest, LogTimeHistogram.Longest, "s", Quantiles, "before the first answer", MetricScope.Annotator, sample => sample.OfAnnotators(own => LogTimeHistogram.Quantile(Bins(own, answer => LogTimeHistogram.BinOf(answer.Seconds)), .5))),
        new("relative_time_median", "Median relative time", "r₅₀", "The median of an annotator's times as multiples of what people usually take for the length read.", LogTimeHistogram.Shortest / 100, LogTimeHistogram.Longest / 100, "1", Quantiles + "; usual time: Sen (1968), https://doi.org/10.1080/01621459.1968.10480934", NoPace, MetricScope.Annotator, sample => OfRelativeTimes(sample, bins => RelativeTimes.Quantile(bins, .5, Confidence).Estimate)),
        new("unhurried_share", "Unhurried share", "u", "The share of answers that took at least a third of the usual time for the length read.", 0, 1, "1", Wilson, NoPace, MetricScope.Annotator, sample => OfRelativeTimes(sample, bins => RelativeTimes.UnhurriedShare(bins, Confidence).Estimate)),
        new("reliability", "Reliability summary", "R", "The weighted mean of gold accuracy, agreement with others and unhurried share that are known; it never decides.", 0, 1, "1", "Weights .4, .3 and .3, version 1", "no part is known", MetricScope.Annotator, Summaries),
    ];

    private static Estimate Left(SampledAnswer[] own)
    {
        var directed = own.Where(answer => answer.Answer.Direction != Direction.Tie).ToArray();
        var left = directed.Count(answer => answer.LeftIsA == (answer.Answer.Direction == Direction.A));
        return LeftShare.Of(left, directed.Length - left, Confidence).Estimate;
    }

    private static IReadOnlyList<Estimate> OfRelativeTimes(MetricSample sample, Func<int[], Estimate> compute)
    {
        var pace = ReadingPace.Fit(
            [.. sample.Answers.Select(answer => sample.Comparisons[answer.Comparison].Characters)], [.. sample.Answers.Select(answer => answer.Seconds)], Seed);
        return sample.OfAnnotators(own => pace is null
            ? Estimate.Undefined("There are too few answers to know how long people usually take.")
            : compute(Bins(own, answer => RelativeTimes.BinOf(pace.Ratio(sample.Comparisons[answer.Comparison].Characters, answer.Seconds)))));
    }

    private static int[] Bins(SampledAnswer[] own, Func<SampledAnswer, int> binOf)
    {
        var bins = new int[LogTimeHistogram.BinCount];
        foreach (var answer in own)
        {
            bins[binOf(answer)]++;
        }

        return bins;
    }

    private static IReadOnlyList<Estimate> Summaries(MetricSample sample)
    {
        var golds = Find("gold_posterior").Compute(sample);
        var unhurried = Find("unhurried_share").Compute(sample);
        var directions = sample.Table.Project([0, 0, 1, 2, 2], PreferenceLevels.DirectionCount);
        var agreement = AnnotatorAgreement.LeaveOneOut(directions, CategoryWeights.Identity(PreferenceLevels.DirectionCount), Confidence);
        return [.. golds.Select((gold, annotator) => ReliabilitySummary.Of(gold, agreement[annotator].Estimate, unhurried[annotator]).Value)];
    }
}
