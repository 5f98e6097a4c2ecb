namespace PrefLab.Metrics.Tests;

public sealed class SubtypeOptionsTests
{
    private static readonly RatingTable Table = SmallTable.Of(2, (0, 0, 1), (1, 0, 0), (1, 1, 0));

    /// <summary>The logarithm of the gamma function of 0 is infinite: the bound would be no number, and without either count neither would the probabilities.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(0, .5)]
    [InlineData(double.NaN, .5)]
    public void Fit_WithoutPseudoCounts_IsRefused(double diagonal, double offDiagonal) => Assert.Throws<ArgumentException>(
        "options", () => SubtypeModel.Fit(Table, new SubtypeOptions { Prior = new ConfusionPrior(diagonal, offDiagonal) }));

    [Fact]
    public void Fit_MoreSubtypesThanAnyDataTell_IsRefused() => Assert.Throws<ArgumentException>(
        "options", () => SubtypeModel.Fit(Table, new SubtypeOptions { Subtypes = [1, 1_000_000] }));
}
