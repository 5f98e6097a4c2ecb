using System.Text.Json;

namespace PrefLab.Metrics.Tests;

public sealed class ClassicRuleSharedTests
{
    [Fact]
    public void ShouldFlag_GoldSequences_FirstFlagsWhereTheReferenceDoes()
    {
        var rule = new QualityRule.Classic();
        var cases = ReferenceData.Json("vectors", "gold_sequences.json").GetProperty("cases").EnumerateArray().ToArray();
        foreach (var one in cases)
        {
            var tally = default(GoldTally);
            int? firstFlag = null;
            foreach (var outcome in one.GetProperty("gold_outcomes").EnumerateArray())
            {
                tally = tally.Add(outcome.GetInt32() == 1);
                firstFlag ??= rule.ShouldFlag(tally) ? tally.Golds : null;
            }

            var expected = one.GetProperty("expected").GetProperty("classic_rule_first_flag");
            Assert.Equal(expected.ValueKind == JsonValueKind.Null ? null : expected.GetInt32(), firstFlag);
        }

        Assert.Equal(30, cases.Length);
    }

    /// <summary>The price that the rule's documentation names, by exact dynamic programming over 2,000 golds.</summary>
    [Theory]
    [InlineData(.8, .184)]
    [InlineData(.7, .51)]
    [InlineData(.9, .028)]
    public void ShouldFlag_HonestAnnotatorForLong_IsFlaggedAsOftenAsDocumented(double accuracy, double documented)
    {
        var rule = new QualityRule.Classic();
        const int Golds = 2000;
        var unflagged = new double[Golds + 2];
        unflagged[0] = 1;
        double flagged = 0;
        for (var golds = 1; golds <= Golds; golds++)
        {
            for (var correct = golds; correct >= 0; correct--)
            {
                unflagged[correct] = (unflagged[correct] * (1 - accuracy)) + (correct > 0 ? unflagged[correct - 1] * accuracy : 0);
                if (unflagged[correct] > 0 && rule.ShouldFlag(new GoldTally(golds, correct)))
                {
                    flagged += unflagged[correct];
                    unflagged[correct] = 0;
                }
            }
        }

        Assert.Equal(documented, flagged, .005);
    }
}
