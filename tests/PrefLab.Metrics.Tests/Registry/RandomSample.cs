namespace PrefLab.Metrics.Tests;

/// <summary>Small random projects, and the same ones told differently.</summary>
internal static class RandomSample
{
    public static MetricSample Draw(SplitMix64 random)
    {
        var (annotators, models) = (1 + Below(6), 2 + Below(3));
        var comparisons = Enumerable.Range(0, Below(28)).Select(_ =>
        {
            var first = Below(models);
            return new SampledComparison(first, (first + 1 + Below(models - 1)) % models, Below(3000), Below(3) == 0 ? (Preference)Below(5) : null);
        }).ToArray();
        var careful = random.NextDouble();
        var share = Below(5);
        var answers = comparisons.SelectMany((one, comparison) =>
        {
            var truth = (int?)one.Gold ?? Below(5);
            return Enumerable.Range(0, annotators).Where(_ => Below(5) < share).Select(annotator => new SampledAnswer(
                comparison, annotator, (Preference)(random.NextDouble() < careful ? truth : Below(5)), Below(2) == 0, 60 * random.NextDouble()));
        }).ToArray();
        return new MetricSample(annotators, models, comparisons, answers.OrderBy(_ => random.Next()));

        int Below(int limit) => (int)(limit * random.NextDouble());
    }

    /// <summary>Gives comparison i the index <paramref name="to"/>[i].</summary>
    public static MetricSample MoveComparisons(MetricSample sample, int[] to) => new(
        sample.Table.Annotators,
        sample.Models,
        sample.Comparisons.Select((one, i) => (one, to[i])).OrderBy(pair => pair.Item2).Select(pair => pair.one),
        sample.Answers.Select(answer => answer with { Comparison = to[answer.Comparison] }));

    /// <summary>Gives annotator i the index <paramref name="to"/>[i].</summary>
    public static MetricSample MoveAnnotators(MetricSample sample, int[] to) =>
        WithAnswers(sample, answer => answer with { Annotator = to[answer.Annotator] }, one => one);

    /// <summary>Calls response A B, and B A, everywhere.</summary>
    public static MetricSample Mirror(MetricSample sample) => WithAnswers(
        sample,
        answer => answer with { Answer = answer.Answer.Mirrored, LeftIsA = !answer.LeftIsA },
        one => one with { ModelA = one.ModelB, ModelB = one.ModelA, Gold = one.Gold?.Mirrored });

    /// <summary>Renames the five levels as if they were names only.</summary>
    public static MetricSample Rename(MetricSample sample, int[] to) => WithAnswers(
        sample,
        answer => answer with { Answer = (Preference)to[(int)answer.Answer] },
        one => one with { Gold = one.Gold is { } gold ? (Preference)to[(int)gold] : null });

    public static int[] Permutation(int length, SplitMix64 random) => [.. Enumerable.Range(0, length).OrderBy(_ => random.Next())];

    private static MetricSample WithAnswers(MetricSample sample, Func<SampledAnswer, SampledAnswer> answer, Func<SampledComparison, SampledComparison> comparison) =>
        new(sample.Table.Annotators, sample.Models, sample.Comparisons.Select(comparison), sample.Answers.Select(answer));
}
