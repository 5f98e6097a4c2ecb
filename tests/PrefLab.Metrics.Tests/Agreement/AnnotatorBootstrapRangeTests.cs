namespace PrefLab.Metrics.Tests;

public sealed class AnnotatorBootstrapRangeTests
{
    /// <summary>A mean of pseudo-values may lie beyond 1, as with few people who nearly always agree; an interval must not.</summary>
    [Fact]
    public void Bca_FewPeopleWhoNearlyAlwaysAgree_StaysWithinTheRangeOfTheCoefficient()
    {
        var random = new SplitMix64(6);
        var cut = 0;
        for (var trial = 0; trial < 30; trial++)
        {
            var annotators = 4 + (trial % 3);
            var labels = Enumerable.Range(0, 15 * annotators).Select(cell =>
                random.NextDouble() < (cell % annotators == 0 ? .6 : .98) ? cell / annotators % 3 : (int)(3 * random.NextDouble())).ToArray();
            var table = RatingTable.FromColumns(
                [.. labels.Select((_, cell) => cell / annotators)], [.. labels.Select((_, cell) => cell % annotators)], labels, 15, annotators, 3);

            foreach (var (coefficient, interval) in AgreementCoefficient.All.Zip(AnnotatorBootstrap.Bca(table, AgreementCoefficient.All, 200, .99, seed: 1)))
            {
                Assert.True(interval.Upper is null or <= 1, $"{coefficient}: {interval}");
                Assert.True(interval.Lower is null || !(interval.Lower < coefficient.Lowest), $"{coefficient}: {interval}");
                cut += interval.Upper == 1 && interval.Estimate.Value < 1 ? 1 : 0;
            }
        }

        Assert.True(cut > 0, "nothing was cut");
    }
}
