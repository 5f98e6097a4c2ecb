using System.Globalization;
using PrefLab.Metrics;

namespace PrefLab.Web.Content;

/// <summary>Numbers and days as pages show them, in the language of the page. What programs read stays invariant.</summary>
public static class Figures
{
    private static CultureInfo Language => CultureInfo.CurrentUICulture;

    /// <summary>With a point behind the number where the language sets one: 3. Nov. 2026.</summary>
    private static string DayPattern => Language.DateTimeFormat.MonthDayPattern.StartsWith("d.", StringComparison.Ordinal) ? "d. MMM yyyy" : "d MMM yyyy";

    public static string Whole(long number) => number.ToString("N0", Language);

    public static string Coefficient(double? value) => value?.ToString("0.00", Language).Replace('-', '−') ?? "–";

    /// <summary>A share as a percentage; whole percents by default.</summary>
    public static string Percent(double? share, int decimals = 0) =>
        share is { } value ? (value * 100).ToString(decimals == 0 ? "0" : "0.0", Language) + " %" : "–";

    public static string CoefficientRange(Interval interval) =>
        interval.IsDefined ? $"{Coefficient(interval.Lower)} – {Coefficient(interval.Upper)}" : "";

    public static string PercentRange(Interval interval, int decimals = 0)
    {
        var format = decimals == 0 ? "0" : "0.0";
        return interval.IsDefined
            ? string.Create(Language, $"{(interval.Lower!.Value * 100).ToString(format, Language)} – {(interval.Upper!.Value * 100).ToString(format, Language)} %")
            : "";
    }

    public static string Money(decimal? amount, string currency, int decimals = 2) =>
        amount is { } value ? $"{value.ToString(decimals == 0 ? "N0" : "N2", Language)} {currency}" : "–";

    /// <summary>What one answer is paid, as exactly as it is set.</summary>
    public static string Rate(decimal amount, string currency) => $"{amount.ToString("0.####", Language)} {currency}";

    public static string Seconds(double? seconds) => seconds switch
    {
        null => "–",
        < 10 => seconds.Value.ToString("0.0", Language) + " s",
        < 120 => seconds.Value.ToString("0", Language) + " s",
        _ => (seconds.Value / 60).ToString("0", Language) + " min",
    };

    /// <summary>A ratio: 0.21 ×.</summary>
    public static string Multiple(double ratio) => ratio.ToString(ratio < 10 ? "0.00" : "0", Language) + " ×";

    /// <summary>A probability that is never quite nothing or all.</summary>
    public static string Risk(double risk) => risk switch { < .01 => "< 1 %", > .99 => "> 99 %", _ => Percent(risk) };

    /// <summary>Evidence, never rounded up to a limit that it has not reached.</summary>
    public static string Nats(double evidence) => (Math.Floor((evidence * 10) + 1e-9) / 10).ToString("0.0", Language).Replace('-', '−');

    public static string Day(DateTimeOffset? at) => at?.ToString(DayPattern, Language) ?? "–";

    public static string Moment(DateTimeOffset? at) => at?.UtcDateTime.ToString($"{DayPattern} HH:mm", Language) ?? "–";

    /// <summary>A length for an SVG attribute, 0 to <paramref name="full"/>.</summary>
    public static string Length(double? share, double full = 100) => (Math.Clamp(share ?? 0, 0, 1) * full).ToString("0.##", CultureInfo.InvariantCulture);
}
