namespace PrefLab.Metrics;

/// <summary>An agreement coefficient that is a function of the histogram of label-count patterns.</summary>
/// <param name="Id">Stable identifier in snake case, for settings, the API and exports.</param>
/// <param name="Name">English name for tables.</param>
/// <param name="Compute">The coefficient; pure.</param>
public sealed record AgreementCoefficient(string Id, string Name, Func<PatternHistogram, Estimate> Compute)
{
    /// <summary>Gets Krippendorff's alpha with the ordinal difference, the first choice for the five levels.</summary>
    public static AgreementCoefficient AlphaOrdinal { get; } =
        new("alpha_ordinal", "Krippendorff's alpha, ordinal", histogram => KrippendorffAlpha.Compute(histogram, LevelDifference.Ordinal));

    /// <summary>Gets Krippendorff's alpha with the nominal difference.</summary>
    public static AgreementCoefficient AlphaNominal { get; } =
        new("alpha_nominal", "Krippendorff's alpha, nominal", histogram => KrippendorffAlpha.Compute(histogram, LevelDifference.Nominal));

    /// <summary>Gets Krippendorff's alpha with the interval difference.</summary>
    public static AgreementCoefficient AlphaInterval { get; } =
        new("alpha_interval", "Krippendorff's alpha, interval", histogram => KrippendorffAlpha.Compute(histogram, LevelDifference.Interval));

    /// <summary>Gets Fleiss' kappa with <see cref="ChanceAgreement.MeanOfItemProportions"/>.</summary>
    public static AgreementCoefficient FleissKappa { get; } =
        new("fleiss_kappa", "Fleiss' kappa", histogram => Metrics.FleissKappa.Compute(histogram));

    /// <summary>Gets Fleiss' kappa with <see cref="ChanceAgreement.PooledLabels"/>.</summary>
    public static AgreementCoefficient FleissKappaPooled { get; } = new(
        "fleiss_kappa_pooled",
        "Fleiss' kappa, chance from all labels pooled",
        histogram => Metrics.FleissKappa.Compute(histogram, ChanceAgreement.PooledLabels));

    /// <summary>Gets Fleiss' kappa with <see cref="ChanceAgreement.PooledPairedLabels"/>.</summary>
    public static AgreementCoefficient FleissKappaPooledPaired { get; } = new(
        "fleiss_kappa_pooled_paired",
        "Fleiss' kappa, chance from labels with a partner pooled",
        histogram => Metrics.FleissKappa.Compute(histogram, ChanceAgreement.PooledPairedLabels));

    /// <summary>Gets pairwise agreement, pooled over pairs.</summary>
    public static AgreementCoefficient PairwisePooled { get; } =
        new("pairwise_pooled", "Pairwise agreement, pooled", PairwiseAgreement.Pooled);

    /// <summary>Gets pairwise agreement, mean over comparisons.</summary>
    public static AgreementCoefficient PairwiseMean { get; } =
        new("pairwise_mean", "Pairwise agreement, mean of comparisons", PairwiseAgreement.MeanOfComparisons);

    /// <summary>Gets every coefficient, in the order in which tables show them.</summary>
    public static IReadOnlyList<AgreementCoefficient> All { get; } =
    [
        AlphaOrdinal, AlphaNominal, AlphaInterval, FleissKappa, FleissKappaPooled, FleissKappaPooledPaired, PairwisePooled, PairwiseMean,
    ];

    /// <summary>Finds a coefficient by its identifier.</summary>
    /// <param name="id">An <see cref="Id"/>, exactly.</param>
    /// <returns>The coefficient; null when there is none by that identifier.</returns>
    /// <remarks>O(number of coefficients).</remarks>
    public static AgreementCoefficient? Find(string id) => All.FirstOrDefault(one => string.Equals(one.Id, id, StringComparison.Ordinal));
}
