using System.Text.Json;

namespace PrefLab.Metrics.Tests;

public sealed class BradleyTerryTests
{
    [Theory]
    [InlineData(0, 3, 0)]
    [InlineData(2, 3, 0)]
    public void Fit_TiesOnlyAgainstAModel_IsNoRankingWithTiesOfTheirOwn(int wins, int ties, int losses)
    {
        var pairs = new[] { new ModelPair(0, 1, wins, ties, losses) };

        Assert.Contains("half a win", BradleyTerry.Fit(2, pairs, TieRule.Davidson, .95).Reason, StringComparison.Ordinal);
        Assert.Null(BradleyTerry.Fit(2, pairs, TieRule.HalfWin, .95).Reason);
        Assert.Null(BradleyTerry.Fit(2, [new(0, 1, wins + 1, ties, losses + 1)], TieRule.Davidson, .95).Reason);
    }

    [Fact]
    public void Fit_TwoModels_GivesTheOddsOfTheWins()
    {
        var ranking = BradleyTerry.Fit(2, [new ModelPair(0, 1, 30, 0, 10)], TieRule.HalfWin, .95);

        Assert.Equal(.75, ranking.Scores[0], 1e-9);
        Assert.Equal(Math.Log(3) / 2, ranking.Strengths[0].Estimate.Value!.Value, 1e-9);
        // The standard error of a log odds of n·p·(1 − p) is known; each strength is half of it.
        Assert.Equal(1.959964 * Math.Sqrt(1 / (40 * .75 * .25)) / 2, ranking.Strengths[0].Upper!.Value - (Math.Log(3) / 2), 1e-6);
        Assert.Equal((30 * Math.Log(.75)) + (10 * Math.Log(.25)), ranking.LogLikelihood!.Value, 1e-9);
    }

    [Fact]
    public void Fit_Davidson_GivesTheSharesOfTwoModels()
    {
        var ranking = BradleyTerry.Fit(2, [new ModelPair(0, 1, 40, 40, 10), new ModelPair(1, 0, 0, 0, 0)], TieRule.Davidson, .95);

        // Two parameters and two free shares: the model reproduces them. p : t : q = s : ν√s : 1 for a ratio s of strengths.
        Assert.Equal(.8, ranking.Scores[0], 1e-9);
        Assert.Equal(40 / Math.Sqrt(40 * 10), ranking.TieStrength!.Value, 1e-9);
    }

    [Fact]
    public void Fit_ModelsNamedInAnotherOrder_GetTheSameStrengths()
    {
        ModelPair[] pairs = [new(0, 1, 5, 2, 3), new(1, 2, 4, 1, 6), new(0, 2, 7, 0, 2)];
        // The first and the third model change places, and every pair is told from its other side.
        ModelPair[] turned = [.. pairs.Select(pair => new ModelPair(2 - pair.Second, 2 - pair.First, pair.SecondWins, pair.Ties, pair.FirstWins))];

        foreach (var ties in Enum.GetValues<TieRule>())
        {
            var (one, other) = (BradleyTerry.Fit(3, pairs, ties, .95), BradleyTerry.Fit(3, turned, ties, .95));
            Assert.Equal(one.Scores[0], other.Scores[2], 1e-9);
            Assert.Equal(one.Strengths[1].Lower!.Value, other.Strengths[1].Lower!.Value, 1e-9);
            Assert.Equal(1, one.Scores.Sum(), 1e-12);
        }
    }

    [Fact]
    public void Fit_OneThatNeverLost_HasNoRanking()
    {
        var ranking = BradleyTerry.Fit(3, [new ModelPair(0, 1, 5, 0, 0), new ModelPair(1, 2, 1, 0, 1)], TieRule.HalfWin, .95);

        Assert.True(ranking.Strengths.IsEmpty);
        Assert.NotNull(ranking.Reason);
        Assert.NotNull(BradleyTerry.Fit(2, [new ModelPair(0, 1, 5, 0, 5)], TieRule.Davidson, .95).Reason);
    }

    [Fact]
    public void Fit_PairsThatAreNone_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => BradleyTerry.Fit(2, [new ModelPair(1, 1, 1, 0, 0)], TieRule.HalfWin, .95));
        Assert.Contains("Pair 0 names model 2", Assert.Throws<ArgumentOutOfRangeException>(() => BradleyTerry.Fit(2, [new ModelPair(0, 2, 1, 0, 0)], TieRule.HalfWin, .95)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => BradleyTerry.Fit(2, [new ModelPair(0, 1, -1, 0, 0)], TieRule.HalfWin, .95));
        Assert.Throws<ArgumentOutOfRangeException>(() => BradleyTerry.Fit(1, [], TieRule.HalfWin, .95));
        Assert.Throws<ArgumentOutOfRangeException>(() => BradleyTerry.Fit(2, [], TieRule.HalfWin, 1));
    }

    [Fact]
    public void Fit_PublicModels_GivesTheReference()
    {
        var expected = ReferenceData.Json("pref", "llmfao", "bradley_terry_expected.json");
        var models = expected.GetProperty("scores").EnumerateObject().Select(score => score.Name).ToList();
        var items = File.ReadLines(ReferenceData.File("pref", "llmfao", "pairs.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(pair => pair.GetProperty("item").ToString(), pair => (A: models.IndexOf(pair.GetProperty("model_a").GetString()!), B: models.IndexOf(pair.GetProperty("model_b").GetString()!)), StringComparer.Ordinal);
        var pairs = File.ReadLines(ReferenceData.File("pref", "llmfao", "labels.csv")).Skip(1).Select(line => line.Split(','))
            .Select(fields => new ModelPair(items[fields[0]].A, items[fields[0]].B, fields[2] == "0" ? 1 : 0, fields[2] == "1" ? 1 : 0, fields[2] == "2" ? 1 : 0)).ToList();

        var ranking = BradleyTerry.Fit(models.Count, pairs, TieRule.HalfWin, .95);

        Assert.Equal(expected.GetProperty("loglik").GetDouble(), ranking.LogLikelihood!.Value, 1e-5);
        Assert.All(models, (model, i) => Assert.Equal(expected.GetProperty("scores").GetProperty(model).GetDouble(), ranking.Scores[i], 1e-9));
    }
}
