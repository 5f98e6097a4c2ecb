namespace PrefLab.Metrics.Tests;

/// <summary>The fast path against <see cref="NaiveEm"/>: up to eight categories and more, and tables that are worked on in several portions.</summary>
public sealed class ExpectationMaximisationTests
{
    private const int Iterations = 6;

    [Theory]
    [InlineData(2, 60)]
    [InlineData(3, 60)]
    [InlineData(8, 60)]
    [InlineData(9, 60)]
    [InlineData(17, 60)]
    [InlineData(3, 30_000)]
    [InlineData(9, 25_000)]
    public void Fit_DawidSkene_IsTheEquations(int categories, int comparisons)
    {
        var table = Draw(categories, comparisons);
        var naive = new NaiveEm(table);
        var (likelihoods, changes) = Steps(naive, counts => Posterior(counts, (truth, label) => truth == label ? 2 : .5));

        var fit = DawidSkene.Fit(table, ConfusionPrior.Map, new EmOptions(Iterations, 0));

        Same(naive, likelihoods, fit);
        StopsAt(changes, tolerance => DawidSkene.Fit(table, ConfusionPrior.Map, new EmOptions(200, tolerance)));
    }

    [Fact]
    public void Fit_DawidSkeneWithoutPriorOrOrdinal_IsTheEquations()
    {
        var table = Draw(3, 200);
        var (plain, ordinal) = (new NaiveEm(table), new NaiveEm(table));

        // Decay one half: the wrong labels of an end are 2/3 and 1/3 of their sum, those of the middle are alike.
        double[,] pseudo = { { 2, 2 / 3.0, 1 / 3.0 }, { .5, 2, .5 }, { 1 / 3.0, 2 / 3.0, 2 } };
        var likelihoods = Steps(plain, counts => Posterior(counts, (_, _) => 0)).LogLikelihoods;
        Same(plain, likelihoods, DawidSkene.Fit(table, ConfusionPrior.None, new EmOptions(Iterations, 0)));
        likelihoods = Steps(ordinal, counts => Posterior(counts, (truth, label) => pseudo[truth, label])).LogLikelihoods;
        Same(ordinal, likelihoods, DawidSkene.Fit(table, ConfusionPrior.Ordinal, new EmOptions(Iterations, 0)));
    }

    /// <summary>The step before the first is that of the earlier matrices; who is new in the table labels at random to begin with.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    public void Fit_DawidSkeneFromAnEarlierResult_BeginsThere(int known)
    {
        var table = Draw(3, 60);
        int[] rows = [.. Enumerable.Range(0, table.Comparisons).SelectMany(i => Enumerable.Repeat(i, table.LabelsOf(i).Length))];
        int[] people = [.. Enumerable.Range(0, table.Comparisons).SelectMany(i => table.AnnotatorsOf(i).ToArray())];
        int[] labels = [.. Enumerable.Range(0, table.Comparisons).SelectMany(i => table.LabelsOf(i).ToArray()).Select(label => (int)label)];
        int[] kept = [.. Enumerable.Range(0, rows.Length).Where(at => people[at] < known)];
        var before = RatingTable.FromColumns([.. kept.Select(at => rows[at])], [.. kept.Select(at => people[at])], [.. kept.Select(at => labels[at])], 60, known, 3);
        var earlier = DawidSkene.Fit(before, ConfusionPrior.Map, new EmOptions(3, 0));
        var naive = new NaiveEm(table);
        earlier.Priors.CopyTo(naive.Priors);
        foreach (var (annotator, cell) in from annotator in Enumerable.Range(0, 12) from cell in Enumerable.Range(0, 9) select (annotator, cell))
        {
            naive.Confusions[annotator][cell / 3, cell % 3] = annotator < known ? earlier.ConfusionOf(annotator)[cell] : 1 / 3.0;
        }

        naive.Expect();
        naive.Step(counts => Posterior(counts, (truth, label) => truth == label ? 2 : .5));

        Same(naive, [naive.LogLikelihood], DawidSkene.Fit(table, ConfusionPrior.Map, new EmOptions(1, 0), earlier));
    }

    [Fact]
    public void Fit_NothingMovesAnyMore_ToleranceOfZeroDoesAllIterations()
    {
        var table = SmallTable.Of(2, (0, 0, 0), (0, 1, 0), (1, 0, 1), (1, 1, 1));

        Assert.Equal(60, DawidSkene.Fit(table, ConfusionPrior.None, new EmOptions(60, 0)).LogLikelihoods.Length);
        Assert.Equal(60, OneCoin.Fit(table, estimatePriors: true, new EmOptions(60, 0)).LogLikelihoods.Length);
        Assert.Equal(2_000, SubtypeModel.Fit(table, new SubtypeOptions(1, 2_000, 0) { Subtypes = [1] }).LogLikelihoods.Length);
    }

    [Theory]
    [InlineData(2, 60, false)]
    [InlineData(3, 60, true)]
    [InlineData(9, 60, false)]
    [InlineData(4, 30_000, true)]
    public void Fit_OneCoin_IsTheEquations(int categories, int comparisons, bool estimatePriors)
    {
        var table = Draw(categories, comparisons);
        var naive = new NaiveEm(table);
        var (likelihoods, changes) = Steps(naive, OneCoinOf, estimatePriors);

        var fit = OneCoin.Fit(table, estimatePriors, new EmOptions(Iterations, 0));

        Same(naive, likelihoods, fit);
        StopsAt(changes, tolerance => OneCoin.Fit(table, estimatePriors, new EmOptions(200, tolerance)));
    }

