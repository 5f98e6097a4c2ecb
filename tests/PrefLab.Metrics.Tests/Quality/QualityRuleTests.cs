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
        QualityRule[] rules = [new QualityRule.None(), new QualityRule.Classic(8, .7), new QualityRule.Sprt(.9, .6, .05), new QualityRule.Cusum(.9, .6, 4)];

        Assert.Equal(rules, JsonSerializer.Deserialize<QualityRule[]>(JsonSerializer.Serialize(rules)));
    }

    /// <summary>What projects hold in their row.</summary>
    [Theory]
    [InlineData("""{"$type":"none"}""")]
    [InlineData("""{"$type":"classic","MinGolds":8,"MinAccuracy":0.7}""")]
    [InlineData("""{"$type":"sprt","P0":0.8,"P1":0.5,"Alpha":0.01}""")]
    [InlineData("""{"$type":"cusum","P0":0.8,"P1":0.5,"Threshold":5}""")]
    public void Json_StoredRule_IsReadAndWrittenAsItIs(string stored) =>
        Assert.Equal(stored, JsonSerializer.Serialize(JsonSerializer.Deserialize<QualityRule>(stored)));

    [Fact]
    public void Next_StateThroughJsonAfterEveryGold_GoesOnAsIfItHadStayed()
    {
        foreach (var rule in new QualityRule[] { new QualityRule.None(), new QualityRule.Classic(), new QualityRule.Sprt(), new QualityRule.Cusum() })
        {
            var random = new SplitMix64(3);
            var (stored, kept) = (default(GoldTestState), default(GoldTestState));
            for (var gold = 0; gold < 60; gold++)
            {
                var isCorrect = random.NextDouble() < .5;
                kept = rule.Next(kept, isCorrect);
                stored = JsonSerializer.Deserialize<GoldTestState>(JsonSerializer.Serialize(rule.Next(stored, isCorrect)));
            }

            Assert.Equal(kept, stored);
            Assert.Equal(rule is QualityRule.Classic or QualityRule.Sprt, kept.FirstFlag is not null);
            Assert.Equal(rule is QualityRule.Cusum, kept.FirstReview is not null);
        }
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(1000, 0)]
    public void ShouldFlag_Cusum_NeverFlagsWhateverTheTally(int golds, int correct) =>
        Assert.False(new QualityRule.Cusum().ShouldFlag(new GoldTally(golds, correct)));

    [Theory]
    [InlineData(1, .5, .01, "P0")]
    [InlineData(.8, .8, .01, "P1")]
    [InlineData(.8, 0, .01, "P1")]
    [InlineData(.8, double.NaN, .01, "P1")]
    [InlineData(.8, .5, 0, "Alpha")]
    [InlineData(.8, .5, 1, "Alpha")]
    public void Sprt_OutsideItsRanges_NamesTheParameter(double p0, double p1, double alpha, string parameter) =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => new QualityRule.Sprt(p0, p1, alpha));

    [Theory]
    [InlineData(double.NaN, .5, 5, "P0")]
    [InlineData(.8, .9, 5, "P1")]
    [InlineData(.8, .5, 0, "Threshold")]
    [InlineData(.8, .5, double.PositiveInfinity, "Threshold")]
    public void Cusum_OutsideItsRanges_NamesTheParameter(double p0, double p1, double threshold, string parameter) =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => new QualityRule.Cusum(p0, p1, threshold));

    [Fact]
    public void GoldTestState_OutsideItsRanges_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GoldTestState(new GoldTally(2, 1), double.NaN, null, null));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GoldTestState(new GoldTally(2, 1), 0, 3, null));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GoldTestState(new GoldTally(2, 1), 0, null, 0));
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
