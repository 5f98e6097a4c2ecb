using MathNet.Numerics.Distributions;

namespace PrefLab.Metrics;

/// <summary>Looks for two accounts that answer alike: one person with two, or one who copies.</summary>
public static class TwinSignal
{
    /// <summary>The fewest comparisons in common that a pair is judged by.</summary>
    public const int FewestShared = 10;

    /// <summary>Compares how often one other account gave the same of the five answers with how often all the rest did.</summary>
    /// <param name="same">Comparisons on which this account gave the same answer, in [0, <paramref name="shared"/>].</param>
    /// <param name="shared">Comparisons that both answered, ≥ 0.</param>
    /// <param name="othersSame">The same for all other accounts together, in [0, <paramref name="othersShared"/>].</param>
    /// <param name="othersShared">Answers of all other accounts to the same annotator's comparisons, ≥ 0.</param>
    /// <param name="accounts">Accounts that this one was chosen from, ≥ 1: the more there are, the likelier is a chance.</param>
    /// <returns>The share of equal answers beside that of the rest; null with fewer than <see cref="FewestShared"/> in common with the account, or with the rest.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>
    /// O(1). A binomial tail with the rest's share, by the rule of succession, times the number of accounts (Bonferroni). Equal in level, not
    /// only in direction: two careful people agree on what is better, and less on by how much.
    /// </remarks>
    public static Signal? Of(int same, int shared, int othersSame, int othersShared, int accounts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(same);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(same, shared);
        ArgumentOutOfRangeException.ThrowIfNegative(othersSame);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(othersSame, othersShared);
        ArgumentOutOfRangeException.ThrowIfLessThan(accounts, 1);
        if (shared < FewestShared || othersShared < FewestShared)
        {
            return null;
        }

        var usual = (othersSame + 1.0) / (othersShared + 2.0);
        var tail = same == 0 ? 1 : 1 - Binomial.CDF(usual, shared, same - 1);
        return new Signal(SignalKind.Twin, (double)same / shared, usual, Math.Clamp(tail * accounts, 0, 1), shared);
    }
}
