using MathNet.Numerics.Distributions;

namespace PrefLab.Metrics.Tests;

public sealed class ClusteredShareTests
{
    /// <summary>With clusters of one size it is the mean of their shares, with the usual interval of a mean.</summary>
    [Fact]
    public void Of_ClustersOfOneSize_IsTheIntervalOfAMean()
    {
        int[] successes = [3, 5, 7, 4, 6, 5, 8, 2, 5, 5, 6, 4];
        var shares = successes.Select(k => k / 10.0).ToArray();
        var mean = shares.Average();
        var error = Math.Sqrt(shares.Sum(share => (share - mean) * (share - mean)) / 11 / 12);

        var interval = ClusteredShare.Of(successes, [.. Enumerable.Repeat(10, 12)], .95);

        Assert.Equal(mean, interval.Estimate.Value!.Value, 1e-12);
        Assert.Equal(mean - (error * StudentT.InvCDF(0, 1, 11, .975)), interval.Lower!.Value, 1e-12);
    }

    /// <summary>Annotators with a bias of their own, and of unequal numbers of answers.</summary>
    [Fact]
    public void Of_AnnotatorsOfDifferentBias_CoversTheMeanBias()
    {
        const int Runs = 1_000;
        var random = new SplitMix64(5);
        var covered = 0;
        for (var run = 0; run < Runs; run++)
        {
            var trials = Enumerable.Range(0, 40).Select(n => 20 + (10 * (n % 9))).ToArray();
            var successes = trials.Select(n =>
            {
                var own = random.NextDouble() < .5 ? .35 : .75;
                return Enumerable.Range(0, n).Count(_ => random.NextDouble() < own);
            }).ToArray();
            covered += ClusteredShare.Of(successes, trials, .95) is { Lower: <= .55, Upper: >= .55 } ? 1 : 0;
        }

        Assert.InRange(covered / (double)Runs, .925, .975);
    }

    [Fact]
    public void Of_TooLittle_IsUndefinedWithAReason()
    {
        Assert.False(ClusteredShare.Of([], [], .95).Estimate.IsDefined);
        Assert.Contains("clusters", ClusteredShare.Of([1, 2], [2, 4], .95).Reason, StringComparison.Ordinal);
        Assert.Contains("same share", ClusteredShare.Of([.. Enumerable.Repeat(1, 12)], [.. Enumerable.Repeat(2, 12)], .95).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ImpossibleCounts_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusteredShare.Of([3], [2], .95));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusteredShare.Of([0], [-1], .95));
        Assert.Throws<ArgumentException>(() => ClusteredShare.Of([1, 1], [2], .95));
    }
}
