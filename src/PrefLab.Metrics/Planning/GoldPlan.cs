namespace PrefLab.Metrics;

/// <summary>Plans golds: which rate notices bad work in time, and how many golds that takes.</summary>
public static class GoldPlan
{
    private const double Precision = 1e-5;

    /// <summary>Finds the smallest gold rate at which annotators of an accuracy are noticed in time.</summary>
    /// <param name="annotator">What the rule does to an annotator of that accuracy, for example .4 for a five-level random clicker.</param>
    /// <param name="share">Share of such annotators to be noticed in time, in (0, 1), for example .9.</param>
    /// <param name="tasks">Tasks, golds included, within which to notice them, ≥ 1.</param>
    /// <returns>
    /// A share of golds among tasks, in (0, 1], rounded up to 1e-5; undefined when golds alone would not notice so many of them in time.
    /// It is also the share of the pay that goes into golds.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>O(√tasks): 17 evaluations of <see cref="OperatingCharacteristic.WithinTasks"/>, by bisection.</remarks>
    public static Estimate RateFor(OperatingCharacteristic annotator, double share, int tasks)
    {
        ArgumentNullException.ThrowIfNull(annotator);
        Interval.ThrowIfNotConfidence(share);
        ArgumentOutOfRangeException.ThrowIfLessThan(tasks, 1);
        if (annotator.Within(tasks) < share)
        {
            return Estimate.Undefined("Even if every task were a gold, so many would not be noticed in time.");
        }

        var (tooLow, enough) = (0, (int)Math.Round(1 / Precision));
        while (enough - tooLow > 1)
        {
            var middle = (tooLow + enough) / 2;
            (tooLow, enough) = annotator.WithinTasks(tasks, middle * Precision) >= share ? (tooLow, middle) : (middle, enough);
        }

        return Estimate.Of(enough * Precision);
    }

    /// <summary>Computes how many golds a project needs, as nobody sees a gold twice and no gold is shown too often.</summary>
    /// <param name="tasks">Tasks that the busiest annotator answers, golds included, ≥ 0.</param>
    /// <param name="annotators">Number of annotators who answer that many, ≥ 1.</param>
    /// <param name="goldRate">Share of golds among tasks, in [0, 1].</param>
    /// <param name="exposureCap">The most annotators that may see one gold, ≥ 1.</param>
    /// <returns>Golds, ≥ 0: enough for the expected number of each annotator, and for all of them under the cap.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>O(1).</remarks>
    public static long PoolFor(int tasks, int annotators, double goldRate, int exposureCap)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tasks);
        ArgumentOutOfRangeException.ThrowIfLessThan(annotators, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(exposureCap, 1);
        if (goldRate is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(goldRate), goldRate, "A gold rate lies between 0 and 1.");
        }

        // A product such as 1,000 × .07 is 70.00000000000001: less than a millionth of a gold is rounding.
        var each = (long)Math.Ceiling((tasks * goldRate) - 1e-6);
        return Math.Max(each, (long)Math.Ceiling((double)each * annotators / exposureCap));
    }
}
