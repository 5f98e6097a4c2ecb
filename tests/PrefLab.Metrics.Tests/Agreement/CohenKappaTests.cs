using System.Globalization;
using System.Text.Json;

namespace PrefLab.Metrics.Tests;

public sealed class CohenKappaTests
{
    private static readonly JsonElement[] Cases =
        [.. ReferenceCases.Json("cohen.json").EnumerateArray()];

    public static TheoryData<string> Ids => [.. Cases.Select(one => one.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_PublishedTable_GivesThePublishedValues(string id)
    {
        var one = Cases.Single(candidate => candidate.GetProperty("id").ValueEquals(id));
        var k = one.GetProperty("table").GetArrayLength();
        long[] counts = [.. Numbers(one.GetProperty("table")).Select(count => (long)count)];
        var table = ContingencyTable.FromCounts(k, counts);

        foreach (var expected in one.GetProperty("expected").EnumerateObject())
        {
            var digits = expected.Value.GetRawText().Length > 12 ? 1e-12 : 5e-8;
            Assert.Equal(expected.Value.GetDouble(), ValueOf(expected.Name, one, k, table), digits);
        }
    }

    [Theory]
    [InlineData(false, 39)]
    [InlineData(true, 105)]
    public void Compute_SmallMatricesOfTwo_GivesTheReferenceOrIsUndefined(bool shared, int valuesAtLeast)
    {
        var compared = 0;
        foreach (var one in ReferenceCases.Vectors("agreement_cases.json", shared))
        {
            foreach (var name in (string[])["identity", "linear", "quadratic"])
            {
                if (!one.GetProperty("expected").TryGetProperty($"cohen_{name}", out var expected))
                {
                    continue;
                }

                var table = TableOf(one);
                var actual = CohenKappa.Compute(ContingencyTable.Of(table, 0, 1), Weights(name, table.Categories));
                Assert.Equal(expected.ValueKind == JsonValueKind.Null, actual.Value is null);
                Assert.Equal(expected.ValueKind == JsonValueKind.Null ? 0 : expected.GetDouble(), actual.Value ?? 0, 1e-9);

                // With two annotators and nothing missing Conger's kappa is Cohen's.
                if (table.Labels == 2 * table.Comparisons)
                {
                    Assert.Equal(actual.Value ?? 2, CongerKappa.Compute(table, Weights(name, table.Categories)).Value ?? 2, 1e-9);
                }

                compared++;
            }
        }

        Assert.True(compared >= valuesAtLeast, $"only {compared} values were compared");
    }

    [Theory]
    [MemberData(nameof(AgreementSharedTests.Sets), MemberType = typeof(AgreementSharedTests))]
    public void Compute_TopPairsOfALabelSet_GiveTheReference(string folder, string set)
    {
        var reference = ReferenceData.Json(folder, set, "expected.json");
        var labels = CrowdSet.Load(folder, set, reference.GetProperty("agreement").GetProperty("categories").GetInt32());
        var workers = labels.Workers.Select((name, index) => (name, index)).ToDictionary(one => one.name, one => one.index, StringComparer.Ordinal);
        foreach (var pair in reference.GetProperty("cohen_kappa_top_pairs").EnumerateArray())
        {
            var table = ContingencyTable.Of(labels.Table, Worker(pair, "a"), Worker(pair, "b"));

            Assert.Equal(pair.GetProperty("n").GetInt64(), table.Comparisons);
            foreach (var expected in pair.EnumerateObject().Where(entry => entry.Name.StartsWith("kappa_", StringComparison.Ordinal)))
            {
                Assert.Equal(expected.Value.GetDouble(), CohenKappa.Compute(table, Weights(expected.Name[6..], table.Categories)).Value!.Value, 1e-9);
            }
        }

        int Worker(JsonElement pair, string name) => workers[pair.GetProperty(name).GetInt32().ToString(CultureInfo.InvariantCulture)];
    }

    [Fact]
    public void Compute_NothingSharedOrOneCategory_IsUndefinedWithAReason()
    {
        var table = RatingTable.FromColumns([0, 1, 1, 2, 2], [0, 0, 1, 0, 1], [0, 1, 1, 1, 1], 3, 3, 2);

        foreach (var pair in new[] { ContingencyTable.Of(table, 0, 1), ContingencyTable.Of(table, 0, 2) })
        {
            Assert.Null(CohenKappa.Compute(pair, CategoryWeights.Identity(2)).Value);
            Assert.Equal(CohenKappa.Compute(pair, CategoryWeights.Identity(2)).Reason, CohenKappa.Bca(pair, CategoryWeights.Identity(2), 200, .95, 1).Reason);
        }

        Assert.Contains("share no comparison", CohenKappa.Compute(ContingencyTable.Of(table, 0, 2), CategoryWeights.Identity(2)).Reason, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => CohenKappa.Compute(ContingencyTable.Of(table, 0, 1), CategoryWeights.Identity(3)));
        Assert.Throws<ArgumentOutOfRangeException>("confidence", () => CohenKappa.Bca(ContingencyTable.Of(table, 0, 2), CategoryWeights.Identity(2), 200, 1, 1));
        Assert.Throws<ArgumentException>(() => ContingencyTable.Of(table, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("second", () => ContingencyTable.Of(table, 0, 3));
        Assert.Throws<ArgumentException>(() => ContingencyTable.FromCounts(2, [1, 2, 3]));
    }

    [Fact]
    public void Of_RepeatedLabel_TakesTheFirst() =>
        Assert.Equal([0L, 1L, 0L, 0L], ContingencyTable.Of(RatingTable.FromColumns([0, 0, 0], [0, 1, 0], [0, 1, 1], 1, 2, 2), 0, 1).Counts);

    [Fact]
    public void Bca_PublishedTable_HoldsTheEstimateAndIsOfTheKnownWidth()
    {
        var table = ContingencyTable.FromCounts(3, [88, 14, 18, 10, 40, 10, 2, 6, 12]);

        var interval = CohenKappa.Bca(table, CategoryWeights.Identity(3), 4000, .95, seed: 1);

        // The large-sample interval of Fleiss, Cohen and Everitt (1969) is .391 to .592.
        Assert.Equal(.391, interval.Lower!.Value, .015);
        Assert.Equal(.592, interval.Upper!.Value, .015);
        Assert.Equal(interval, CohenKappa.Bca(table, CategoryWeights.Identity(3), 4000, .95, seed: 1));
    }

    /// <summary>A short version of the benchmark `coverage`, whose table is in docs/intervals.md.</summary>
    [Theory]
    [InlineData(.3, 100)]
    [InlineData(.6, 500)]
    [InlineData(.9, 100)]
    public void Bca_ThousandSamples_ContainsTheTruthAsOftenAsItSays(double value, int comparisons)
    {
        var weights = CategoryWeights.Identity(5);
        var pair = SimulatedPair.OfGuesses(weights, value);

        var coverage = CoverageSimulation.Run(pair.Truth(weights), samples: 1_000, seed: 14, (random, seed) =>
            CohenKappa.Bca(pair.Draw(comparisons, random), weights, 400, .95, seed));

        Assert.Equal(value, pair.Truth(weights), 1e-5);
        Assert.Equal(0, coverage.Undefined);
        Assert.InRange(coverage.Covered, .93, .97);
    }

    private static double ValueOf(string name, JsonElement one, int k, ContingencyTable table)
    {
        if (name == "scott")
        {
            return ScottPi.Compute(PatternHistogram.FromPatterns(k, table.Counts.Select((count, cell) => new PatternCount(
                [.. Enumerable.Range(0, k).Select(c => (cell / k == c ? 1 : 0) + (cell % k == c ? 1 : 0))], count)))).Value!.Value;
        }

        var weights = name == "disagreements"
            ? CategoryWeights.FromDisagreements(k, [.. Numbers(one.GetProperty("disagreements"))])
            : Weights(name, k);
        return CohenKappa.Compute(table, weights).Value!.Value;
    }

    private static CategoryWeights Weights(string name, int k) => name switch
    {
        "identity" => CategoryWeights.Identity(k),
        "linear" => CategoryWeights.Linear(k),
        _ => CategoryWeights.Quadratic(k),
    };

    private static IEnumerable<double> Numbers(JsonElement rows) => rows.EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(cell => cell.GetDouble());

    private static RatingTable TableOf(JsonElement one)
    {
        var cells = one.GetProperty("units_by_raters").EnumerateArray()
            .SelectMany((unit, comparison) => unit.EnumerateArray().Select((label, annotator) => (comparison, annotator, label)))
            .Where(cell => cell.label.ValueKind == JsonValueKind.Number).ToArray();
        return RatingTable.FromColumns(
            [.. cells.Select(cell => cell.comparison)],
            [.. cells.Select(cell => cell.annotator)],
            [.. cells.Select(cell => (int)cell.label.GetDouble())],
            one.GetProperty("units_by_raters").GetArrayLength(), 2, one.GetProperty("classes").GetInt32());
    }
}
