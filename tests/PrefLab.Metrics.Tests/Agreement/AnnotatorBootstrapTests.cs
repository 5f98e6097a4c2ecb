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

    /// <summary>A replicate is a mean of W pseudo-values: its standard error is their deviation over √W, and its middle the coefficient.</summary>
    [Fact]
    public void Bca_PseudoValues_GiveStandardErrorAndMiddle()
    {
        const int People = 12;
        var table = Simulate(People, comparisons: 120, annotator => annotator % 3 == 0 ? .5 : .9, seed: 4);
        double Without(int person) => AgreementCoefficient.AlphaNominal.Compute(Simulate(People, 120, annotator => annotator % 3 == 0 ? .5 : .9, seed: 4, person).ToHistogram()).Value!.Value;
        double[] without = [.. Enumerable.Range(0, People).Select(Without)];
        var deviation = Math.Sqrt(without.Average(one => Math.Pow((People - 1) * (one - without.Average()), 2)));

        var interval = AnnotatorBootstrap.Bca(table, [AgreementCoefficient.AlphaNominal], 4_000, .95, seed: 1)[0];

        Assert.Equal(1, interval.StandardError!.Value / (deviation / Math.Sqrt(People)), .04);
        var middle = (interval.Lower!.Value + interval.Upper!.Value) / 2;
        Assert.InRange(middle - interval.Estimate.Value!.Value, -deviation / Math.Sqrt(People), deviation / Math.Sqrt(People));
    }

    [Fact]
    public void Bca_OneCarelessPerson_ReachesFurtherDownThanUp()
    {
        var table = Simulate(annotators: 12, comparisons: 300, annotator => annotator == 5 ? 0 : .9, seed: 4);

        var interval = AnnotatorBootstrap.Bca(table, [AgreementCoefficient.AlphaNominal], 2_000, .95, seed: 1)[0];

        Assert.True(interval.Estimate.Value - interval.Lower > 1.5 * (interval.Upper - interval.Estimate.Value), $"{interval}");
    }

    /// <summary>Without the first annotator nobody shares a comparison; without one of the others there still is a pair.</summary>
    [Fact]
    public void Bca_OneWhomAllPairsNeed_IsUndefinedWithAReason()
    {
        var table = RatingTable.FromColumns([0, 0, 1, 1], [0, 1, 0, 2], [0, 0, 1, 0], 2, 3, 2);

        Assert.Contains("Without one", AnnotatorBootstrap.Bca(table, [AgreementCoefficient.PairwiseMean], 200, .95, 1)[0].Reason, StringComparison.Ordinal);
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

    private static RatingTable Simulate(int annotators, int comparisons, Func<int, double> skill, ulong seed, int? leftOut = null)
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

        int[] kept = [.. Enumerable.Range(0, items.Count).Where(row => people[row] != leftOut)];
        return RatingTable.FromColumns(
            [.. kept.Select(row => items[row])], [.. kept.Select(row => people[row])], [.. kept.Select(row => labels[row])], comparisons, annotators, 3);
    }
}
