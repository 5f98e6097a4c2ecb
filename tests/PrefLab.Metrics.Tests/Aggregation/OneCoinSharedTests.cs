using System.Text.Json;

namespace PrefLab.Metrics.Tests;

/// <summary>Against an independent implementation of the same iteration; the small tables are in the repository too, other data are skipped where they are absent.</summary>
public sealed class OneCoinSharedTests
{
    public static TheoryData<string, string> Sets => AgreementSharedTests.Sets;

    [Theory]
    [MemberData(nameof(Sets))]
    public void Fit_LabelSet_GivesTheReference(string folder, string set)
    {
        var expected = ReferenceData.Json(folder, set, "expected.json");
        var data = CrowdSet.Load(folder, set, expected.GetProperty("agreement").GetProperty("categories").GetInt32());
        foreach (var (key, estimatePriors) in new[] { ("estimated_prior_50_iterations", true), ("uniform_prior_50_iterations", false) })
        {
            var one = expected.GetProperty("aggregation").GetProperty("one_coin").GetProperty(key);

            var actual = OneCoin.Fit(data.Table, estimatePriors, new EmOptions(50, 0));

            var likelihood = one.GetProperty("loglik").GetDouble();
            Assert.Equal(likelihood, actual.LogLikelihoods[^1], Math.Abs(likelihood) * 1e-9);
            var first = data.Workers.ToList().IndexOf("0");
            Assert.Equal(one.GetProperty("ability_first_worker").GetDouble(), actual.ConfusionOf(first)[0], 1e-6);
            if (folder == "crowd" && one.TryGetProperty("accuracy", out var accuracy))
            {
                Assert.Equal(accuracy.GetDouble(), data.Accuracy(actual), 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_SmallTables_GivesTheReference(bool shared)
    {
        foreach (var one in ReferenceCases.Vectors("dawid_skene_cases.json", shared))
        {
            var expected = one.GetProperty("one_coin_uniform_prior_20");

            var actual = OneCoin.Fit(SmallTable.Of(one), estimatePriors: false, new EmOptions(20, 0));

            var likelihood = expected.GetProperty("loglik").GetDouble();
            Assert.Equal(likelihood, actual.LogLikelihoods[^1], Math.Abs(likelihood) * 1e-9);
            Compare(expected, actual);
        }
    }

    private static void Compare(JsonElement expected, Aggregation actual)
    {
        foreach (var (ability, annotator) in expected.GetProperty("ability").EnumerateArray().Select((ability, i) => (ability, i)))
        {
            Assert.Equal(ability.GetDouble(), actual.ConfusionOf(annotator)[0], 1e-6);
        }

        foreach (var (row, comparison) in expected.GetProperty("posterior").EnumerateArray().Select((row, i) => (row, i)))
        {
            foreach (var (probability, category) in row.EnumerateArray().Select((probability, i) => (probability, i)))
            {
                Assert.Equal(probability.GetDouble(), actual.ProbabilitiesOf(comparison)[category], 1e-6);
            }
        }
    }
}
