namespace PrefLab.Metrics.Tests;

public sealed class OperatingCharacteristicTests
{
    private static readonly QualityRule Classic = new QualityRule.Classic();

    private static readonly QualityRule Sprt = new QualityRule.Sprt();

    public static TheoryData<QualityRule, double> RulesAndAccuracies => new()
    {
        { Classic, .8 }, { Classic, .4 }, { new QualityRule.Classic(3, .5), .6 }, { Sprt, .5 }, { Sprt, .75 }, { new QualityRule.Sprt(.9, .7, .05), .8 },
        { new QualityRule.Cusum(), .5 }, { new QualityRule.Cusum(), .8 }, { new QualityRule.Cusum(.9, .6, 3), .75 }, { new QualityRule.None(), .2 },
    };

    /// <summary>The price that the rules' documentation names; the classic rule looked at for 2,000 golds.</summary>
    [Theory]
    [InlineData(.8, .184)]
    [InlineData(.7, .51)]
    [InlineData(.9, .028)]
    public void Ever_ClassicRule_IsAsDocumented(double accuracy, double documented) =>
        Assert.Equal(documented, OperatingCharacteristic.Of(Classic, accuracy, 2_000).Ever, .005);

    [Theory]
    [InlineData(.8, .0063, 5e-5)]
    [InlineData(.85, .0006, 5e-5)]
    [InlineData(.9, .0001, 1e-4)]
    public void Ever_SequentialTestOfHonestAnnotators_IsAsDocumentedAndBelowAlpha(double accuracy, double documented, double tolerance) =>
        Assert.Equal(documented, OperatingCharacteristic.Of(Sprt, accuracy, 2_000).Ever, tolerance);

    [Theory]
    [InlineData(.4, 14.3)]
    [InlineData(.5, 22.8)]
    public void MeanGolds_SequentialTestOfClickers_IsAsDocumented(double accuracy, double documented)
    {
        var found = OperatingCharacteristic.Of(Sprt, accuracy);

        Assert.Equal(documented, found.MeanGolds.Value!.Value, .05);
        Assert.Equal(1, found.Ever, 1e-6);
    }

    [Fact]
    public void GoldsUntil_SequentialTestOfRandomClicker_MeetsTheTargets()
    {
        var clicker = OperatingCharacteristic.Of(Sprt, .4);

        Assert.InRange(clicker.GoldsUntil(.5).Value!.Value, 1, 13);
        Assert.InRange(clicker.GoldsUntil(.9).Value!.Value, 1, 24);
    }

    [Fact]
    public void TasksUntil_ClassicRuleOfRandomClickerAtTenPercent_IsAsDocumented()
    {
        var clicker = OperatingCharacteristic.Of(Classic, .4);

        Assert.Equal(53, clicker.TasksUntil(.5, .1).Value);
        Assert.Equal(100, clicker.TasksUntil(.9, .1).Value);
    }

    [Fact]
    public void GoldsUntil_CumulativeSumAfterADrop_IsWithinTheTarget()
    {
        var dropped = OperatingCharacteristic.Of(new QualityRule.Cusum(), .5);

        Assert.InRange(dropped.GoldsUntil(.5).Value!.Value, 1, 20);
    }

    [Theory]
    [MemberData(nameof(RulesAndAccuracies))]
    public void Within_EveryOutcomeOfTwelveGolds_IsTheSumOverThem(QualityRule rule, double accuracy)
    {
        const int Golds = 12;
        var expected = new double[Golds + 1];
        for (var outcomes = 0; outcomes < 1 << Golds; outcomes++)
        {
            var state = default(GoldTestState);
            for (var gold = 0; gold < Golds; gold++)
            {
                state = rule.Next(state, (outcomes >> gold & 1) == 1);
            }

            var right = state.Tally.Correct;
            var probability = Math.Pow(accuracy, right) * Math.Pow(1 - accuracy, Golds - right);
            for (var golds = (state.FirstFlag ?? state.FirstReview) ?? Golds + 1; golds <= Golds; golds++)
            {
                expected[golds] += probability;
            }
        }

        var found = OperatingCharacteristic.Of(rule, accuracy, Golds);

        Assert.All(Enumerable.Range(0, Golds + 1), golds => Assert.Equal(expected[golds], found.Within(golds), 1e-12));
        Assert.Equal(found.Ever, found.Within(1_000_000));
    }

    [Theory]
    [MemberData(nameof(RulesAndAccuracies))]
    public void Ever_SimulatedAnnotators_IsTheirShare(QualityRule rule, double accuracy)
    {
        const int Annotators = 4_000;
        const int Golds = 100;
        var random = new SplitMix64(11);
        var signalled = 0;
        for (var annotator = 0; annotator < Annotators; annotator++)
        {
            var state = default(GoldTestState);
            for (var gold = 0; gold < Golds; gold++)
            {
                state = rule.Next(state, random.NextDouble() < accuracy);
            }

            signalled += (state.FirstFlag ?? state.FirstReview) is null ? 0 : 1;
        }

        var exact = OperatingCharacteristic.Of(rule, accuracy, Golds).Ever;
        Assert.Equal(exact, signalled / (double)Annotators, 1e-9 + (4 * Math.Sqrt(exact * (1 - exact) / Annotators)));
    }

    [Fact]
    public void WithinTasks_GoldEveryTask_IsWithinGolds()
    {
        var clicker = OperatingCharacteristic.Of(Sprt, .4);

        Assert.Equal(clicker.Within(13), clicker.WithinTasks(13, 1));
        Assert.Equal(clicker.GoldsUntil(.9), clicker.TasksUntil(.9, 1));
        Assert.Equal(.3 * .3 * .3 * .3 * .3, OperatingCharacteristic.Of(Classic, 0).WithinTasks(5, .3), 1e-12);
    }

    [Fact]
    public void TasksUntil_HigherGoldRate_IsSooner()
    {
        var coin = OperatingCharacteristic.Of(Sprt, .5);
        double[] tasks = [.. new[] { .02, .05, .1, .2, .5, 1 }.Select(rate => coin.TasksUntil(.5, rate).Value!.Value)];

        Assert.Equal(tasks.OrderDescending(), tasks);
        Assert.InRange(tasks[2], 5 * tasks[^1], 15 * tasks[^1]);
    }

    [Fact]
    public void Delays_NobodyNoticed_AreUndefinedWithAReason()
    {
        var nobody = OperatingCharacteristic.Of(new QualityRule.None(), .5);

        Assert.Equal(0, nobody.Ever);
        Assert.All(
            new[] { nobody.MeanGolds, nobody.GoldsUntil(.5), nobody.TasksUntil(.5, .1), OperatingCharacteristic.Of(Sprt, .9).GoldsUntil(.5) },
            delay => Assert.NotNull(delay.Reason));
    }

    [Fact]
    public void Of_OutsideItsRanges_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => OperatingCharacteristic.Of(Sprt, 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => OperatingCharacteristic.Of(Sprt, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => OperatingCharacteristic.Of(Sprt, .5, 0));
        var coin = OperatingCharacteristic.Of(Sprt, .5);
        Assert.Throws<ArgumentOutOfRangeException>(() => coin.GoldsUntil(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => coin.TasksUntil(.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => coin.Within(-1));
    }
}
