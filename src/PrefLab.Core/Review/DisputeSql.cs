using System.Globalization;

namespace PrefLab.Core.Review;

/// <summary>
/// What makes a comparison disputed, as the expression of a generated column: a function of its row alone, so that no statement that
/// moves a counter has to think of it. It changes with the last label at the earliest, hence most labels change no index.
/// </summary>
internal static class DisputeSql
{
    private const string ForA = "(n0 + n1)";
    private const string ForB = "(n3 + n4)";
    private const string Labels = "(n0 + n1 + n2 + n3 + n4)";
    private const string Most = $"greatest({ForA}, n2, {ForB})";

    private const string NoMajority = $"({ForA} = {Most})::int + (n2 = {Most})::int + ({ForB} = {Most})::int > 1";

    /// <summary>H &gt; b ⇔ Σ k ln k &lt; n (ln n − b ln 2), here without a division.</summary>
    private static readonly string HighEntropy =
        $"{Nats(ForA)} + {Nats("n2")} + {Nats(ForB)} < {Nats(Labels)} - {Labels} * {Number(ReviewRules.EntropyBits * Math.Log(2))}";

    /// <summary>0 for what has a known answer or was decided; otherwise <see cref="DisputeReasons"/>.</summary>
    public static readonly string Dispute =
        $"""
        CASE WHEN use <> 1 OR expert_preference IS NOT NULL THEN 0
        ELSE CASE WHEN {Labels} < overlap THEN 0
             ELSE CASE WHEN {NoMajority} THEN 1 ELSE 0 END + CASE WHEN {HighEntropy} THEN 2 ELSE 0 END END
           + CASE WHEN flags > 0 THEN 4 ELSE 0 END END
        """;

    /// <summary>k ln k, which is 0 for 0.</summary>
    private static string Nats(string count) => $"{count} * ln(greatest({count}, 1)::double precision)";

    private static string Number(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:R}::double precision");
}
