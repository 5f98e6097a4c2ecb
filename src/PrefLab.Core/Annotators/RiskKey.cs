using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PrefLab.Core.Annotators;

/// <summary>A place in the list of annotators, which goes by falling risk and then by id; as text <c>0.25_17</c>.</summary>
public readonly record struct RiskKey(double Risk, AnnotatorId Id) : IParsable<RiskKey>, IComparable<RiskKey>
{
    public static bool operator <(RiskKey left, RiskKey right) => left.CompareTo(right) < 0;

    public static bool operator >(RiskKey left, RiskKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(RiskKey left, RiskKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RiskKey left, RiskKey right) => left.CompareTo(right) >= 0;

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out RiskKey result)
    {
        result = default;
        if (s?.Split('_') is not [var risk, var number]
            || !double.TryParse(risk, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || value is not (>= 0 and <= 1)
            || !AnnotatorId.TryParse(number, provider, out var id))
        {
            return false;
        }

        result = new RiskKey(value, id);
        return true;
    }

    public static RiskKey Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var key) ? key : throw new FormatException($"\"{s}\" is no place in the list.");

    public int CompareTo(RiskKey other) => other.Risk.CompareTo(Risk) is not 0 and var byRisk ? byRisk : Id.CompareTo(other.Id);

    /// <summary>The risk to its last digit, so that it is found again.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Risk:R}_{Id}");
}
