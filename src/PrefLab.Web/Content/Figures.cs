using System.Globalization;
using PrefLab.Metrics;

namespace PrefLab.Web.Content;

/// <summary>Numbers as pages show them, the same everywhere.</summary>
public static class Figures
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static string Whole(long number) => number.ToString("N0", Invariant);

    public static string Coefficient(double? value) => value?.ToString("0.00", Invariant).Replace('-', '−') ?? "–";

    /// <summary>A share as a percentage; whole percents by default.</summary>
    public static string Percent(double? share, int decimals = 0) =>
        share is { } value ? (value * 100).ToString(decimals == 0 ? "0" : "0.0", Invariant) + " %" : "–";

    public static string CoefficientRange(Interval interval) =>
        interval.IsDefined ? $"{Coefficient(interval.Lower)} – {Coefficient(interval.Upper)}" : "";

    public static string PercentRange(Interval interval, int decimals = 0)
    {
        var format = decimals == 0 ? "0" : "0.0";
        return interval.IsDefined
            ? string.Create(Invariant, $"{(interval.Lower!.Value * 100).ToString(format, Invariant)} – {(interval.Upper!.Value * 100).ToString(format, Invariant)} %")
            : "";
    }

    public static string Money(decimal? amount, string currency, int decimals = 2) =>
        amount is { } value ? $"{value.ToString(decimals == 0 ? "N0" : "N2", Invariant)} {currency}" : "–";

    public static string Seconds(double? seconds) => seconds switch
    {
        null => "–",
        < 10 => seconds.Value.ToString("0.0", Invariant) + " s",
        < 120 => seconds.Value.ToString("0", Invariant) + " s",
        _ => (seconds.Value / 60).ToString("0", Invariant) + " min",
    };

    public static string Day(DateTimeOffset? at) => at?.ToString("d MMM yyyy", Invariant) ?? "–";

    public static string Moment(DateTimeOffset? at) => at?.UtcDateTime.ToString("d MMM yyyy HH:mm", Invariant) ?? "–";

    /// <summary>A length for an SVG attribute, 0 to <paramref name="full"/>.</summary>
    public static string Length(double? share, double full = 100) => (Math.Clamp(share ?? 0, 0, 1) * full).ToString("0.##", Invariant);
}
