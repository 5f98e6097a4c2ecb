using PrefLab.Core.Projects;
using PrefLab.Core.Quality;
using PrefLab.Metrics;

namespace PrefLab.Core.Tests.Quality;

public sealed class LiveTestTests
{
    private static readonly QualityPolicy ByPeers = new(new QualityRule.None(), new PeerTest());

    private static TestedAnswers Nothing => new(Evidence.None, []);

    [Fact]
    public void AfterGold_RightAndWrong_MovesTallySumAndPeers()
    {
        var tested = LiveTest.AfterGold(ByPeers, Nothing, Preference.AMuchBetter, leftIsA: true, Preference.ABetter);
        tested = LiveTest.AfterGold(ByPeers, tested, Preference.BBetter, leftIsA: true, Preference.ABetter);

        Assert.Equal(new GoldTally(2, 1), tested.Evidence.Golds);
        Assert.Equal(Math.Log(.5 / .2), tested.Evidence.Drift, 12);
        Assert.Equal((2, 1, 1, 1), (tested.Evidence.Peers.Answers, tested.Evidence.Peers.ForA, tested.Evidence.Peers.ForB, tested.Evidence.Peers.ForLeft));
        Assert.False(tested.HasDropped);
    }

    [Fact]
    public void AfterGold_SixWrongAfterManyRight_HasDroppedOnceAndBeginsAnew()
    {
        var tested = Nothing;
        for (var gold = 0; gold < 50; gold++)
        {
            tested = LiveTest.AfterGold(ByPeers, tested, Preference.ABetter, leftIsA: true, Preference.ABetter);
        }

        var drops = new List<int>();
        for (var gold = 1; gold <= 7; gold++)
        {
            tested = LiveTest.AfterGold(ByPeers, tested, Preference.BBetter, leftIsA: true, Preference.ABetter);
            drops.AddRange(tested.HasDropped ? [gold] : []);
        }

        // log(.5 / .2) is .916: the sixth makes 5.5, beyond the threshold of 5.
        Assert.Equal([6], drops);
        Assert.Equal(Math.Log(.5 / .2), tested.Evidence.Drift, 12);
    }

    [Fact]
    public void AfterOrdinary_LastOfThree_IsJudgedAtOnce()
    {
        var tested = LiveTest.AfterOrdinary(ByPeers, Nothing, Answer(7, Preference.BBetter), new Votes(2, 0, 0, 3));

        Assert.Equal(1, tested.Evidence.Peers.Answers);
        Assert.Empty(tested.Waiting);
        Assert.Equal(
            ByPeers.Peers!.Next(default, Preference.BBetter, leftIsA: true, TruthBelief.FromPeers(2, 0, 0)), tested.Evidence.Peers);
    }

    [Fact]
    public void AfterOrdinary_FirstOfThree_WaitsAndIsJudgedWithoutItself()
    {
        var waits = LiveTest.AfterOrdinary(ByPeers, Nothing, Answer(7, Preference.BBetter), new Votes(0, 0, 0, 3));
        Assert.Equal(Evidence.None, waits.Evidence);

        var one = LiveTest.AfterWaiting(ByPeers, waits.Evidence, waits.Waiting, [new Votes(1, 0, 1, 3)]);
        Assert.Equal(waits.Waiting, one.Waiting);
        Assert.Equal(Evidence.None, one.Evidence);

        var all = LiveTest.AfterWaiting(ByPeers, one.Evidence, one.Waiting, [new Votes(2, 0, 1, 3)]);
        Assert.Empty(all.Waiting);
        Assert.Equal(ByPeers.Peers!.Next(default, Preference.BBetter, leftIsA: true, TruthBelief.FromPeers(2, 0, 0)), all.Evidence.Peers);
    }

    [Fact]
    public void AfterWaiting_Corrected_JudgesTheFirstAnswerAndLeavesTheNewOneOut()
    {
        var waiting = LiveTest.Corrected([Answer(6, Preference.ABetter).Packed, Answer(7, Preference.BBetter).Packed], new ComparisonId(7), Preference.ABetter);

        var tested = LiveTest.AfterWaiting(ByPeers, Evidence.None, waiting, [null, new Votes(2, 1, 0, 3)]);

        Assert.Empty(tested.Waiting);
        Assert.Equal(ByPeers.Peers!.Next(default, Preference.BBetter, leftIsA: true, TruthBelief.FromPeers(1, 1, 0)), tested.Evidence.Peers);
    }

