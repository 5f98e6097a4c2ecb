using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace PrefLab.Metrics;

/// <summary>Bootstrap of statistics that depend on counts of equal observations only: a replicate is one multinomial draw.</summary>
/// <param name="counts">How many observations fall into each of the P cells.</param>
/// <param name="statistics">The m statistics of other counts over the same cells; it may keep the array that it is given.</param>
/// <param name="without">The m statistics with one observation of a cell left out, where there is a faster way to compute them.</param>
internal sealed class CountBootstrap(long[] counts, Func<long[], Estimate[]> statistics, Func<int, Estimate[]>? without = null)
{
    /// <summary>Student's quantile differs from the normal one by less than 10⁻⁴ beyond.</summary>
    private const long Many = 100_000;

    /// <summary>Draws B replicates and makes m intervals.</summary>
    /// <param name="replicates">B.</param>
    /// <param name="confidence">Nominal coverage.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="informative">Number of observations that say something, n ≥ 2, for the width at small numbers; null for percentile limits.</param>
    public Interval[] Intervals(int replicates, double confidence, ulong seed, long? informative)
    {
        var points = statistics([.. counts]);
        var values = points.Select(_ => new List<double>(replicates)).ToArray();
        var random = new SplitMix64(seed);
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            var drawn = statistics(Multinomial.Resample(counts, random));
            for (var i = 0; i < values.Length; i++)
            {
                if (drawn[i].Value is { } value)
                {
                    values[i].Add(value);
                }
            }
        }

        var accelerations = informative is null ? null : Accelerations(points.Length);
        return [.. points.Select((point, i) => Of(point, values[i], replicates, confidence, informative, accelerations?[i]))];
    }

    private static Interval Of(Estimate estimate, List<double> values, int replicates, double confidence, long? informative, double? acceleration)
    {
        if (estimate.Value is not { } point)
        {
            return Interval.Undefined(estimate, confidence, estimate.Reason!);
        }

        if (values.Count < .95 * replicates)
        {
            return Interval.Undefined(estimate, confidence, "There are too few or too uniform labels: the coefficient is undefined in many resamples.");
        }

        values.Sort();
        if (values[0] == values[^1])
        {
            return Interval.Undefined(estimate, confidence, "Every resample gives the same value, which says nothing about the uncertainty.");
        }

        var (lower, upper) = ((1 - confidence) / 2, (1 + confidence) / 2);
        if (informative is { } n)
        {
            var below = values.Sum(value => value < point ? 1 : value == point ? .5 : 0) / values.Count;
            var bias = Normal.InvCDF(0, 1, Math.Clamp(below, .5 / values.Count, 1 - (.5 / values.Count)));
            var reach = n > Many ? Normal.InvCDF(0, 1, upper) : Math.Sqrt(n / (n - 1.0)) * StudentT.InvCDF(0, 1, n - 1, upper);
            (lower, upper) = (Level(bias, acceleration ?? 0, -reach), Level(bias, acceleration ?? 0, reach));
        }

        return Interval.Of(point, QuantileOfSorted(values, lower), QuantileOfSorted(values, upper), confidence) with { StandardError = values.StandardDeviation() };
    }

    /// <summary>Efron (1987). The acceleration is at most 1/6, so that only absurd confidence levels meet the limit of the fraction.</summary>
    private static double Level(double bias, double acceleration, double z)
    {
        var shrink = 1 - (acceleration * (bias + z));
        return shrink <= 0 ? (z > 0 ? 1 : 0) : Normal.CDF(0, 1, bias + ((bias + z) / shrink));
    }

    /// <summary>Computes Σ d³ / (6 (Σ d²)^1.5) over observations left out one by one; equal ones have equal d. A cell without a value has d = 0.</summary>
    private double[] Accelerations(int total)
    {
        var left = counts.Select((count, cell) => count == 0 ? []
            : without?.Invoke(cell) ?? statistics([.. counts[..cell], count - 1, .. counts[(cell + 1)..]])).ToArray();
        var accelerations = new double[total];
        for (var i = 0; i < total; i++)
        {
            var cells = counts.Zip(left, (count, row) => (Count: (double)count, row.ElementAtOrDefault(i).Value)).Where(cell => cell.Value is not null).ToArray();
            var mean = cells.Sum(cell => cell.Count * cell.Value!.Value) / Math.Max(1, cells.Sum(cell => cell.Count));
            var squares = cells.Sum(cell => cell.Count * Math.Pow(mean - cell.Value!.Value, 2));
            var cubes = cells.Sum(cell => cell.Count * Math.Pow(mean - cell.Value!.Value, 3));
            accelerations[i] = squares == 0 ? 0 : cubes / (6 * Math.Pow(squares, 1.5));
        }

        return accelerations;
    }

    /// <summary>Hyndman and Fan (1996), https://doi.org/10.1080/00031305.1996.10473566, definition 7.</summary>
    private static double QuantileOfSorted(List<double> sorted, double q)
    {
        var position = q * (sorted.Count - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
