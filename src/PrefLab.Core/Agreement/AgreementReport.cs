using PrefLab.Metrics;

namespace PrefLab.Core.Agreement;

/// <summary>One coefficient of a project, over the five levels or over direction, with its interval.</summary>
public sealed record CoefficientRow(string Id, string Name, bool OverDirection, Interval Interval, string Definition, string Source);

/// <summary>Every agreement coefficient of a project, from its label-count patterns.</summary>
public static class AgreementReport
{
    public const int Replicates = 1_000;
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
        var intervals = ComparisonBootstrap.Percentile(histogram, coefficients, Replicates, Confidence, Seed);
        return coefficients.Zip(intervals, (coefficient, interval) =>
        {
            var (definition, source) = About(coefficient.Id);
            return new CoefficientRow(coefficient.Id, coefficient.Name, overDirection, interval, definition, source);
        });
    }

    private static (string Definition, string Source) About(string id) => id switch
    {
        "alpha_ordinal" => (
            "1 − observed ÷ expected disagreement; two labels disagree the more, the more labels lie between their levels. 1 is perfect, 0 is chance.",
            "Krippendorff (2011), Computing Krippendorff's Alpha-Reliability"),
        "alpha_nominal" => (
            "1 − observed ÷ expected disagreement, where any two different answers disagree equally. 1 is perfect, 0 is chance.",
            "Krippendorff (2011), Computing Krippendorff's Alpha-Reliability"),
        "fleiss_kappa" => (
            "Agreement of pairs of labels beyond chance, chance from the mean share of each answer over comparisons.",
            "Fleiss (1971); Gwet (2014) for unequal numbers of labels"),
        "pairwise_pooled" => (
            "The share of all pairs of labels on a comparison that are equal; comparisons with many labels weigh more. Chance is not taken off.",
            "Proportion of agreeing pairs"),
        _ => (
            "The share of equal pairs on each comparison, averaged over comparisons: each weighs the same. Chance is not taken off.",
            "Fleiss (1971), observed agreement"),
    };
}