    [Fact]
    public void AfterWaiting_IncompleteOnesLookedAt_GoToTheEnd()
    {
        long[] waiting = [.. Enumerable.Range(1, 5).Select(id => Answer(id, Preference.ABetter).Packed)];

        var tested = LiveTest.AfterWaiting(ByPeers, Evidence.None, waiting, [new Votes(1, 0, 0, 3), null, new Votes(1, 1, 1, 3)]);

        Assert.Equal([4, 5, 1], tested.Waiting.Select(packed => WaitingAnswer.Unpack(packed).Comparison.Value));
        Assert.Equal(1, tested.Evidence.Peers.Answers);
    }

    [Fact]
    public void AfterOrdinary_AsManyWait_IsNotKept()
    {
        long[] waiting = [.. Enumerable.Range(1, LiveTest.MostWaiting).Select(id => Answer(id, Preference.ABetter).Packed)];

        var tested = LiveTest.AfterOrdinary(ByPeers, new TestedAnswers(Evidence.None, waiting), Answer(500, Preference.ABetter), new Votes(0, 0, 0, 3));

        Assert.Equal(waiting, tested.Waiting);
    }

    [Fact]
    public void AfterOrdinary_OverlapOne_HasNobodyToJudgeIt()
    {
        var tested = LiveTest.AfterOrdinary(ByPeers, Nothing, Answer(7, Preference.ABetter), new Votes(0, 0, 0, 1));

        Assert.Equal(Evidence.None, tested.Evidence);
        Assert.Empty(tested.Waiting);
    }

    [Theory]
    [InlineData(1, Preference.AMuchBetter, Preference.BMuchBetter, true)]
    [InlineData(1L << 50, Preference.BMuchBetter, Preference.Tie, false)]
    public void WaitingAnswer_Packed_IsReadAgain(long comparison, Preference answer, Preference stands, bool leftIsA)
    {
        var waiting = new WaitingAnswer(new ComparisonId(comparison), answer, stands, leftIsA);

        Assert.Equal(waiting, WaitingAnswer.Unpack(waiting.Packed));
    }

    [Fact]
    public void FlagReason_EachPolicy_FlagsByItsOwnTest()
    {
        var tested = Nothing;
        for (var gold = 0; gold < 8; gold++)
        {
            tested = LiveTest.AfterGold(ByPeers, tested, Preference.ABetter, leftIsA: true, gold % 2 == 0 ? Preference.ABetter : Preference.BBetter);
        }

        Assert.Equal("4 of 8 golds answered right.", LiveTest.FlagReason(new QualityPolicy(new QualityRule.Classic()), tested.Evidence));
        Assert.Null(LiveTest.FlagReason(new QualityPolicy(new QualityRule.Sprt()), tested.Evidence));
        Assert.Equal("After 8 judged answers they do not seem to depend on the texts.", LiveTest.FlagReason(ByPeers, tested.Evidence));
        Assert.Null(LiveTest.FlagReason(new QualityPolicy(new QualityRule.None()), tested.Evidence));
        Assert.InRange(LiveTest.Risk(tested.Evidence), .84, 1);
    }

    [Fact]
    public void Risk_NothingKnown_IsThePrior() => Assert.Equal(LiveTest.Prior, LiveTest.Risk(Evidence.None), 12);

    [Fact]
    public void Evidence_Json_ComesBackBitForBit()
    {
        var tested = Nothing;
        for (var gold = 0; gold < 30; gold++)
        {
            tested = LiveTest.AfterGold(ByPeers, tested, (Preference)(gold % 5), gold % 3 == 0, (Preference)(gold * 7 % 5));
        }

        Assert.Equal(tested.Evidence, Evidence.FromJson(tested.Evidence.ToJson()));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("classic")]
    [InlineData("sprt")]
    [InlineData("peers")]
    public void QualityPolicy_OfEachSetting_ComesBackFromTheDatabasesOrderOfNames(string rule)
    {
        var setting = new QualitySetting(rule, NoticesDrops: false, Pauses: true);
        var json = System.Text.Json.Nodes.JsonNode.Parse(setting.ToPolicy().ToJson())!;
        var golds = json["golds"]!.AsObject();
        var type = golds["$type"]!.DeepClone();
        golds.Remove("$type");
        golds["$type"] = type;

        Assert.Equal(setting.ToPolicy(), QualityPolicy.FromJson(json.ToJsonString()));
        Assert.Equal(setting, QualitySetting.Of(setting.ToPolicy()));
        Assert.Empty(ProjectRules.Check(new ProjectSettings { Name = "x", QualityRule = setting }));
    }

    private static WaitingAnswer Answer(long comparison, Preference preference) => new(new ComparisonId(comparison), preference, preference, LeftIsA: true);
}
