using PrefLab.Core.Review;
using PrefLab.Metrics;

namespace PrefLab.Core.Agreement;

/// <summary>What is counted over all comparisons of a project at one moment.</summary>
/// <param name="Disputed">The comparisons that people differ about most, worst first.</param>
/// <param name="CountedAt">Null while a large project is counted for the first time: everything else is undefined or empty until then.</param>
public sealed record AgreementCount(
    PatternHistogram Histogram, IReadOnlyList<CoefficientRow> Coefficients, IReadOnlyList<DisputedComparison> Disputed, DateTimeOffset? CountedAt)
{
    private const string BeingCounted = "The labels are being counted; ask again in a few seconds.";

    /// <summary>What waits for an expert, and what experts decided; null like <see cref="CountedAt"/>.</summary>
    public ReviewCounts? Reviews { get; init; }

    public static AgreementCount Pending { get; } = MakePending();

    public static AgreementCount Of(PatternHistogram histogram, IReadOnlyList<DisputedComparison> disputed, DateTimeOffset? countedAt) =>
        new(histogram, AgreementReport.Of(histogram), disputed, countedAt);

    private static AgreementCount MakePending()
    {
        var unknown = Interval.Undefined(Estimate.Undefined(BeingCounted), AgreementReport.Confidence, BeingCounted);
        var nothing = Of(PatternHistogram.FromPatterns(PreferenceLevels.Count, []), [], countedAt: null);
        return nothing with { Coefficients = [.. nothing.Coefficients.Select(row => row with { Interval = unknown })] };
    }
}
