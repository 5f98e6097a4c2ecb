using System.Globalization;
using System.Text.Json;

namespace PrefLab.Metrics.Tests;

public sealed class GoldSequenceTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Next_ThirtySequences_SignalWhereTheReferenceDoes(bool shared)
    {
        var cases = ReferenceCases.Vectors("gold_sequences.json", shared);
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
                    Assert.Equal(expected.Value.GetProperty("llr_after_10").GetDouble(), Run(rule, outcomes[..10]).Statistic, 1e-12);
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

        Assert.Equal(30, cases.Count);
    }

    private static GoldTestState Run(QualityRule rule, IEnumerable<bool> outcomes) => outcomes.Aggregate(default(GoldTestState), rule.Next);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static int? NumberOrNull(JsonElement element) => element.ValueKind == JsonValueKind.Null ? null : element.GetInt32();
}
