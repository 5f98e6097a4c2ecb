namespace PrefLab.Metrics.Tests;

public sealed class GoldScoringTests
{
    [Theory]
    [InlineData(Preference.AMuchBetter, Preference.ABetter, 1, 0, .75)]
    [InlineData(Preference.ABetter, Preference.ABetter, 1, 1, 1)]
    [InlineData(Preference.Tie, Preference.ABetter, 0, 0, .75)]
    [InlineData(Preference.BBetter, Preference.ABetter, 0, 0, .5)]
    [InlineData(Preference.BMuchBetter, Preference.AMuchBetter, 0, 0, 0)]
    public void Score_EachMeasure_IsAsDefined(Preference answer, Preference expected, double direction, double exact, double ordinal)
    {
        Assert.Equal(direction, GoldScoring.Score(answer, expected, GoldMeasure.Direction));
        Assert.Equal(exact, GoldScoring.Score(answer, expected, GoldMeasure.Exact));
        Assert.Equal(ordinal, GoldScoring.Score(answer, expected, GoldMeasure.Ordinal));
    }

    [Fact]
    public void Score_AnyPair_IsTheSameMirroredAndExchanged()
    {
        foreach (var measure in Enum.GetValues<GoldMeasure>())
        {
            foreach (var answer in Enum.GetValues<Preference>())
            {
                foreach (var expected in Enum.GetValues<Preference>())
                {
                    var score = GoldScoring.Score(answer, expected, measure);
                    Assert.Equal(score, GoldScoring.Score(answer.Mirrored, expected.Mirrored, measure));
                    Assert.Equal(score, GoldScoring.Score(expected, answer, measure));
                }
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>("measure", () => GoldScoring.Score(Preference.Tie, Preference.Tie, (GoldMeasure)9));
    }
}
