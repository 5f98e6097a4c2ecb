using System.Text.Json;

namespace PrefLab.Metrics.Tests;

/// <summary>Against an independent implementation of the same iteration; the small tables are in the repository too, other data are skipped where they are absent.</summary>
public sealed class DawidSkeneSharedTests
{
    public static TheoryData<string, string> Sets => AgreementSharedTests.Sets;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_SmallTables_GivesTheReferenceAfterEachNumberOfIterations(bool shared)
    {
        var compared = 0;
        foreach (var one in ReferenceCases.Vectors("dawid_skene_cases.json", shared))
        {
            var table = SmallTable.Of(one);
            foreach (var (iterations, expected) in Iterations(one.GetProperty("dawid_skene")))
            {
                var actual = DawidSkene.Fit(table, ConfusionPrior.None, new EmOptions(iterations, 0));
                compared += Compare(expected, actual, $"case {one.GetProperty("id")} after {iterations}");
            }
        }

        Assert.True(compared >= 1_000, $"only {compared} values were compared");
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Fit_LabelSet_GivesTheReference(string folder, string set)
    {
        var expected = ReferenceData.Json(folder, set, "expected.json");
        var data = CrowdSet.Load(folder, set, expected.GetProperty("agreement").GetProperty("categories").GetInt32());
        foreach (var (iterations, one) in Iterations(expected.GetProperty("aggregation").GetProperty("dawid_skene")))
        {
            var actual = DawidSkene.Fit(data.Table, ConfusionPrior.None, new EmOptions(iterations, 0));

            var likelihood = one.GetProperty("loglik").GetDouble();
            Assert.Equal(likelihood, actual.LogLikelihoods[^1], Math.Abs(likelihood) * 1e-9);
            Near(one.GetProperty("priors"), actual.Priors.AsSpan());
            var items = one.GetProperty("first_3_items").EnumerateArray().Select(item => data.Items.ToList().IndexOf(item.ToString())).ToList();
            foreach (var (item, row) in items.Zip(one.GetProperty("posterior_first_3_items").EnumerateArray()))
            {
                Near(row, actual.ProbabilitiesOf(item));
            }

            if (one.TryGetProperty("confusion_of_worker", out var confusion))
            {
                var worker = data.Workers.ToList().IndexOf(confusion.GetProperty("worker").ToString());
                Near(confusion.GetProperty("rows_true_class"), actual.ConfusionOf(worker));
            }

            if (folder == "crowd" && one.TryGetProperty("accuracy", out var accuracy))
            {
                Assert.Equal(accuracy.GetDouble(), data.Accuracy(actual), 1e-12);
            }
        }
    }

    private static IEnumerable<(int Iterations, JsonElement Expected)> Iterations(JsonElement runs) => runs.EnumerateObject()
        .Where(run => run.Name.StartsWith("iterations_", StringComparison.Ordinal))
        .Select(run => (int.Parse(run.Name["iterations_".Length..], System.Globalization.CultureInfo.InvariantCulture), run.Value));

    private static int Compare(JsonElement expected, Aggregation actual, string because)
    {
        var likelihood = expected.GetProperty("loglik").GetDouble();
        Assert.True(Math.Abs(likelihood - actual.LogLikelihoods[^1]) <= Math.Abs(likelihood) * 1e-9, $"{because}: {actual.LogLikelihoods[^1]}");
        var compared = 1 + Near(expected.GetProperty("priors"), actual.Priors.AsSpan());
        if (expected.GetProperty("posterior").ValueKind == JsonValueKind.Array)
        {
            foreach (var (row, comparison) in expected.GetProperty("posterior").EnumerateArray().Select((row, i) => (row, i)))
            {
                compared += Near(row, actual.ProbabilitiesOf(comparison));
            }

            foreach (var (matrix, annotator) in expected.GetProperty("confusion").EnumerateArray().Select((matrix, i) => (matrix, i)))
            {
                compared += Near(matrix, actual.ConfusionOf(annotator));
            }
        }

        return compared;
    }

    private static int Near(JsonElement expected, ReadOnlySpan<double> actual)
    {
        var flat = Flatten(expected).ToList();
        Assert.Equal(flat.Count, actual.Length);
        for (var i = 0; i < flat.Count; i++)
        {
            Assert.Equal(flat[i], actual[i], 1e-6);
        }

        return flat.Count;
    }

    private static IEnumerable<double> Flatten(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray().SelectMany(Flatten)
        : [element.GetDouble()];
}
