namespace PrefLab.Metrics.Tests;

public sealed class AnnotatorBootstrapTests
{
    private static readonly AgreementCoefficient[] Three = [AgreementCoefficient.AlphaNominal, AgreementCoefficient.FleissKappa, AgreementCoefficient.GwetAc1];

    [Fact]
    public void Bca_PeopleOfEqualSkill_IsAboutAsWideAsOverComparisons()
    {
        var table = Simulate(annotators: 40, comparisons: 1_500, _ => .8, seed: 3);

        var people = AnnotatorBootstrap.Bca(table, Three, 1000, .95, seed: 1);
        var comparisons = ComparisonBootstrap.Bca(table.ToHistogram(), Three, 1000, .95, seed: 1);

        Assert.Equal(comparisons.Select(one => one.Estimate), people.Select(one => one.Estimate));
        Assert.All(people.Zip(comparisons), pair => Assert.InRange(Width(pair.First) / Width(pair.Second), .5, 1.6));
    }

    [Fact]
    public void Bca_PeopleOfUnequalSkill_IsWiderThanOverComparisons()
    {
        var table = Simulate(annotators: 20, comparisons: 3_000, annotator => annotator % 2 == 0 ? .95 : .3, seed: 3);

        var people = AnnotatorBootstrap.Bca(table, Three, 1000, .95, seed: 1);
        var comparisons = ComparisonBootstrap.Bca(table.ToHistogram(), Three, 1000, .95, seed: 1);

        Assert.All(people.Zip(comparisons), pair => Assert.True(Width(pair.First) > 2 * Width(pair.Second), $"{pair}"));
    }

    [Fact]
    public void Bca_TwoAnnotatorsOrNobody_IsUndefinedWithAReason()
    {
        var two = RatingTable.FromColumns([0, 0, 1, 1], [0, 1, 0, 1], [0, 0, 1, 0], 2, 2, 2);
        var nobody = RatingTable.FromColumns([], [], [], 0, 0, 2);

        Assert.Contains("Without one", AnnotatorBootstrap.Bca(two, Three, 200, .95, 1)[0].Reason, StringComparison.Ordinal);
        Assert.All(AnnotatorBootstrap.Bca(nobody, Three, 200, .95, 1), one => Assert.False(one.Estimate.IsDefined));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnnotatorBootstrap.Bca(two, Three, 99, .95, 1));
    }

    private static double Width(Interval interval) => interval.Upper!.Value - interval.Lower!.Value;

    private static RatingTable Simulate(int annotators, int comparisons, Func<int, double> skill, ulong seed)
    {
        var random = new SplitMix64(seed);
        var (items, people, labels) = (new List<int>(), new List<int>(), new List<int>());
        for (var comparison = 0; comparison < comparisons; comparison++)
        {
            var truth = (int)(3 * random.NextDouble());
            var first = (int)(annotators * random.NextDouble());
            for (var i = 0; i < 3; i++)
            {
                items.Add(comparison);
                people.Add((first + (i * 7)) % annotators);
                labels.Add(random.NextDouble() < skill(people[^1]) ? truth : (int)(3 * random.NextDouble()));
            }
        }

        return RatingTable.FromColumns([.. items], [.. people], [.. labels], comparisons, annotators, 3);
    }
}
