namespace PrefLab.Metrics.Tests;

public sealed class VoteTests
{
    [Theory]
    [InlineData(1, 1, 0, 1, 0, Preference.ABetter)]
    [InlineData(2, 1, 0, 1, 0, Preference.AMuchBetter)]
    [InlineData(0, 0, 2, 1, 0, Preference.Tie)]
    [InlineData(0, 1, 0, 1, 1, Preference.BBetter)]
    [InlineData(0, 0, 0, 0, 1, Preference.BMuchBetter)]
    [InlineData(1, 0, 0, 0, 1, null)]
    [InlineData(1, 0, 1, 0, 1, null)]
    [InlineData(1, 0, 1, 0, 0, null)]
    [InlineData(0, 0, 1, 0, 1, null)]
    [InlineData(1, 1, 2, 0, 1, null)]
    [InlineData(0, 0, 0, 0, 0, null)]
    public void OfPreferences_CountsOfFiveLevels_DecideByDirectionThenByStrength(int n0, int n1, int n2, int n3, int n4, Preference? expected) =>
        Assert.Equal(expected, MajorityVote.OfPreferences([n0, n1, n2, n3, n4]));

    [Fact]
    public void OfPreferences_WhatAreNoCounts_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => MajorityVote.OfPreferences([1, 2, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MajorityVote.OfPreferences([1, 2, 3, 0, -1]));
    }

    [Fact]
    public void Compute_Shares_SayWhenNothingIsDecided()
    {
        var table = RatingTable.FromColumns([0, 0, 0, 1, 1], [0, 1, 2, 0, 1], [2, 2, 0, 1, 0], 3, 3, 3);

        var shares = MajorityVote.Compute(table);

        Assert.Equal([2, null, null], Enumerable.Range(0, 3).Select(shares.MostProbable));
        Assert.Equal([1 / 3.0, 0, 2 / 3.0], shares.ProbabilitiesOf(0).ToArray());
        Assert.Equal(1, shares.EntropyOf(1), 1e-12);
        Assert.Equal(Math.Log2(3), shares.EntropyOf(2), 1e-12);
        Assert.Equal(1, shares.Priors.Sum(), 1e-12);
        Assert.Null(shares.Stopped);
        Assert.Throws<InvalidOperationException>(() => shares.ConfusionOf(0));
    }

    [Fact]
    public void Compute_WithAccuracies_GivesTheProbabilityOfBayes()
    {
        var table = RatingTable.FromColumns([0, 0, 0], [0, 1, 2], [0, 1, 1], 1, 3, 2);

        var vote = WeightedVote.Compute(table, [.9, .6, .6]);

        Assert.Equal(.9 * .4 * .4 / ((.9 * .4 * .4) + (.1 * .6 * .6)), vote.ProbabilitiesOf(0)[0], 1e-12);
        Assert.Equal(0, vote.MostProbable(0));
        Assert.Equal([.5, .5], vote.Priors);
    }

    /// <summary>Whoever errs towards one of two wrong categories names each half as often.</summary>
    [Fact]
    public void Compute_WithAccuraciesOnThreeCategories_SharesErrorsOut()
    {
        var table = RatingTable.FromColumns([0, 0, 0], [0, 1, 2], [0, 1, 1], 1, 3, 3);
        double[] joint = [.9 * .2 * .2, .05 * .6 * .6, .05 * .2 * .2];

        var vote = WeightedVote.Compute(table, [.9, .6, .6]);

        Assert.Equal([.. joint.Select(one => one / joint.Sum())], vote.ProbabilitiesOf(0).ToArray(), (one, other) => Math.Abs(one - other) < 1e-12);
    }

    /// <summary>The products of two thousand odds are beyond a double, their ratio is not.</summary>
    [Fact]
    public void Compute_WithThousandsOfLabels_NeitherOverflowsNorVanishes()
    {
        var people = Enumerable.Range(0, 4_001).ToArray();
        var table = RatingTable.FromColumns(new int[4_001], people, [.. people.Select(one => one % 2)], 1, 4_001, 2);

        var vote = WeightedVote.Compute(table, [.. people.Select(_ => .9)]);

        Assert.Equal([.9, .1], vote.ProbabilitiesOf(0).ToArray(), (one, other) => Math.Abs(one - other) < 1e-9);
    }

    [Fact]
    public void Compute_AccuraciesThatAreNone_AreRefused()
    {
        var table = RatingTable.FromColumns([0], [0], [0], 1, 1, 2);

        Assert.Throws<ArgumentException>(() => WeightedVote.Compute(table, [.5, .5]));
        Assert.Contains("annotator 0", Assert.Throws<ArgumentOutOfRangeException>("accuracies", () => WeightedVote.Compute(table, [1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("accuracies", () => WeightedVote.Compute(table, [0]));
    }
}
