namespace PrefLab.Metrics.Tests;

public sealed class StandardErrorTests
{
    /// <summary>The agreement of two labels a comparison is a share p of n, whose standard error over resamples is √(p(1 − p)/n).</summary>
    [Fact]
    public void StandardError_ShareOfComparisons_IsThatOfTheBinomial()
    {
        var histogram = PatternHistogram.FromPatterns(2, [new([2, 0], 300), new([1, 1], 100)]);

        foreach (var interval in (Interval[])
            [
                ComparisonBootstrap.Percentile(histogram, AgreementCoefficient.PairwiseMean, 4_000, .95, seed: 1),
                ComparisonBootstrap.Bca(histogram, AgreementCoefficient.PairwiseMean, 4_000, .95, seed: 2),
            ])
        {
            Assert.Equal(1, interval.StandardError!.Value / Math.Sqrt(.75 * .25 / 400), .05);
        }
    }

    [Fact]
    public void StandardError_AnnotatorsWhoContributeAlike_IsWithTheInterval()
    {
        int[] labels = [0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0];
        var table = RatingTable.FromColumns([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3], [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2], labels, 4, 3, 2);

        var interval = AnnotatorBootstrap.Bca(table, [AgreementCoefficient.PairwiseMean], 500, .95, seed: 1)[0];

        Assert.True(interval.IsDefined && interval.StandardError > 0, interval.ToString());
    }

    [Fact]
    public void StandardError_NothingResampled_IsNull() =>
        Assert.Null(GwetAc.Interval(PatternHistogram.FromPatterns(2, [new([2, 0], 3), new([1, 1], 2)]), CategoryWeights.Identity(2), .95).StandardError);
}
