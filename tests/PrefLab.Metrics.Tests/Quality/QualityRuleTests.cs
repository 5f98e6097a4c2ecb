using System.Text.Json;

namespace PrefLab.Metrics.Tests;

public sealed class QualityRuleTests
{
    [Theory]
    [InlineData(4, 0, false)]
    [InlineData(5, 2, true)]
    [InlineData(5, 3, false)]
    [InlineData(10, 6, false)]
    [InlineData(10, 5, true)]
    [InlineData(0, 0, false)]
    public void ShouldFlag_ClassicDefaults_FromFiveGoldsBelowSixtyPercent(int golds, int correct, bool expected) =>
        Assert.Equal(expected, new QualityRule.Classic().ShouldFlag(new GoldTally(golds, correct)));

    [Fact]
    public void ShouldFlag_None_IsFalse() => Assert.False(new QualityRule.None().ShouldFlag(new GoldTally(100, 0)));

    [Theory]
    [InlineData(0, .6)]
    [InlineData(5, -.1)]
    [InlineData(5, 1.1)]
    [InlineData(5, double.NaN)]
    public void Classic_OutsideItsRanges_Throws(int minGolds, double minAccuracy) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new QualityRule.Classic(minGolds, minAccuracy));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1, 2)]
    [InlineData(1, -1)]
    public void GoldTally_OutsideItsRanges_Throws(int golds, int correct) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GoldTally(golds, correct));

    [Fact]
    public void Json_EachRule_SurvivesARoundTrip()
    {
        QualityRule[] rules = [new QualityRule.None(), new QualityRule.Classic(8, .7)];

        Assert.Equal(rules, JsonSerializer.Deserialize<QualityRule[]>(JsonSerializer.Serialize(rules)));
        Assert.Contains("\"$type\":\"classic\"", JsonSerializer.Serialize(rules), StringComparison.Ordinal);
    }

    [Fact]
    public void IsCorrect_AnyPair_ComparesDirections()
    {
        foreach (var answer in Enum.GetValues<Preference>())
        {
            foreach (var expected in Enum.GetValues<Preference>())
            {
                var sameSide = Math.Sign((int)answer - 2) == Math.Sign((int)expected - 2);
                Assert.Equal(sameSide, GoldScoring.IsCorrect(answer, expected));
            }
        }
    }
}
