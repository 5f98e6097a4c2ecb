using MathNet.Numerics.Distributions;

namespace PrefLab.Metrics;

/// <summary>
/// Signals in the answers as they were displayed. Sides are drawn at random, so whoever reads prefers left and right alike, whatever is compared,
/// and the answers to successive comparisons are independent of each other: that is all that the rates of false positives suppose.
/// </summary>
public static class AnswerSignals
{
    /// <summary>The greatest share of ties that an honest annotator is taken to have; who ties all the time is not excused by it.</summary>
    private const double MostTies = .6;

    /// <summary>Looks for a preference for one side.</summary>
    /// <param name="left">Answers for the response on the left, ≥ 0.</param>
    /// <param name="right">Answers for the response on the right, ≥ 0.</param>
    /// <returns>The left share beside .5; null while every answer is a tie.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or their sum above 2³¹ − 1.</exception>
    /// <remarks>O(1). The binomial test, both sides: Clopper and Pearson (1934), https://doi.org/10.1093/biomet/26.4.404.</remarks>
    public static Signal? Side(int left, int right)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(left);
        ArgumentOutOfRangeException.ThrowIfNegative(right);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(left, int.MaxValue - right);
        var answers = left + right;
        return answers == 0
            ? null
            : new Signal(SignalKind.Side, (double)left / answers, .5, Math.Min(1, 2 * Binomial.CDF(.5, answers, Math.Min(left, right))), answers);
    }

    /// <summary>Looks for the longest run of the same displayed answer.</summary>
    /// <param name="displayed">Answers in the order in which they were given, each in 1 to 5 (left much better to right much better).</param>
    /// <returns>The length of the longest run beside the length that half of honest annotators reach; null without answers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An answer is none of the five.</exception>
    /// <remarks>O(n log n). Exact for independent answers with the annotator's own strength and ties, and both sides alike; see Feller (1968), section XIII.7.</remarks>
    public static Signal? StraightLine(ReadOnlySpan<int> displayed)
    {
        if (displayed.Length == 0)
        {
            return null;
        }

        var shares = HonestShares(displayed);
        var (longest, run) = (1, 1);
        for (var i = 1; i < displayed.Length; i++)
        {
            run = displayed[i] == displayed[i - 1] ? run + 1 : 1;
            longest = Math.Max(longest, run);
        }

        return new Signal(
            SignalKind.StraightLine, longest, UsualRun(shares, displayed.Length), LongestRun.Tail(shares, displayed.Length, longest), displayed.Length);
    }

    /// <summary>Looks for answers that repeat the one before more often than answers to independent comparisons do.</summary>
    /// <param name="displayed">Answers in the order in which they were given, each in 1 to 5.</param>
    /// <returns>The share of answers equal to the one before, beside what independent answers give; null with fewer than 20 answers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An answer is none of the five.</exception>
    /// <remarks>
    /// O(n). The number of matches between neighbours in independent draws is nearly normal, with the variance of a one-dependent sum:
    /// Hoeffding and Robbins (1948), https://doi.org/10.1215/S0012-7094-48-01568-3.
    /// </remarks>
    public static Signal? Repeat(ReadOnlySpan<int> displayed)
    {
        const int Fewest = 20;
        if (displayed.Length < Fewest)
        {
            return null;
        }

        var shares = HonestShares(displayed);
        var (squares, cubes) = (0.0, 0.0);
        foreach (var share in shares)
        {
            squares += share * share;
            cubes += share * share * share;
        }

        var repeats = 0;
        for (var i = 1; i < displayed.Length; i++)
        {
            repeats += displayed[i] == displayed[i - 1] ? 1 : 0;
        }

        var pairs = displayed.Length - 1;
        var variance = (pairs * squares * (1 - squares)) + (2.0 * (pairs - 1) * (cubes - (squares * squares)));
        var tail = 1 - Normal.CDF(pairs * squares, Math.Sqrt(variance), repeats - .5);
        return new Signal(SignalKind.Repeat, (double)repeats / pairs, squares, tail, displayed.Length);
    }

    /// <summary>The annotator's own use of strength and of ties, the same on both sides.</summary>
    private static double[] HonestShares(ReadOnlySpan<int> displayed)
    {
        var (strong, ties) = (0, 0);
        foreach (var answer in displayed)
        {
            if (answer is < 1 or > PreferenceLevels.Count)
            {
                throw new ArgumentOutOfRangeException(nameof(displayed), answer, "A displayed answer is 1 to 5.");
            }

            strong += answer is 1 or PreferenceLevels.Count ? 1 : 0;
            ties += answer == 3 ? 1 : 0;
        }

        var tie = Math.Min(MostTies, (double)ties / displayed.Length);
        var directed = displayed.Length - ties;
        var much = directed == 0 ? .5 : (double)strong / directed;
        double[] half = [(1 - tie) * much / 2, (1 - tie) * (1 - much) / 2];
        return [half[0], half[1], tie, half[1], half[0]];
    }

    private static int UsualRun(double[] shares, int draws)
    {
        var (low, high) = (1, draws);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = LongestRun.Tail(shares, draws, middle) >= .5 ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
