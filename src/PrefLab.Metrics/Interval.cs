using System.Globalization;
using System.Runtime.CompilerServices;

namespace PrefLab.Metrics;

/// <summary>An estimate with its confidence interval: they travel together. The interval may be undefined where the estimate is not.</summary>
public readonly record struct Interval
{
    private readonly string? reason;

    private Interval(Estimate estimate, double? lower, double? upper, double confidence, string? reason)
    {
        Estimate = estimate;
        Lower = lower;
        Upper = upper;
        Confidence = confidence;
        this.reason = reason;
    }

    /// <summary>Gets the point estimate.</summary>
    public Estimate Estimate { get; }

    /// <summary>Gets the lower limit, finite; null when the interval is undefined.</summary>
    public double? Lower { get; }

    /// <summary>Gets the upper limit, finite and not below the lower one; null when the interval is undefined.</summary>
    public double? Upper { get; }

    /// <summary>Gets the nominal coverage, in (0, 1), for example .95.</summary>
    public double Confidence { get; }

    /// <summary>Gets the standard deviation of the estimate over resamples, ≥ 0, with divisor B − 1; null where there are no limits or nothing was resampled.</summary>
    public double? StandardError { get; internal init; }

    /// <summary>Gets one English sentence saying why there is no interval; null when there is one.</summary>
    public string? Reason => Lower is null ? reason ?? "Nothing was computed." : null;

    /// <summary>Gets a value indicating whether there are limits.</summary>
    public bool IsDefined => Lower is not null;

    /// <summary>Joins an estimate and its limits.</summary>
    /// <param name="estimate">A finite number; it may lie outside the limits, as with percentile limits of a skewed coefficient.</param>
    /// <param name="lower">The lower limit, finite.</param>
    /// <param name="upper">The upper limit, finite, ≥ <paramref name="lower"/>.</param>
    /// <param name="confidence">The nominal coverage, in (0, 1).</param>
    /// <returns>A defined interval.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Interval Of(double estimate, double lower, double upper, double confidence)
    {
        if (!double.IsFinite(lower) || !double.IsFinite(upper) || lower > upper)
        {
            throw new ArgumentOutOfRangeException(nameof(lower), lower, "Limits are finite and in order.");
        }

        ThrowIfNotConfidence(confidence);
        return new Interval(Estimate.Of(estimate), lower, upper, confidence, null);
    }

    /// <summary>States that there are no limits.</summary>
    /// <param name="estimate">The estimate, defined or not.</param>
    /// <param name="confidence">The nominal coverage asked for, in (0, 1).</param>
    /// <param name="reason">One English sentence that a project lead understands.</param>
    /// <returns>An undefined interval.</returns>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is outside (0, 1).</exception>
    public static Interval Undefined(Estimate estimate, double confidence, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ThrowIfNotConfidence(confidence);
        return new Interval(estimate, null, null, confidence, reason);
    }

    /// <summary>Formats in the invariant culture.</summary>
    /// <returns>Text for logs and test output, not for pages.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Estimate} {(IsDefined ? string.Create(CultureInfo.InvariantCulture, $"[{Lower:0.0000}, {Upper:0.0000}]") : $"[{Reason}]")} {Confidence:P0}");

    /// <summary>Checks a confidence level.</summary>
    /// <param name="confidence">The nominal coverage; a quantile beyond 1 − 10⁻¹² is lost in rounding.</param>
    /// <param name="parameter">Its name where it comes from.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is outside (0, 1), or nearer to 1 than 10⁻¹².</exception>
    internal static void ThrowIfNotConfidence(double confidence, [CallerArgumentExpression(nameof(confidence))] string? parameter = null)
    {
        if (confidence is not (> 0 and <= 1 - 1e-12))
        {
            throw new ArgumentOutOfRangeException(parameter, confidence, "A confidence level lies between 0 and 1, both excluded.");
        }
    }
}
