namespace PrefLab.Metrics.Tests;

/// <summary>docs/gold-tests.md has the table.</summary>
public sealed class DropTests
{
    [Theory]
    [InlineData(.50)]
    [InlineData(.40)]
    public void Next_GoodAnnotatorWhoStopsReading_IsNoticedWithinTheTargetByTheCumulativeSumOnly(double accuracyAfter)
    {
        var cusum = DropSimulation.Run(new QualityRule.Cusum(), accuracyAfter, annotators: 4_000, seed: 12);
        var sprt = DropSimulation.Run(new QualityRule.Sprt(), accuracyAfter, annotators: 4_000, seed: 12);
        var classic = DropSimulation.Run(new QualityRule.Classic(), accuracyAfter, annotators: 4_000, seed: 12);

        Assert.InRange(PeerSimulation.Quantile(cusum.Delays, .5), 10, 20);
        Assert.InRange(cusum.FalseAlarms, 0, .005);
        Assert.True(PeerSimulation.Quantile(sprt.Delays, .5) > 60);
        Assert.True(PeerSimulation.Quantile(classic.Delays, .5) > 60);
    }

    /// <summary>Before the drop nothing differs from an annotator who stays good, and for those the probability is exact.</summary>
    [Fact]
    public void Run_SignalsBeforeTheDrop_AreThoseOfAnAnnotatorWhoStaysGood()
    {
        const int Annotators = 10_000;
        foreach (var rule in new QualityRule[] { new QualityRule.Classic(), new QualityRule.Sprt(), new QualityRule.Cusum() })
        {
            var exact = OperatingCharacteristic.Of(rule, .90, DropSimulation.GoldsBefore).Ever;

            Assert.Equal(
                exact, DropSimulation.Run(rule, .50, Annotators, seed: 13).FalseAlarms, 1e-4 + (4 * Math.Sqrt(exact * (1 - exact) / Annotators)));
        }
    }
}
