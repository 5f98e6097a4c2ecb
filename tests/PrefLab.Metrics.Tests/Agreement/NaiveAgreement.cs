namespace PrefLab.Metrics.Tests;

/// <summary>The definitions word for word, over single labels and pairs of labels: slow, and written apart from the fast path.</summary>
internal static class NaiveAgreement
{
    public static double? Compute(string id, PatternHistogram histogram)
    {
        var comparisons = Expand(histogram);
        var k = histogram.Categories;
        return id switch
        {
            "pairwise_pooled" => Share([.. comparisons.SelectMany(Pairs)]),
            "pairwise_mean" => Mean([.. comparisons.Where(labels => labels.Length > 1).Select(labels => Share([.. Pairs(labels)])!.Value)]),
            "fleiss_kappa" => Fleiss(comparisons, [.. Scale(histogram).Select(c => comparisons.Select(labels => Proportion(labels, c)).DefaultIfEmpty().Average())]),
            "fleiss_kappa_pooled" => Fleiss(comparisons, Pooled(histogram, comparisons)),
            "fleiss_kappa_pooled_paired" => Fleiss(comparisons, Pooled(histogram, [.. comparisons.Where(labels => labels.Length > 1)])),
            "alpha_nominal" => Alpha(comparisons, (a, b, _) => a == b ? 0 : 1),
            "alpha_interval" => Alpha(comparisons, (a, b, _) => (a - b) * (a - b)),
            "alpha_ordinal" => Alpha(comparisons, Ordinal),
            "alpha_ratio" => Alpha(comparisons, (a, b, _) => Math.Pow((a - b) / (a + b + 2.0), 2)),
            "scott_pi" when comparisons.Any(labels => labels.Length > 2) => null,
            "scott_pi" => Fleiss(comparisons, Pooled(histogram, [.. comparisons.Where(labels => labels.Length > 1)])),
            "fleiss_kappa_linear" => Gwet(comparisons, k, Linear, (p, w) => Both(k).Sum(pair => w(pair.C, pair.D) * p[pair.C] * p[pair.D])),
            "fleiss_kappa_quadratic" => Gwet(comparisons, k, Quadratic, (p, w) => Both(k).Sum(pair => w(pair.C, pair.D) * p[pair.C] * p[pair.D])),
            "gwet_ac1" => Gwet(comparisons, k, Plain, (p, _) => p.Sum(share => share * (1 - share)) / (k - 1)),
            "gwet_ac2_linear" => Gwet(comparisons, k, Linear, Ac2),
            "gwet_ac2_quadratic" => Gwet(comparisons, k, Quadratic, Ac2),
            "brennan_prediger" => Gwet(comparisons, k, Plain, (_, _) => 1.0 / k),
            "brennan_prediger_linear" => Gwet(comparisons, k, Linear, (_, w) => Both(k).Average(pair => w(pair.C, pair.D))),
            "brennan_prediger_quadratic" => Gwet(comparisons, k, Quadratic, (_, w) => Both(k).Average(pair => w(pair.C, pair.D))),
            _ => throw new ArgumentOutOfRangeException(nameof(id), id, "There is no naive twin."),
        };
    }

    private static int[][] Expand(PatternHistogram histogram) =>
    [
        .. from row in histogram.Rows()
           from copy in Enumerable.Range(0, (int)row.Comparisons)
           select Enumerable.Range(0, row.Labels.Length).SelectMany(c => Enumerable.Repeat(c, row.Labels[c])).ToArray(),
    ];

    private static IEnumerable<int> Scale(PatternHistogram histogram) => Enumerable.Range(0, histogram.Categories);

    private static IEnumerable<(int First, int Second)> Pairs(int[] labels) =>
        from i in Enumerable.Range(0, labels.Length)
        from j in Enumerable.Range(0, labels.Length)
        where i != j
        select (labels[i], labels[j]);

    private static double Proportion(int[] labels, int category) => labels.Count(label => label == category) / (double)labels.Length;

    private static double[] Pooled(PatternHistogram histogram, int[][] comparisons)
    {
        var labels = comparisons.SelectMany(row => row).ToArray();
        return [.. Scale(histogram).Select(c => labels.Length == 0 ? 0 : Proportion(labels, c))];
    }

    private static double? Share((int First, int Second)[] pairs) =>
        pairs.Length == 0 ? null : pairs.Count(pair => pair.First == pair.Second) / (double)pairs.Length;

    private static double? Mean(double[] values) => values.Length == 0 ? null : values.Average();

    private static double? Fleiss(int[][] comparisons, double[] proportions)
    {
        var observed = Mean([.. comparisons.Where(labels => labels.Length > 1).Select(labels => Share([.. Pairs(labels)])!.Value)]);
        var chance = proportions.Sum(p => p * p);
        return observed is null || chance > 1 - 1e-12 ? null : (observed - chance) / (1 - chance);
    }

    private static IEnumerable<(int C, int D)> Both(int k) => from c in Enumerable.Range(0, k) from d in Enumerable.Range(0, k) select (c, d);

    private static double Plain(int a, int b, int k) => a == b ? 1 : 0;

    private static double Linear(int a, int b, int k) => 1 - (Math.Abs(a - b) / (k - 1.0));

    private static double Quadratic(int a, int b, int k) => 1 - Math.Pow((a - b) / (k - 1.0), 2);

    private static double Ac2(double[] p, Func<int, int, double> w) =>
        Both(p.Length).Sum(pair => w(pair.C, pair.D)) / p.Length / (p.Length - 1) * p.Sum(share => share * (1 - share));

    private static double? Gwet(int[][] comparisons, int k, Func<int, int, int, double> weight, Func<double[], Func<int, int, double>, double> byChance)
    {
        var observed = Mean([.. comparisons.Where(labels => labels.Length > 1).Select(labels => Pairs(labels).Average(pair => weight(pair.First, pair.Second, k)))]);
        if (observed is null)
        {
            return null;
        }

        var chance = byChance([.. Enumerable.Range(0, k).Select(c => comparisons.Average(labels => Proportion(labels, c)))], (a, b) => weight(a, b, k));
        return chance > 1 - 1e-12 ? null : (observed - chance) / (1 - chance);
    }

    private static double? Alpha(int[][] comparisons, Func<int, int, int[], double> squared)
    {
        var pairable = comparisons.Where(labels => labels.Length > 1).ToArray();
        var pool = pairable.SelectMany(labels => labels).ToArray();
        var expected = Pairs(pool).Sum(pair => squared(pair.First, pair.Second, pool)) / pool.Length / (pool.Length - 1);
        var observed = pairable.Sum(labels => Pairs(labels).Sum(pair => squared(pair.First, pair.Second, pool)) / (labels.Length - 1)) / pool.Length;
        return pool.Length == 0 || expected == 0 ? null : 1 - (observed / expected);
    }

    private static double Ordinal(int a, int b, int[] pool)
    {
        if (a == b)
        {
            return 0;
        }

        var between = pool.Count(label => label > Math.Min(a, b) && label < Math.Max(a, b));
        var ends = pool.Count(label => label == a || label == b);
        return Math.Pow(between + (ends / 2.0), 2);
    }
}
