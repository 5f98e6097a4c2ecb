namespace PrefLab.Metrics.Tests;

public sealed class ReliabilitySummaryTests
{
    /// <summary>Why the number never decides: the cut that is usual lets a coin pass, which a sequential test flags.</summary>
    [Fact]
    public void Of_CoinAtLeisure_PassesTheUsualCutThatATestDoesNot()
    {
        var coin = ReliabilitySummary.Of(Estimate.Of(.5), Estimate.Of(.6), Estimate.Of(1));

        Assert.Equal(.68, coin.Value.Value!.Value, 1e-12);
        Assert.Equal(1, OperatingCharacteristic.Of(new QualityRule.Sprt(), .5).Ever, 1e-6);
    }

    [Fact]
    public void Of_UnknownParts_HaveNoWeightAndAreShown()
    {
        var unknown = Estimate.Undefined("No gold was answered yet.");

        var summary = ReliabilitySummary.Of(unknown, Estimate.Of(.8), Estimate.Of(.4));

        Assert.Equal(.6, summary.Value.Value!.Value, 1e-12);
        Assert.Equal(["gold", "agreement", "time"], summary.Parts.Select(part => part.Id));
        Assert.Equal(unknown, summary.Parts[0].Value);
        Assert.Equal(1, summary.Parts.Sum(part => part.Weight), 1e-12);
        Assert.NotNull(ReliabilitySummary.Of(unknown, unknown, unknown).Value.Reason);
    }

    [Fact]
    public void Of_NotAShare_NamesThePart() =>
        Assert.Throws<ArgumentOutOfRangeException>("agreement", () => ReliabilitySummary.Of(Estimate.Of(1), Estimate.Of(1.1), Estimate.Of(1)));
}