    /// <summary>Two who always agree have the ability 1, of which no logarithm is taken: the other category is (10⁻¹⁰)² as likely.</summary>
    [Fact]
    public void Fit_OneCoinOfTwoWhoAlwaysAgree_LeavesTheOtherCategoryPossible()
    {
        var fit = OneCoin.Fit(SmallTable.Of(2, (0, 0, 0), (0, 1, 0), (1, 0, 1), (1, 1, 1)), estimatePriors: false, new EmOptions());

        Assert.Equal([1, 0, 0, 1], fit.ConfusionOf(0).ToArray());
        Assert.Equal(1, fit.ProbabilitiesOf(0)[1] / 1e-20, 1e-6);
        Assert.Equal(1, fit.ProbabilitiesOf(1)[0] / 1e-20, 1e-6);
    }

    /// <summary>Up to five labels on a comparison, of which easy ones come first; the last annotator and some comparisons have none.</summary>
    private static RatingTable Draw(int categories, int comparisons)
    {
        var random = new SplitMix64((ulong)categories);
        var (items, people, labels) = (new List<int>(), new List<int>(), new List<int>());
        for (var comparison = 0; comparison < comparisons; comparison++)
        {
            var truth = (int)(categories * Math.Pow(random.NextDouble(), 1.5));
            var first = (int)(11 * random.NextDouble());
            for (var i = (int)(6 * random.NextDouble()); i > 0; i--)
            {
                items.Add(comparison);
                people.Add((first + (i * 2)) % 11);
                var skill = comparison < comparisons / 3 ? .97 : .4 + (.05 * people[^1]);
                labels.Add(random.NextDouble() < skill ? truth : (int)(categories * random.NextDouble()));
            }
        }

        return RatingTable.FromColumns([.. items], [.. people], [.. labels], comparisons, 12, categories);
    }

    private static (double[] LogLikelihoods, double[] Changes) Steps(NaiveEm naive, Func<double[,], double[,]> confusion, bool estimatePriors = true)
    {
        var (likelihoods, changes) = (new double[Iterations], new double[Iterations]);
        for (var i = 0; i < Iterations; i++)
        {
            naive.Step(confusion, estimatePriors);
            (likelihoods[i], changes[i]) = (naive.LogLikelihood, naive.Change);
        }

        return (likelihoods, changes);
    }

    private static double[,] Posterior(double[,] counts, Func<int, int, double> pseudo)
    {
        var k = counts.GetLength(0);
        var matrix = new double[k, k];
        for (var truth = 0; truth < k; truth++)
        {
            var total = Enumerable.Range(0, k).Sum(label => counts[truth, label] + pseudo(truth, label));
            for (var label = 0; label < k; label++)
            {
                matrix[truth, label] = total > 0 ? (counts[truth, label] + pseudo(truth, label)) / total : 1.0 / k;
            }
        }

        return matrix;
    }

    private static double[,] OneCoinOf(double[,] counts)
    {
        var k = counts.GetLength(0);
        var (right, total) = (Enumerable.Range(0, k).Sum(c => counts[c, c]), counts.Cast<double>().Sum());
        var ability = total > 0 ? right / total : 1.0 / k;
        var matrix = new double[k, k];
        foreach (var (truth, label) in from truth in Enumerable.Range(0, k) from label in Enumerable.Range(0, k) select (truth, label))
        {
            matrix[truth, label] = truth == label ? ability : (1 - ability) / (k - 1);
        }

        return matrix;
    }

    private static void Same(NaiveEm naive, double[] likelihoods, Aggregation fit)
    {
        Assert.All(likelihoods.Zip(fit.LogLikelihoods), pair => Assert.Equal(1, pair.Second / pair.First, 1e-10));
        Assert.Equal(likelihoods.Length, fit.LogLikelihoods.Length);
        Assert.True(Near(naive.Priors, fit.Priors.AsSpan()));
        Assert.All(naive.Confusions.Select((matrix, annotator) => (matrix, annotator)), one => Assert.True(Near([.. one.matrix.Cast<double>()], fit.ConfusionOf(one.annotator))));
        Assert.DoesNotContain(false, naive.Posterior.Select((row, comparison) => Near(row, fit.ProbabilitiesOf(comparison))));
    }

    private static bool Near(double[] expected, ReadOnlySpan<double> actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) < 1e-9))
            {
                return false;
            }
        }

        return expected.Length == actual.Length;
    }

    /// <summary>A tolerance just above the smallest change ends the iteration there and not before.</summary>
    private static void StopsAt(double[] changes, Func<double, Aggregation> fit)
    {
        var least = changes.Min();
        var stopped = fit(least * (1 + 1e-6));

        Assert.Equal(Array.IndexOf(changes, least) + 1, stopped.LogLikelihoods.Length);
        Assert.Equal(StopReason.Converged, stopped.Stopped);
    }
}
