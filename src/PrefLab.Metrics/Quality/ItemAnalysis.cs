namespace PrefLab.Metrics;

/// <summary>Classical item analysis: how hard a gold is, and whether it tells good annotators from others.</summary>
/// <remarks>
/// The difficulty of an item is the proportion who answer it right, p; an item that is hard has a small one. <see cref="WilsonInterval"/> gives it
/// with its interval. Lord and Novick (1968), Statistical Theories of Mental Test Scores, ch. 15.
/// </remarks>
public static class ItemAnalysis
{
    /// <summary>Computes the discrimination of an item: the correlation of the answers to it with the same annotators' scores on all other items.</summary>
    /// <param name="isCorrect">Whether each annotator answered the item right, n ≥ 0.</param>
    /// <param name="rest">Each annotator's share of right answers to the other items, in [0, 1], aligned with <paramref name="isCorrect"/>.</param>
    /// <returns>
    /// The point-biserial correlation, in [−1, 1]: near 0 the item says nothing about an annotator, below 0 good ones fail at it more often than
    /// others. Undefined for fewer than three annotators, when all were right or all were wrong, or when their scores are all the same.
    /// </returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A share is outside [0, 1].</exception>
    /// <remarks>
    /// O(n). The item is left out of the score that it is compared with, as otherwise it correlates with itself: Henrysson (1963),
    /// https://doi.org/10.1007/BF02289618. Where annotators answered different items the shares differ in precision, which draws it towards 0.
    /// </remarks>
    public static Estimate Discrimination(ReadOnlySpan<bool> isCorrect, ReadOnlySpan<double> rest)
    {
        if (isCorrect.Length != rest.Length)
        {
            throw new ArgumentException("One score for each answer.", nameof(rest));
        }

        var (right, all) = (default(Moments), default(Moments));
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] is not (>= 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(rest), rest[i], "A share lies between 0 and 1.");
            }

            all = all.Add(rest[i]);
            right = isCorrect[i] ? right.Add(rest[i]) : right;
        }

        if (all.Count < 3)
        {
            return Estimate.Undefined("Fewer than three annotators have answered this and other golds.");
        }

        if (right.Count == 0 || right.Count == all.Count)
        {
            return Estimate.Undefined("All answered alike.");
        }

        // Of equal scores the sums leave a deviation of some 1e-8.
        if (all.Deviation < 1e-6)
        {
            return Estimate.Undefined("All answered the other golds equally well.");
        }

        var share = (double)right.Count / all.Count;
        var wrongMean = (all.Sum - right.Sum) / (all.Count - right.Count);
        var correlation = (right.Mean - wrongMean) / all.Deviation * Math.Sqrt(share * (1 - share));
        return Estimate.Of(Math.Clamp(correlation, -1, 1));
    }

    /// <summary>Shares in [0, 1] lose nothing by plain sums.</summary>
    private readonly record struct Moments(int Count, double Sum, double Squares)
    {
        public double Mean => Sum / Count;

        public double Deviation => Math.Sqrt(Math.Max(0, (Squares / Count) - (Mean * Mean)));

        public Moments Add(double value) => new(Count + 1, Sum + value, Squares + (value * value));
    }
}
