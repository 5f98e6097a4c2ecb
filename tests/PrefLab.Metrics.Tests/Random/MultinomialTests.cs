namespace PrefLab.Metrics.Tests;

public sealed class MultinomialTests
{
    [Fact]
    public void Next_KnownSeed_GivesThePublishedStream()
    {
        // The test vector that implementations of SplitMix64 share.
        var random = new SplitMix64(1_234_567);

        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => random.Next()));
    }

    [Theory]
    [InlineData(1, .3)]
    [InlineData(20, .5)]
    [InlineData(30, .2)]
    [InlineData(19, .9)]
    [InlineData(40, .4)]
    [InlineData(100, .15)]
    [InlineData(200, .7)]
    [InlineData(60, .5)]
    public void Binomial_ManyDraws_FollowTheDistribution(int trials, double probability)
    {
        const int Draws = 200_000;
        var random = new SplitMix64(42);
        var observed = new int[trials + 1];
        for (var draw = 0; draw < Draws; draw++)
        {
            observed[Multinomial.Binomial(trials, probability, random)]++;
        }

        // Chi-square over cells of at least ten expected draws; its limit is five standard deviations above the mean.
        double chi = 0;
        var cells = 0;
        for (var count = 0; count <= trials; count++)
        {
            var expected = Draws * MathNet.Numerics.Distributions.Binomial.PMF(probability, trials, count);
            if (expected >= 10)
            {
                chi += (observed[count] - expected) * (observed[count] - expected) / expected;
                cells++;
            }
        }

        Assert.InRange(chi, 0, cells + (5 * Math.Sqrt(2 * cells)));
    }

    [Theory]
    [InlineData(100_000_000, .3)]
    [InlineData(100_000_000, 1e-6)]
    [InlineData(4_000_000_000_000, .999)]
    public void Binomial_Large_HasTheMeanAndVariance(long trials, double probability)
    {
        var random = new SplitMix64(42);
        var draws = Enumerable.Range(0, 20_000).Select(_ => (double)Multinomial.Binomial(trials, probability, random)).ToArray();
        var variance = trials * probability * (1 - probability);

        Assert.InRange((draws.Average() - (trials * probability)) / Math.Sqrt(variance / draws.Length), -4, 4);
        Assert.InRange(draws.Average(draw => Math.Pow(draw - (trials * probability), 2)) / variance, .95, 1.05);
    }

    [Fact]
    public void Binomial_CertainOrImpossible_IsExact()
    {
        var random = new SplitMix64(1);

        Assert.Equal(0, Multinomial.Binomial(10, 0, random));
        Assert.Equal(10, Multinomial.Binomial(10, 1, random));
        Assert.Equal(0, Multinomial.Binomial(0, .5, random));
    }

    [Fact]
    public void Resample_AnyWeights_KeepsTheSumAndNeverDrawsAZero()
    {
        var random = new SplitMix64(3);
        for (var draw = 0; draw < 1000; draw++)
        {
            var drawn = Multinomial.Resample([0, 5, 1, 0, 94, 0], random);
            Assert.Equal(100, drawn.Sum());
            Assert.Equal([0L, 0L, 0L], [drawn[0], drawn[3], drawn[5]]);
        }
    }
}
