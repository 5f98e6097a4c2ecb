using System.Globalization;
using System.Text.Json;

namespace PrefLab.Metrics.Tests;

public sealed class GoldSequenceTests
{
    private static readonly JsonElement[] Cases =
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "gold.json"))).RootElement.EnumerateArray()];

    public static TheoryData<string> Ids => [.. Cases.Select(one => one.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Next_ReferenceSequence_SignalsWhereTheReferenceDoes(string id)
    {
        var one = Cases.Single(candidate => candidate.GetProperty("id").ValueEquals(id));
        var outcomes = one.GetProperty("outcomes").GetString()!.Select(outcome => outcome == '1').ToArray();

        Assert.Equal(NumberOrNull(one.GetProperty("classic")), Run(new QualityRule.Classic(), outcomes).FirstFlag);
        Assert.Equal(NumberOrNull(one.GetProperty("cusum")), Run(new QualityRule.Cusum(), outcomes).FirstReview);
        foreach (var test in one.GetProperty("sprt").EnumerateArray())
        {
            var rule = new QualityRule.Sprt(
                test.GetProperty("p0").GetDouble(), test.GetProperty("p1").GetDouble(), test.GetProperty("alpha").GetDouble());
            Assert.Equal(NumberOrNull(test.GetProperty("first")), Run(rule, outcomes).FirstFlag);
            Assert.Equal(test.GetProperty("llr_after_10").GetDouble(), Run(rule, outcomes[..10]).Statistic, 1e-12);
        }
    }

    [Fact]
    public void Next_ThirtySharedSequences_SignalWhereTheReferenceDoes()
    {
        var cases = ReferenceData.Json("vectors", "gold_sequences.json").GetProperty("cases").EnumerateArray().ToArray();
        foreach (var one in cases)
        {
            bool[] outcomes = [.. one.GetProperty("gold_outcomes").EnumerateArray().Select(outcome => outcome.GetInt32() == 1)];
            foreach (var expected in one.GetProperty("expected").EnumerateObject())
            {
                if (expected.Name.StartsWith("sprt", StringComparison.Ordinal))
                {
                    double[] numbers = [.. expected.Name.Split('_', '=').Where(part => part.Contains('.', StringComparison.Ordinal)).Select(Number)];
                    var rule = new QualityRule.Sprt(numbers[0], numbers[1], numbers[2]);
                    Assert.Equal(NumberOrNull(expected.Value.GetProperty("first_flag")), Run(rule, outcomes).FirstFlag);
                    Assert.Equal(expected.Value.GetProperty("llr_after_10").GetDouble(), Run(rule, outcomes[..10]).Statistic, 1e-9);
                    Assert.Equal(expected.Value.GetProperty("llr_after_150").GetDouble(), Run(rule, outcomes).Statistic, 1e-9);
                }
                else if (expected.Name.StartsWith("cusum", StringComparison.Ordinal))
                {
                    Assert.Equal(NumberOrNull(expected.Value), Run(new QualityRule.Cusum(), outcomes).FirstReview);
                }
                else
                {
                    Assert.Equal(NumberOrNull(expected.Value), Run(new QualityRule.Classic(), outcomes).FirstFlag);
                }
            }
        }

        Assert.Equal(30, cases.Length);
    }

    private static GoldTestState Run(QualityRule rule, IEnumerable<bool> outcomes) => outcomes.Aggregate(default(GoldTestState), rule.Next);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static int? NumberOrNull(JsonElement element) => element.ValueKind == JsonValueKind.Null ? null : element.GetInt32();
}
