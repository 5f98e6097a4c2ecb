namespace PrefLab.Metrics.Tests;

/// <summary>What holds for every metric of the registry, on small random projects.</summary>
public sealed class MetricRegistryTests
{
    private const double Tolerance = 1e-6;

    /// <summary>
    /// Expectation-maximisation on labels that are symmetric between categories stands on a saddle, which it leaves by the rounding of sums:
    /// so few of the small projects may come out otherwise when they are told otherwise.
    /// </summary>
    private const int FewSaddles = 4;

    public static TheoryData<string> Ids => [.. MetricRegistry.All.Select(metric => metric.Id)];

    [Fact]
    public void All_Registered_SayWhatTheyAreAndDiffer()
    {
        Assert.All(MetricRegistry.All, one => Assert.Matches("^[a-z0-9_]+$", one.Id));
        Assert.All(MetricRegistry.All, one => Assert.Matches(@"^[A-Z1].*[^.]\.$", one.Definition));
        foreach (var text in (Func<Metric, string>[])[one => one.Name, one => one.Symbol, one => one.Unit, one => one.Source, one => one.UndefinedWhen])
        {
            Assert.All(MetricRegistry.All, one => Assert.False(string.IsNullOrWhiteSpace(text(one)), one.Id));
        }

        var names = MetricRegistry.All.SelectMany(one => new[] { one.Id, one.Name, one.Symbol }.Distinct(StringComparer.Ordinal)).ToArray();
        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(MetricRegistry.All.Count, MetricRegistry.All.DistinctBy(one => one.Definition).Count());
    }

    [Fact]
    public void Find_IdNameOrSymbol_IsTheMetricAndElseAnErrorThatListsThem()
    {
        Assert.All(MetricRegistry.All, one => Assert.All([one.Id, one.Name, one.Symbol], name => Assert.Same(one, MetricRegistry.Find(name))));
        Assert.Contains("conger_kappa", Assert.Throws<ArgumentException>("name", () => MetricRegistry.Find("kappa")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_RandomProjects_IsInItsRangeAndIndifferentToHowTheyAreTold(string id)
    {
        var metric = MetricRegistry.Find(id);
        var random = new SplitMix64(2_026);
        var (defined, undefined) = (0, 0);
        var differences = new List<string>();
        for (var trial = 0; trial < (metric.IsSeeded ? 12 : 60); trial++)
        {
            var sample = RandomSample.Draw(random);
            var labels = Labels(sample);
            var values = metric.Compute(sample);
            Assert.Equal(labels, Labels(sample));
            Assert.Equal(values, metric.Compute(sample));
            Assert.Equal(Expected(metric, sample), values.Count);
            Assert.All(values, value => CheckRange(metric, value));
            defined += values.Count(value => value.IsDefined);
            undefined += values.Count(value => !value.IsDefined);
            if (!metric.IsSeeded)
            {
                differences.AddRange(Differences(metric, sample, values, random));
            }
        }

        var iterates = id.StartsWith("certainty_dawid_skene", StringComparison.Ordinal) || id is "certainty_one_coin" or "entropy";
        Assert.True(differences.Count <= (iterates ? FewSaddles : 0), string.Join(", ", differences));
        Assert.True(defined > 0, "never defined");
        Assert.Equal(metric.UndefinedWhen.StartsWith("never", StringComparison.Ordinal), undefined == 0);
    }

    [Fact]
    public void Compute_RenamedLevels_ChangesWhatLooksAtTheirOrder()
    {
        var random = new SplitMix64(4);
        var changed = new HashSet<string>(StringComparer.Ordinal);
        for (var trial = 0; trial < 30; trial++)
        {
            var sample = RandomSample.Draw(random);
            foreach (var metric in MetricRegistry.All.Where(one => one.Relabelling != Relabelling.Any && !one.IsSeeded))
            {
                if (!Same(metric.Compute(sample), metric.Compute(RandomSample.Rename(sample, [1, 2, 3, 4, 0]))))
                {
                    changed.Add(metric.Id);
                }
            }
        }

        var indifferent = MetricRegistry.All.Where(one => one.Relabelling != Relabelling.Any && !one.IsSeeded && !changed.Contains(one.Id)).Select(one => one.Id);
        Assert.Equal(["gold_pool", "gold_rate", "relative_time_median", "time_median", "unhurried_share"], indifferent.Order(StringComparer.Ordinal));
    }

    private static void CheckRange(Metric metric, Estimate value)
    {
        if (value.Value is { } number)
        {
            Assert.True(double.IsFinite(number), metric.Id);
            Assert.InRange(number, (metric.Lowest ?? double.NegativeInfinity) - 1e-9, (metric.Highest ?? double.PositiveInfinity) + 1e-9);
        }
        else
        {
            Assert.False(string.IsNullOrWhiteSpace(value.Reason));
        }
    }

    private static IEnumerable<string> Differences(Metric metric, MetricSample sample, IReadOnlyList<Estimate> values, SplitMix64 random)
    {
        var comparisons = RandomSample.Permutation(sample.Comparisons.Length, random);
        var moved = metric.Compute(RandomSample.MoveComparisons(sample, comparisons));
        if (!Same(values, metric.Scope == MetricScope.Comparison ? [.. comparisons.Select(place => moved[place])] : moved))
        {
            yield return "comparisons in another order";
        }

        var annotators = RandomSample.Permutation(sample.Table.Annotators, random);
        moved = metric.Compute(RandomSample.MoveAnnotators(sample, annotators));
        var isSame = metric.Scope switch
        {
            MetricScope.Annotator => Same(values, [.. annotators.Select(place => moved[place])]),
            MetricScope.AnnotatorPair => Same(Sorted(values), Sorted(moved)),
            _ => Same(values, moved),
        };
        if (!isSame)
        {
            yield return "annotators in another order";
        }

        if (metric.Relabelling != Relabelling.None && !Same(values, metric.Compute(RandomSample.Mirror(sample))))
        {
            yield return "A and B exchanged";
        }

        var names = RandomSample.Permutation(PreferenceLevels.Count, random);
        if (metric.Relabelling == Relabelling.Any && !Same(values, metric.Compute(RandomSample.Rename(sample, names))))
        {
            yield return "levels renamed";
        }
    }

    private static int Expected(Metric metric, MetricSample sample) => metric.Scope switch
    {
        MetricScope.Project => 1,
        MetricScope.Annotator => sample.Table.Annotators,
        MetricScope.AnnotatorPair => AnnotatorAgreement.Matrix(sample.Table).Count,
        MetricScope.Comparison => sample.Comparisons.Length,
        _ => sample.Models,
    };

    private static Estimate[] Sorted(IReadOnlyList<Estimate> values) => [.. values.OrderBy(value => value.Value ?? double.MaxValue)];

    private static bool Same(IReadOnlyList<Estimate> first, IReadOnlyList<Estimate> second) => first.Count == second.Count && first.Zip(second).All(pair =>
        pair.First.IsDefined == pair.Second.IsDefined
        && Math.Abs((pair.First.Value ?? 0) - (pair.Second.Value ?? 0)) <= Tolerance * Math.Max(1, Math.Abs(pair.First.Value ?? 0)));

    private static string Labels(MetricSample sample) => string.Join(' ', Enumerable.Range(0, sample.Table.Comparisons).Select(comparison =>
        string.Join(',', sample.Table.LabelsOf(comparison).ToArray()) + ':' + string.Join(',', sample.Table.AnnotatorsOf(comparison).ToArray())));
}
