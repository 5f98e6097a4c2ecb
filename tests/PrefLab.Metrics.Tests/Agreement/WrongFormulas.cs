namespace PrefLab.Metrics.Tests;

/// <summary>What is often computed under the names of coefficients, and is wrong: to know its values where they would appear.</summary>
internal static class WrongFormulas
{
    public static double Compute(string formula, int[][] rows) => formula switch
    {
        "pool_all_pairs" => PoolAllPairs(rows),
        "raters_of_the_first" => RatersOfTheFirst(rows),
        "squares_called_ordinal" => AgreementCoefficient.AlphaInterval.Compute(PatternHistogram.FromCounts(rows[0].Length, [.. rows.SelectMany(row => row)])).Value!.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(formula), formula, "There is no such formula."),
    };

    /// <summary>The coefficient that rightly has the value under its own name; null where the value is no coefficient's.</summary>
    public static string? RightFor(string formula) => formula == "squares_called_ordinal" ? AgreementCoefficient.AlphaInterval.Id : null;

    /// <summary>
    /// An "alpha" that pools the pairs of all comparisons, so that one with many labels counts for more, and expects disagreement from all
    /// labels, those without a partner too; squared differences of codes.
    /// </summary>
    private static double PoolAllPairs(int[][] rows)
    {
        var observed = rows.SelectMany(row => Pairs([.. Labels(row)])).Average();
        var expected = Pairs([.. rows.SelectMany(Labels)]).Average();
        return 1 - (observed / expected);
    }

    /// <summary>A "Fleiss' kappa" that takes the number of labels of the first comparison for that of all.</summary>
    private static double RatersOfTheFirst(int[][] rows)
    {
        var compared = rows.Where(row => row.Sum() > 1).ToArray();
        double raters = compared[0].Sum();
        var observed = compared.Average(row => (row.Sum(count => (double)count * count) - raters) / (raters * (raters - 1)));
        var chance = Enumerable.Range(0, rows[0].Length).Sum(category => Math.Pow(compared.Sum(row => row[category]) / (raters * compared.Length), 2));
        return (observed - chance) / (1 - chance);
    }

    private static IEnumerable<double> Pairs(int[] labels) =>
        from i in Enumerable.Range(0, labels.Length)
        from j in Enumerable.Range(0, i)
        select Math.Pow(labels[i] - labels[j], 2);

    private static IEnumerable<int> Labels(int[] row) => row.SelectMany((count, category) => Enumerable.Repeat(category, count));
}
