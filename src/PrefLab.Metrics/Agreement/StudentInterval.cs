using MathNet.Numerics.Distributions;

namespace PrefLab.Metrics;

/// <summary>The interval of an agreement coefficient from its standard error.</summary>
internal static class StudentInterval
{
    /// <summary>Computes estimate ± t · error, by Student's t with n − 1 degrees of freedom.</summary>
    /// <param name="estimate">The coefficient.</param>
    /// <param name="error">Its standard error, ≥ 0; undefined where the coefficient is.</param>
    /// <param name="observations">Number of comparisons, n; ≥ 2 where the error is defined.</param>
    /// <param name="confidence">Nominal coverage, in (0, 1).</param>
    /// <returns>Symmetric limits, the upper one cut at 1; undefined where the error is undefined or 0.</returns>
    public static Interval Of(Estimate estimate, Estimate error, long observations, double confidence)
    {
        if (estimate.Value is not { } point || error.Value is not { } width)
        {
            return Interval.Undefined(estimate, confidence, error.Reason!);
        }

        if (width == 0)
        {
            return Interval.Undefined(estimate, confidence, Undefined.NoSpread);
        }

        var reach = width * StudentT.InvCDF(0, 1, observations - 1, (1 + confidence) / 2);
        return Interval.Of(point, point - reach, Math.Min(1, point + reach), confidence);
    }
}
