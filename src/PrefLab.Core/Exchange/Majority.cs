using PrefLab.Metrics;

namespace PrefLab.Core.Exchange;

/// <summary>The plain majority of a comparison's labels: first by direction, then by strength.</summary>
public static class Majority
{
    /// <returns>Null when no direction has more labels than each of the others. Of equal strengths the weaker counts.</returns>
    public static Preference? Of(int n0, int n1, int n2, int n3, int n4)
    {
        var (a, b) = (n0 + n1, n3 + n4);
        return (a, n2, b) switch
        {
            _ when a > n2 && a > b => n0 > n1 ? Preference.AMuchBetter : Preference.ABetter,
            _ when b > n2 && b > a => n4 > n3 ? Preference.BMuchBetter : Preference.BBetter,
            _ when n2 > a && n2 > b => Preference.Tie,
            _ => null,
        };
    }
}
