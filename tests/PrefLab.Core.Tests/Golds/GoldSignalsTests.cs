using PrefLab.Core.Annotators;
using PrefLab.Core.Golds;
using PrefLab.Metrics;

namespace PrefLab.Core.Tests.Golds;

/// <summary>Simulated answers to golds: how often signals are raised for nothing, and how often when there is something.</summary>
public sealed class GoldSignalsTests
{
    private const int Golds = 2_000;

    /// <summary>Who works early may be bad and be gone later, slow when right, and quick by nature: none of it is a leak.</summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, .7)]
    public void IsLeaked_KnownToNobody_IsRaisedForAtMostOneInAHundred(bool badOnesFirst, double secondsWhenRight)
    {
        var random = new Random(5);
        var raised = Enumerable.Range(0, Golds).Count(_ => GoldSignals.IsLeaked(Answers(
            random, 40, place => badOnesFirst && place < 15 ? .5 : .85, _ => secondsWhenRight, knownFrom: 40)));

        Assert.InRange(raised / (double)Golds, 0, .01);
    }

    [Fact]
    public void IsLeaked_KnownFromTheMiddle_IsRaised()
    {
        var random = new Random(6);
        var raised = Enumerable.Range(0, 300).Count(_ => GoldSignals.IsLeaked(Answers(random, 100, _ => .55, _ => 1, knownFrom: 50)));

        Assert.InRange(raised / 300.0, .85, 1);
    }

    /// <summary>Looked at after each answer, as leads do.</summary>
    [Theory]
    [InlineData(.15, 0, .05)]
    [InlineData(.85, .99, 1)]
    public void IsAmbiguous_ReliableOnesErrOrContradict_IsRaisedForTheOther(double wrong, double least, double most)
    {
        var random = new Random(7);
        var raised = Enumerable.Range(0, Golds).Count(_ =>
        {
            var answers = new List<GoldAnswer>();
            return Enumerable.Range(0, 20).Any(_ =>
            {
                answers.Add(new GoldAnswer(Preference.ABetter, random.NextDouble() >= wrong, Standing.Active, new GoldTally(20, 18), 20, 20));
                return GoldSignals.IsAmbiguous(GoldSignals.Contradiction(answers));
            });
        });

        Assert.InRange(raised / (double)Golds, least, most);
    }

    [Theory]
    [InlineData(Standing.Active, 5, 4, true)]
    [InlineData(Standing.Active, 5, 3, false)]
    [InlineData(Standing.Active, 4, 4, false)]
    [InlineData(Standing.Flagged, 50, 50, false)]
    public void IsReliable_ByStandingAndOtherGolds(Standing standing, int golds, int right, bool reliable) =>
        Assert.Equal(reliable, GoldSignals.IsReliable(standing, new GoldTally(golds, right)));

    private static List<GoldAnswer> Answers(Random random, int count, Func<int, double> skill, Func<int, double> secondsWhenRight, int knownFrom)
    {
        var answers = new List<GoldAnswer>();
        for (var place = 0; place < count; place++)
        {
            var (accuracy, usual) = (skill(place), 10 + (random.NextDouble() * 50));
            var right = place >= knownFrom || random.NextDouble() < accuracy;
            var others = Enumerable.Range(0, 10).Count(_ => random.NextDouble() < accuracy);
            var seconds = usual * Math.Exp(random.NextDouble() - .5) * (right ? secondsWhenRight(place) : 1) * (place >= knownFrom ? .4 : 1);
            answers.Add(new GoldAnswer(Preference.ABetter, right, Standing.Active, new GoldTally(10, others), seconds, usual));
        }

        return answers;
    }
}
