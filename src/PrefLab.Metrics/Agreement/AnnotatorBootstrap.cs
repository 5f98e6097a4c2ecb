namespace PrefLab.Metrics;

/// <summary>
/// Bootstrap over annotators: how far a coefficient would be another with other people on the same comparisons. Drawing people with
/// replacement puts copies of a person on the same comparison, who always agree, so that agreement would rise; therefore it draws what each
/// person contributes, known from leaving them out.
/// </summary>
public static class AnnotatorBootstrap
{
    /// <summary>Computes several coefficients with intervals, bias-corrected and accelerated, from the same replicates.</summary>
    /// <param name="table">All labels by W annotators; those without a label are left out.</param>
    /// <param name="coefficients">The coefficients, m ≥ 0.</param>
    /// <param name="replicates">Number of replicates, B in [100, 10⁶]; 2,000 is usual.</param>
    /// <param name="confidence">Nominal coverage, in (0, 1), for example .95.</param>
    /// <param name="seed">Seed; the same seed and table give the same intervals.</param>
    /// <returns>
    /// m intervals, in the order of <paramref name="coefficients"/>, cut at the ends of the coefficient's range. The interval is undefined when the
    /// coefficient is, when it is without one of the annotators, or when all contribute the same.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">B or the confidence is outside its range.</exception>
    /// <remarks>
    /// O(Σ l² + R·k + W·(P·k + Σc) + (B + W)·W·m + m·B·log B) for R labels, l of them on a comparison, and P patterns. A replicate is the mean of W of the pseudo-values
    /// θ + (W − 1)(mean θ₋ − θ₋w), drawn with replacement: Efron and Tibshirani (1993), An Introduction to the Bootstrap,
    /// https://doi.org/10.1201/9780429246593, chapter 11. It overstates the uncertainty a little when annotators are few.
    /// </remarks>
    public static IReadOnlyList<Interval> Bca(
        RatingTable table, IReadOnlyList<AgreementCoefficient> coefficients, int replicates, double confidence, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, ComparisonBootstrap.FewestReplicates);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(replicates, ComparisonBootstrap.MostReplicates);
        Interval.ThrowIfNotConfidence(confidence);
        var whole = table.ToHistogram();
        var without = WithoutEach(table, whole);
        return [.. coefficients.Select(coefficient => Of(
            coefficient, coefficient.Compute(whole), [.. without.Select(coefficient.Compute)], replicates, confidence, seed))];
    }

    private static Interval Of(AgreementCoefficient coefficient, Estimate estimate, Estimate[] without, int replicates, double confidence, ulong seed)
    {
        if (estimate.Value is not { } point)
        {
            return Interval.Undefined(estimate, confidence, estimate.Reason!);
        }

        if (without.Any(one => !one.IsDefined))
        {
            return Interval.Undefined(estimate, confidence, "Without one of the annotators the coefficient is undefined, so that the others do not show how much people vary.");
        }

        var mean = without.Average(one => one.Value!.Value);
        var values = Array.ConvertAll(without, one => point + ((without.Length - 1) * (mean - one.Value!.Value)));
        var each = Enumerable.Repeat(1L, values.Length).ToArray();
        var interval = new CountBootstrap(each, counts => [Mean(values, counts)]).Intervals(replicates, confidence, seed, values.Length)[0];
        return interval is { Lower: { } lower, Upper: { } upper }
            ? Interval.Of(point, Cut(lower), Cut(upper), confidence) with { StandardError = interval.StandardError }
            : Interval.Undefined(estimate, confidence, interval.Reason!);

        // A mean of pseudo-values may lie where no coefficient can.
        double Cut(double limit) => Math.Clamp(limit, coefficient.Lowest ?? double.NegativeInfinity, 1);
    }

    private static Estimate Mean(double[] values, long[] counts)
    {
        double sum = 0;
        long total = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += counts[i] * values[i];
            total += counts[i];
        }

        return Estimate.Of(sum / total);
    }

    /// <summary>Makes for each annotator with a label the histogram without their labels, by moving the comparisons that they labelled.</summary>
    private static List<PatternHistogram> WithoutEach(RatingTable table, PatternHistogram whole)
    {
        var labelled = new List<int>?[table.Annotators];
        for (var comparison = 0; comparison < table.Comparisons; comparison++)
        {
            foreach (var annotator in table.AnnotatorsOf(comparison))
            {
                var own = labelled[annotator] ??= [];
                if (own.Count == 0 || own[^1] != comparison)
                {
                    own.Add(comparison);
                }
            }
        }

        var histograms = new List<PatternHistogram>();
        var (all, others) = (new int[table.Categories], new int[table.Categories]);
        for (var annotator = 0; annotator < table.Annotators; annotator++)
        {
            if (labelled[annotator] is not { } own)
            {
                continue;
            }

            var tally = whole.ToTally();
            foreach (var comparison in own)
            {
                Count(table, comparison, annotator, all, others);
                tally.Remove(all, 1);
                tally.Add(others, 1);
            }

            histograms.Add(PatternHistogram.Of(tally));
        }

        return histograms;
    }

    private static void Count(RatingTable table, int comparison, int annotator, int[] all, int[] others)
    {
        Array.Clear(all);
        Array.Clear(others);
        var labels = table.LabelsOf(comparison);
        var annotators = table.AnnotatorsOf(comparison);
        for (var i = 0; i < labels.Length; i++)
        {
            all[labels[i]]++;
            others[labels[i]] += annotators[i] == annotator ? 0 : 1;
        }
    }
}
