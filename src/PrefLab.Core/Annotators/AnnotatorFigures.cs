using PrefLab.Metrics;

namespace PrefLab.Core.Annotators;

/// <summary>What an annotator's running statistics say, with the uncertainty.</summary>
/// <param name="IsBiased">Whether the interval of the left share lies outside 40 to 60 %, though sides are drawn at random.</param>
public sealed record AnnotatorFigures(Interval Gold, Interval LeftShare, bool IsBiased, Estimate MedianSeconds)
{
    private const double Confidence = .95;

    public static AnnotatorFigures Of(Annotator annotator)
    {
        var left = Metrics.LeftShare.Of(annotator.LeftAnswers, annotator.RightAnswers, Confidence);
        var bins = annotator.TimeBins.Length == LogTimeHistogram.BinCount ? annotator.TimeBins : new int[LogTimeHistogram.BinCount];
        return new AnnotatorFigures(
            GoldAccuracy.Of(new GoldTally(annotator.GoldsAnswered, annotator.GoldsCorrect), Confidence),
            left,
            left is { Lower: > .6 } or { Upper: < .4 },
            LogTimeHistogram.Quantile(bins, .5));
    }
}
