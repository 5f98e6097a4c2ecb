using PrefLab.Metrics;

namespace PrefLab.Core.Agreement;

/// <summary>One coefficient of a project, over the five levels or over direction, with its interval.</summary>
public sealed record CoefficientRow(string Id, string Name, bool OverDirection, Interval Interval, string Definition, string Source);

/// <summary>Every agreement coefficient of a project, from its label-count patterns.</summary>
public static class AgreementReport
{
    public const int Replicates = 2_000;
    public const double Confidence = .95;

    /// <summary>Fixed, so that the same labels give the same interval on every visit and on every node.</summary>
    private const ulong Seed = 20_260_301;

    private static readonly AgreementCoefficient[] OverLevels =
    [
        AgreementCoefficient.AlphaOrdinal, AgreementCoefficient.AlphaNominal, AgreementCoefficient.FleissKappa,
        AgreementCoefficient.PairwisePooled, AgreementCoefficient.PairwiseMean,
    ];

    private static readonly AgreementCoefficient[] OverDirections =
    [
        AgreementCoefficient.AlphaNominal, AgreementCoefficient.FleissKappa, AgreementCoefficient.PairwisePooled, AgreementCoefficient.PairwiseMean,
    ];

    /// <remarks>O(B·P) for B replicates and P patterns, whatever the number of comparisons.</remarks>
    public static IReadOnlyList<CoefficientRow> Of(PatternHistogram histogram) =>
    [
        .. Rows(histogram, OverLevels, overDirection: false),
        .. Rows(histogram.ToDirection(), OverDirections, overDirection: true),
    ];

    public static CoefficientRow Find(this IEnumerable<CoefficientRow> rows, AgreementCoefficient coefficient, bool overDirection = false) =>
        rows.Single(row => row.OverDirection == overDirection && string.Equals(row.Id, coefficient.Id, StringComparison.Ordinal));

    private static IEnumerable<CoefficientRow> Rows(PatternHistogram histogram, AgreementCoefficient[] coefficients, bool overDirection)
    {
        var intervals = ComparisonBootstrap.Bca(histogram, coefficients, Replicates, Confidence, Seed);
        return coefficients.Zip(intervals, (coefficient, interval) => new CoefficientRow(
            coefficient.Id, coefficient.Name, overDirection, interval, $"{coefficient.Definition} {ScaleOf(coefficient)}", coefficient.Source));
    }

    private static string ScaleOf(AgreementCoefficient coefficient) =>
        coefficient.CorrectsForChance ? "1 is perfect, 0 is chance." : "Chance is not taken off.";
}
