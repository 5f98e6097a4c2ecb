using MathNet.Numerics.Distributions;

namespace PrefLab.Metrics;

/// <summary>
/// What a <see cref="QualityRule"/> does to an annotator of a given accuracy: how likely it ever signals (flags, or calls for a review), and after
/// how many golds and tasks. Exact, by dynamic programming; golds are answered independently.
/// </summary>
public sealed class OperatingCharacteristic
{
    /// <summary>The most golds that a horizon may have.</summary>
    public const int LongestHorizon = 10_000;

    private readonly double[] within;

    private OperatingCharacteristic(QualityRule rule, double accuracy, double[] firstSignals)
    {
        Rule = rule;
        Accuracy = accuracy;
        within = firstSignals;
        for (var gold = 1; gold < within.Length; gold++)
        {
            MeanNumerator += gold * firstSignals[gold];
            within[gold] = Math.Min(1, within[gold - 1] + firstSignals[gold]);
        }
    }

    /// <summary>Gets the rule.</summary>
    public QualityRule Rule { get; }

    /// <summary>Gets the probability that the annotator answers a gold right, in [0, 1].</summary>
    public double Accuracy { get; }

    /// <summary>Gets the number of golds that were looked at, ≥ 1.</summary>
    public int Horizon => within.Length - 1;

    /// <summary>Gets the probability of a signal within the horizon, in [0, 1].</summary>
    public double Ever => within[^1];

    /// <summary>Gets the mean number of golds until the signal, of those annotators who get one within the horizon; undefined when nobody does.</summary>
    public Estimate MeanGolds => Ever > 0
        ? Estimate.Of(MeanNumerator / Ever)
        : Estimate.Undefined("Nobody of this accuracy is noticed within the horizon.");

    private double MeanNumerator { get; }

    /// <summary>Computes the operating characteristic.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="accuracy">Probability that the annotator answers a gold right, in [0, 1].</param>
    /// <param name="horizon">Golds to look at, n in [1, <see cref="LongestHorizon"/>]; at 1,000 little is left to happen.</param>
    /// <returns>The characteristic; a probability is too low by 1e-11 at most.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>O(n·√n) for rules by tally, O(n·c·h) for CUSUM, where c is the greatest likely time between two zeros of its sum: milliseconds at 1,000.</remarks>
    public static OperatingCharacteristic Of(QualityRule rule, double accuracy, int horizon = 1_000)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ThrowIfNotShare(accuracy, nameof(accuracy));
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(horizon, LongestHorizon);
        return new OperatingCharacteristic(rule, accuracy, FirstSignal.Probabilities(rule, accuracy, horizon));
    }

    /// <summary>Gets the probability of a signal within a number of golds.</summary>
    /// <param name="golds">Golds answered, ≥ 0; beyond the horizon the answer is that of the horizon, and so too low.</param>
    /// <returns>A probability in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="golds"/> is negative.</exception>
    /// <remarks>O(1).</remarks>
    public double Within(int golds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(golds);
        return within[Math.Min(golds, Horizon)];
    }

    /// <summary>Gets the probability of a signal within a number of tasks, of which each is a gold with the same probability.</summary>
    /// <param name="tasks">Tasks answered, golds included, ≥ 0.</param>
    /// <param name="goldRate">Share of golds among tasks, in (0, 1].</param>
    /// <returns>A probability in [0, 1]; too low, never too high, where more golds than the horizon are likely.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>O(min(n, √tasks)). Golds placed more evenly than at random make the delay less variable, and no longer.</remarks>
    public double WithinTasks(int tasks, double goldRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tasks);
        ThrowIfNotRate(goldRate);
        if (goldRate == 1)
        {
            return Within(tasks);
        }

        double n = tasks;
        var spread = (10 * Math.Sqrt(n * goldRate * (1 - goldRate))) + 40;
        var first = (int)Math.Max(0, (n * goldRate) - spread);
        var last = (int)Math.Min(n, (n * goldRate) + spread);
        double probability = 0;
        for (var golds = first; golds <= last; golds++)
        {
            probability += Binomial.PMF(goldRate, tasks, golds) * Within(golds);
        }

        return Math.Min(1, probability);
    }

    /// <summary>Finds after how many golds a share of annotators got a signal.</summary>
    /// <param name="share">Which share of all annotators of this accuracy, in (0, 1): .5 is the median delay.</param>
    /// <returns>The fewest golds, in [1, horizon]; undefined when the share is not reached within the horizon.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is outside (0, 1).</exception>
    /// <remarks>O(log n).</remarks>
    public Estimate GoldsUntil(double share)
    {
        Interval.ThrowIfNotConfidence(share);
        return Ever < share ? NotReached() : Estimate.Of(Fewest(Horizon, golds => Within(golds) >= share));
    }

    /// <summary>Finds after how many tasks a share of annotators got a signal, when each task is a gold with the same probability.</summary>
    /// <param name="share">Which share of all annotators of this accuracy, in (0, 1): .5 is the median delay.</param>
    /// <param name="goldRate">Share of golds among tasks, in (0, 1].</param>
    /// <returns>The fewest tasks, ≥ 1; undefined when the share is not reached within the horizon, or only after a thousand million tasks.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>O(√tasks·log tasks).</remarks>
    public Estimate TasksUntil(double share, double goldRate)
    {
        const int Most = 1_000_000_000;
        Interval.ThrowIfNotConfidence(share);
        ThrowIfNotRate(goldRate);
        var enough = (int)Math.Min(Most, ((2.0 * Horizon) + 100) / goldRate);
        return Ever < share || WithinTasks(enough, goldRate) < share
            ? NotReached()
            : Estimate.Of(Fewest(enough, tasks => WithinTasks(tasks, goldRate) >= share));
    }

    private static int Fewest(int enough, Func<int, bool> suffices)
    {
        var tooFew = 0;
        while (enough - tooFew > 1)
        {
            var middle = tooFew + ((enough - tooFew) / 2);
            (tooFew, enough) = suffices(middle) ? (tooFew, middle) : (middle, enough);
        }

        return enough;
    }

    private static void ThrowIfNotRate(double goldRate)
    {
        if (goldRate is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(goldRate), goldRate, "A gold rate lies above 0 and is at most 1.");
        }
    }

    private static void ThrowIfNotShare(double share, string parameter)
    {
        if (share is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(parameter, share, "A probability lies between 0 and 1.");
        }
    }

    private Estimate NotReached() => Estimate.Undefined($"So many annotators of this accuracy are not noticed within {Horizon} golds.");
}
