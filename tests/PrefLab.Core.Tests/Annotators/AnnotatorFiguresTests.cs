using PrefLab.Core.Annotators;

namespace PrefLab.Core.Tests.Annotators;

public sealed class AnnotatorFiguresTests
{
    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(8, 2, false)]
    [InlineData(60, 40, false)]
    [InlineData(80, 20, true)]
    [InlineData(20, 80, true)]
    public void Of_LeftAndRight_IsBiasedOnlyBeyondDoubt(int left, int right, bool biased) =>
        Assert.Equal(biased, AnnotatorFigures.Of(new Annotator { LeftAnswers = left, RightAnswers = right }).IsBiased);

    [Fact]
    public void Of_Golds_AccuracyIsThatOfAll()
    {
        var figures = AnnotatorFigures.Of(new Annotator { GoldsAnswered = 10, GoldsCorrect = 5 });

        Assert.Equal(.5, figures.Gold.Estimate.Value);
    }

    [Fact]
    public void Of_NothingAnswered_IsUndefinedWithReasons()
    {
        var figures = AnnotatorFigures.Of(new Annotator());

        Assert.NotNull(figures.Gold.Reason);
        Assert.NotNull(figures.LeftShare.Reason);
        Assert.NotNull(figures.MedianSeconds.Reason);
    }
}
