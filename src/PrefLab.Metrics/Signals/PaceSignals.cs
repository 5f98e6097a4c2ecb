using MathNet.Numerics.Distributions;

namespace PrefLab.Metrics;

/// <summary>
/// Signals in the times, as multiples of what people usually take for the length read (<see cref="ReadingPace"/>). An honest annotator's multiples are
/// taken to be log-normal: one's own pace is off by a standard deviation of .35 in log seconds from person to person, and single answers by .60
/// around it (the model of van der Linden, 2006, https://doi.org/10.3102/10769986031002181). Both numbers are assumptions, chosen wide, so that
/// quick readers are not taken for clickers.
/// </summary>
public static class PaceSignals
{
    /// <summary>Standard deviation of log seconds between honest people.</summary>
    public const double BetweenPeople = .35;

    /// <summary>Standard deviation of log seconds between the answers of one.</summary>
    public const double BetweenAnswers = .60;

    private const int Points = 61;

    private const double Reach = 5;

    /// <summary>Looks for hurried answers.</summary>
    /// <param name="ratios">Multiples of the usual time, in the order of the answers, each ≥ 0 and finite.</param>
    /// <returns>The share below <see cref="ReadingPace.Hurried"/> beside the expected one; null with fewer than <see cref="RelativeTimes.FewestAnswers"/> answers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A ratio is negative or not finite.</exception>
    /// <remarks>O(n). The binomial tail, averaged over the paces of honest people.</remarks>
    public static Signal? Hurry(ReadOnlySpan<double> ratios)
    {
        var hurried = Hurried(ratios).Count;
        var answers = ratios.Length;
        return answers < RelativeTimes.FewestAnswers
            ? null
            : new Signal(
                SignalKind.Hurry,
                (double)hurried / answers,
                Average(share => share),
                hurried == 0 ? 1 : Average(share => 1 - Binomial.CDF(share, answers, hurried - 1)),
                answers);
    }

    /// <summary>Looks for hurried answers in succession.</summary>
    /// <param name="ratios">Multiples of the usual time, in the order of the answers, each ≥ 0 and finite.</param>
    /// <returns>
    /// The longest run below <see cref="ReadingPace.Hurried"/> beside the one expected of the median pace; null with fewer than <see cref="RelativeTimes.FewestAnswers"/> answers.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A ratio is negative or not finite.</exception>
    /// <remarks>O(n · paces). See <see cref="AnswerSignals.StraightLine"/> for the probability of a run.</remarks>
    public static Signal? Burst(ReadOnlySpan<double> ratios)
    {
        var longest = Hurried(ratios).LongestRun;
        var answers = ratios.Length;
        return answers < RelativeTimes.FewestAnswers
            ? null
            : new Signal(
                SignalKind.Burst,
                longest,
                UsualRun(answers),
                longest == 0 ? 1 : Average(share => LongestRun.Tail([share], answers, longest)),
                answers);
    }

    private static (int Count, int LongestRun) Hurried(ReadOnlySpan<double> ratios)
    {
        var (count, run, longest) = (0, 0, 0);
        foreach (var ratio in ratios)
        {
            if (!double.IsFinite(ratio) || ratio < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(ratios), ratio, "A ratio is finite and not negative.");
            }

            run = ratio < ReadingPace.Hurried ? run + 1 : 0;
            count += run > 0 ? 1 : 0;
            longest = Math.Max(longest, run);
        }

        return (count, longest);
    }

    private static int UsualRun(int answers)
    {
        double[] share = [HurriedShare(pace: 0)];
        var run = 0;
        while (run < answers && LongestRun.Tail(share, answers, run + 1) >= .5)
        {
            run++;
        }

        return run;
    }

    private static double HurriedShare(double pace) => Normal.CDF(pace, BetweenAnswers, Math.Log(ReadingPace.Hurried));

    /// <summary>The mean over the paces of honest people, by the trapezoidal rule over ±5 standard deviations.</summary>
    private static double Average(Func<double, double> ofHurriedShare)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var i = 0; i < Points; i++)
        {
            var z = Reach * ((2.0 * i / (Points - 1)) - 1);
            var weight = Math.Exp(-z * z / 2);
            sum += weight * ofHurriedShare(HurriedShare(z * BetweenPeople));
            weights += weight;
        }

        return Math.Clamp(sum / weights, 0, 1);
    }
}
