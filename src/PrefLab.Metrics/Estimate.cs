using System.Globalization;

namespace PrefLab.Metrics;

/// <summary>A number that a metric returns, or the reason why there is none. Undefined is never NaN and never a magic 0 or 1.</summary>
public readonly record struct Estimate
{
    private readonly string? reason;

    private Estimate(double? value, string? reason)
    {
        Value = value;
        this.reason = reason;
    }

    /// <summary>Gets the value, always finite; null when undefined.</summary>
    public double? Value { get; }

    /// <summary>Gets one English sentence saying why there is no value; null when there is one.</summary>
    public string? Reason => Value is null ? reason ?? "Nothing was computed." : null;

    /// <summary>Gets a value indicating whether there is a value.</summary>
    public bool IsDefined => Value is not null;

    /// <summary>Wraps a value.</summary>
    /// <param name="value">A finite number.</param>
    /// <returns>A defined estimate.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is NaN or infinite.</exception>
    public static Estimate Of(double value) => double.IsFinite(value)
        ? new Estimate(value, null)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "An estimate is finite; say why it is undefined instead.");

    /// <summary>States that there is no value.</summary>
    /// <param name="reason">One English sentence that a project lead understands.</param>
    /// <returns>An undefined estimate.</returns>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is empty.</exception>
    public static Estimate Undefined(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new Estimate(null, reason);
    }

    /// <summary>Formats the value with four decimals in the invariant culture, or the reason.</summary>
    /// <returns>Text for logs and test output, not for pages.</returns>
    public override string ToString() => Value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? $"undefined: {Reason}";
}
