using PrefLab.Core.Quality;
using PrefLab.Metrics;

namespace PrefLab.Core.Tests.Quality;

public sealed class PolicyMeaningTests
{
    /// <summary>The figures of docs/gold-tests.md.</summary>
    [Fact]
    public void Of_ClassicRule_IsExact()
    {
        var meaning = PolicyMeaning.Of(new QualityPolicy(new QualityRule.Classic()), goldRate: .10, overlap: 3, tiesAllowed: true);

        Assert.Equal([53, 60, 60], meaning.Catches.Select(caught => caught.Median.Value));
        Assert.Equal([100, 169, 169], meaning.Catches.Select(caught => caught.Ninety.Value));
        Assert.False(meaning.IsSimulated);
        Assert.All(meaning.Flags, flagged => Assert.Null(flagged.Limits));
    }

    [Fact]
    public void Of_SequentialTest_FlagsHonestPeopleSeldom()
    {
        var meaning = PolicyMeaning.Of(new QualityPolicy(new QualityRule.Sprt()), goldRate: .10, overlap: 3, tiesAllowed: false);

        Assert.Equal([190, 190, 190], meaning.Catches.Select(caught => caught.Median.Value));
        Assert.Equal(.0063, meaning.Flags[0].Ever, 4);
        Assert.InRange(meaning.Flags[1].Ever, 0, .0001);
    }

    [Fact]
    public void Of_GoldsAndPeers_IsNearTheLargeSimulation()
    {
        var meaning = PolicyMeaning.Of(new QualityPolicy(new QualityRule.None(), new PeerTest()), goldRate: .10, overlap: 3, tiesAllowed: true);

        Assert.True(meaning.IsSimulated);
        Assert.InRange(meaning.Catches.Single(caught => caught.Style == AnswerStyle.Random).Median.Value!.Value, 21, 25);
        Assert.InRange(meaning.Catches.Single(caught => caught.Style == AnswerStyle.ConstantLeft).Ninety.Value!.Value, 12, 14);
        Assert.All(meaning.Flags, flagged => Assert.InRange(flagged.Ever, flagged.Limits!.Value.Lower!.Value, flagged.Limits.Value.Upper!.Value));
        Assert.InRange(meaning.Flags[0].Ever, 0, .017);
    }

    [Theory]
    [InlineData(0, "Without golds nobody is tested.")]
    [InlineData(.1, null)]
    public void Of_NoGolds_SaysSo(double goldRate, string? reason) =>
        Assert.Equal(reason, PolicyMeaning.Of(new QualityPolicy(new QualityRule.Sprt()), goldRate, 3, tiesAllowed: true).Reason);

    [Fact]
    public void Of_NothingToTestBy_SaysSo()
    {
        Assert.Equal("Nobody is flagged.", PolicyMeaning.Of(new QualityPolicy(new QualityRule.None()), .1, 3, tiesAllowed: true).Reason);
        Assert.NotNull(PolicyMeaning.Of(new QualityPolicy(new QualityRule.None(), new PeerTest()), 0, 1, tiesAllowed: true).Reason);
    }
}
