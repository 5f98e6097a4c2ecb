namespace PrefLab.Metrics.Tests;

public sealed class AnswerSignalsTests
{
    private const int People = 4_000;

    private const int Answers = 200;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void LongestRunTail_FewDraws_IsTheSumOverAllSequences(int run)
    {
        double[] shares = [.5, .2];
        const double Rest = .3;
        const int Draws = 7;
        var expected = 0.0;
        for (var sequence = 0; sequence < Math.Pow(3, Draws); sequence++)
        {
            var (probability, last, length, longest) = (1.0, -1, 0, 0);
            for (var (i, digits) = (0, sequence); i < Draws; i++, digits /= 3)
            {
                var outcome = digits % 3;
                probability *= outcome < 2 ? shares[outcome] : Rest;
                length = outcome == last ? length + 1 : 1;
                longest = outcome < 2 ? Math.Max(longest, length) : longest;
                last = outcome;
            }

            expected += longest >= run ? probability : 0;
        }

        Assert.Equal(expected, LongestRun.Tail(shares, Draws, run), 1e-12);
    }

    [Fact]
    public void LongestRunTail_MoreThanTheDraws_IsImpossible() => Assert.Equal(0, LongestRun.Tail([.9], 5, 6), 1e-15);

    /// <summary>What is promised: of those who read, at most so many show a signal of that rate.</summary>
    [Theory]
    [InlineData(.0)]
    [InlineData(.16)]
    [InlineData(.40)]
    public void Signals_HonestAnnotators_AreAsRareAsTheySay(double ties)
    {
        var random = new SplitMix64(11);
        var rates = new Dictionary<SignalKind, int>();
        for (var person = 0; person < People; person++)
        {
            var displayed = Honest(random, ties, strong: .3);
            foreach (var signal in Of(displayed))
            {
                rates[signal.Kind] = rates.GetValueOrDefault(signal.Kind) + (signal.FalsePositives <= .01 ? 1 : 0);
            }
        }

        // The shares of strength and ties are estimated from the same answers, and the number of repeats is only nearly normal.
        Assert.All(rates, rate => Assert.InRange(rate.Value / (double)People, 0, .015));
        Assert.InRange(rates[SignalKind.Side] / (double)People, .003, .0135);
    }

    [Fact]
    public void StraightLine_AlwaysTheSameSide_IsNoticed()
    {
        int[] displayed = [.. Enumerable.Repeat(2, 20)];

        var signal = AnswerSignals.StraightLine(displayed)!;

        Assert.Equal(20, signal.Value);
        Assert.InRange(signal.Usual, 3, 4);
        Assert.Equal(2 * Math.Pow(.5, 20), signal.FalsePositives, 1e-9);
        Assert.True(signal.IsNoticed);
    }

    [Fact]
    public void StraightLine_OnlyTies_IsNotExcusedByThem() => Assert.True(AnswerSignals.StraightLine([.. Enumerable.Repeat(3, 30)])!.IsNoticed);

    [Fact]
    public void Repeat_CopiesEveryOtherAnswer_IsNoticed()
    {
        var random = new SplitMix64(3);
        var displayed = Honest(random, .16, .3);
        for (var i = 1; i < displayed.Length; i += 2)
        {
            displayed[i] = displayed[i - 1];
        }

        var signal = AnswerSignals.Repeat(displayed)!;

        Assert.True(signal.IsNoticed);
        Assert.InRange(signal.Value, .5, .75);
        Assert.InRange(signal.Usual, .2, .35);
    }

    /// <summary>R: binom.test(70, 100)$p.value.</summary>
    [Fact]
    public void Side_SeventyOfAHundred_HasTheBinomialProbability() => Assert.Equal(7.85e-5, AnswerSignals.Side(70, 30)!.FalsePositives, 5e-7);

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void Signals_NoSuchAnswer_IsRefused(int answer)
    {
        int[] displayed = [.. Enumerable.Repeat(1, 30), answer];

        Assert.Throws<ArgumentOutOfRangeException>(() => AnswerSignals.StraightLine(displayed));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnswerSignals.Repeat(displayed));
    }

    [Fact]
    public void Signals_NoAnswers_AreNone()
    {
        Assert.Null(AnswerSignals.Side(0, 0));
        Assert.Null(AnswerSignals.StraightLine([]));
        Assert.Null(AnswerSignals.Repeat([1, 2, 3]));
    }

    [Theory]
    [InlineData(.9, true)]
    [InlineData(.5, false)]
    public void Twin_OneAccountAmongTwenty_IsNoticedWhenItAnswersAlike(double share, bool isNoticed)
    {
        var signal = TwinSignal.Of((int)(40 * share), 40, othersSame: 450, othersShared: 1_000, accounts: 20)!;

        Assert.Equal(isNoticed, signal.IsNoticed);
        Assert.Equal(.45, signal.Usual, 2);
    }

    [Fact]
    public void Twin_TooFewInCommon_IsNone() => Assert.Null(TwinSignal.Of(9, 9, 450, 1_000, 20));

    private static IEnumerable<Signal> Of(int[] displayed) =>
        new[]
        {
            AnswerSignals.Side(displayed.Count(answer => answer < 3), displayed.Count(answer => answer > 3)),
            AnswerSignals.StraightLine(displayed),
            AnswerSignals.Repeat(displayed),
        }.OfType<Signal>();

    private static int[] Honest(SplitMix64 random, double ties, double strong)
    {
        var displayed = new int[Answers];
        for (var i = 0; i < Answers; i++)
        {
            var level = random.NextDouble() < ties ? 3 : random.NextDouble() < strong ? 1 : 2;
            displayed[i] = random.NextDouble() < .5 ? level : 6 - level;
        }

        return displayed;
    }
}
