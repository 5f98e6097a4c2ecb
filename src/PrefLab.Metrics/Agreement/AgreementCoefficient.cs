namespace PrefLab.Metrics;

/// <summary>An agreement coefficient that is a function of the histogram of label-count patterns; each is at most 1, and 1 is perfect.</summary>
public sealed record AgreementCoefficient
{
    private const string Krippendorff = "Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, https://repository.upenn.edu/asc_papers/43";
    private const string Fleiss = "Fleiss (1971), https://doi.org/10.1037/h0031619; Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., chapter 2";
    private const string Gwet = "Gwet (2008), https://doi.org/10.1348/000711006X126600; Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., chapter 3";
    private const string Brennan = "Brennan and Prediger (1981), https://doi.org/10.1177/001316448104100307; Gwet (2014), chapter 3";

    private AgreementCoefficient()
    {
    }

    /// <summary>Gets the stable identifier in snake case, for settings, the API and exports.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the English name for tables.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the symbol for narrow columns and charts.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets one English sentence that says what the number is.</summary>
    public required string Definition { get; init; }

    /// <summary>Gets where the definition comes from, with a DOI or another lasting address where there is one.</summary>
    public required string Source { get; init; }

    /// <summary>Gets the smallest value that any histogram gives; null when there is none that holds on every scale. The largest is 1.</summary>
    public double? Lowest { get; init; }

    /// <summary>Gets which renamings of the categories leave the coefficient as it is.</summary>
    public Relabelling Relabelling { get; init; }

    /// <summary>Gets a value indicating whether 0 is the level of chance; else chance is not taken off.</summary>
    public bool CorrectsForChance { get; init; } = true;

    /// <summary>Gets a value indicating whether the coefficient is undefined when all labels are the same; else it is 1 then.</summary>
    public bool NeedsVariation { get; init; }

    /// <summary>Gets the coefficient as a pure function, at most O(P·k² + k³) for P patterns over k categories.</summary>
    public required Func<PatternHistogram, Estimate> Compute { get; init; }

    /// <summary>Gets Krippendorff's alpha with the ordinal difference, the first choice for the five levels.</summary>
    public static AgreementCoefficient AlphaOrdinal { get; } = Alpha(
        LevelDifference.Ordinal, "ordinal", "two labels disagree the more, the more labels lie between their levels");

    /// <summary>Gets Krippendorff's alpha with the nominal difference.</summary>
    public static AgreementCoefficient AlphaNominal { get; } = Alpha(
        LevelDifference.Nominal, "nominal", "any two different answers disagree equally");

    /// <summary>Gets Krippendorff's alpha with the interval difference.</summary>
    public static AgreementCoefficient AlphaInterval { get; } = Alpha(
        LevelDifference.Interval, "interval", "two labels disagree by the square of their distance in levels");

    /// <summary>Gets Krippendorff's alpha with the ratio difference.</summary>
    public static AgreementCoefficient AlphaRatio { get; } = Alpha(
        LevelDifference.Ratio, "ratio", "two labels, as numbers from 1, disagree by the square of their distance relative to their sum");

    /// <summary>Gets Fleiss' kappa with <see cref="ChanceAgreement.MeanOfItemProportions"/>.</summary>
    public static AgreementCoefficient FleissKappa { get; } = Kappa(
        "fleiss_kappa", "Fleiss' kappa", "κ", ChanceAgreement.MeanOfItemProportions, "the mean share of each answer over comparisons");

    /// <summary>Gets Fleiss' kappa with <see cref="ChanceAgreement.PooledLabels"/>.</summary>
    public static AgreementCoefficient FleissKappaPooled { get; } = Kappa(
        "fleiss_kappa_pooled", "Fleiss' kappa, chance from all labels pooled", "κ, pooled", ChanceAgreement.PooledLabels, "the share of each answer among all labels");

    /// <summary>Gets Fleiss' kappa with <see cref="ChanceAgreement.PooledPairedLabels"/>.</summary>
    public static AgreementCoefficient FleissKappaPooledPaired { get; } = Kappa(
        "fleiss_kappa_pooled_paired",
        "Fleiss' kappa, chance from labels with a partner pooled",
        "κ, pooled pairs",
        ChanceAgreement.PooledPairedLabels,
        "the share of each answer among the labels of comparisons with two or more");

    /// <summary>Gets Fleiss' kappa with linear weights.</summary>
    public static AgreementCoefficient FleissKappaLinear { get; } = WeightedKappa("linear", CategoryWeights.Linear, "the distance");

    /// <summary>Gets Fleiss' kappa with quadratic weights.</summary>
    public static AgreementCoefficient FleissKappaQuadratic { get; } = WeightedKappa("quadratic", CategoryWeights.Quadratic, "the squared distance");

    /// <summary>Gets Scott's pi, for two labels a comparison.</summary>
    public static AgreementCoefficient ScottPi { get; } = new()
    {
        Id = "scott_pi",
        Name = "Scott's pi",
        Symbol = "π",
        Definition = "Agreement of the two labels of a comparison beyond chance, chance from the share of each answer among the labels compared.",
        Source = "Scott (1955), https://doi.org/10.1086/266577",
        Lowest = -1,
        NeedsVariation = true,
        Compute = Metrics.ScottPi.Compute,
    };

    /// <summary>Gets Gwet's AC1.</summary>
    public static AgreementCoefficient GwetAc1 { get; } = new()
    {
        Id = "gwet_ac1",
        Name = "Gwet's AC1",
        Symbol = "AC₁",
        Definition = "Agreement of pairs of labels beyond guesses at random, which are the rarer, the more one answer prevails.",
        Source = Gwet,
        Lowest = -1,
        Compute = histogram => GwetAc.Compute(histogram, CategoryWeights.Identity(histogram.Categories)),
    };

    /// <summary>Gets Gwet's AC2 with linear weights.</summary>
    public static AgreementCoefficient GwetAc2Linear { get; } = Ac2("linear", CategoryWeights.Linear, "the distance");

    /// <summary>Gets Gwet's AC2 with quadratic weights.</summary>
    public static AgreementCoefficient GwetAc2Quadratic { get; } = Ac2("quadratic", CategoryWeights.Quadratic, "the squared distance");

    /// <summary>Gets the coefficient of Brennan and Prediger.</summary>
    public static AgreementCoefficient BrennanPrediger { get; } = new()
    {
        Id = "brennan_prediger",
        Name = "Brennan–Prediger",
        Symbol = "BP",
        Definition = "Agreement of pairs of labels beyond guessing evenly among all levels of the scale.",
        Source = Brennan,
        Lowest = -1,
        Compute = histogram => Metrics.BrennanPrediger.Compute(histogram, CategoryWeights.Identity(histogram.Categories)),
    };

    /// <summary>Gets the coefficient of Brennan and Prediger with linear weights.</summary>
    public static AgreementCoefficient BrennanPredigerLinear { get; } = WeightedBrennan("linear", CategoryWeights.Linear, "the distance");

    /// <summary>Gets the coefficient of Brennan and Prediger with quadratic weights.</summary>
    public static AgreementCoefficient BrennanPredigerQuadratic { get; } = WeightedBrennan("quadratic", CategoryWeights.Quadratic, "the squared distance");

    /// <summary>Gets pairwise agreement, pooled over pairs.</summary>
    public static AgreementCoefficient PairwisePooled { get; } = new()
    {
        Id = "pairwise_pooled",
        Name = "Pairwise agreement, pooled",
        Symbol = "pₐ, pooled",
        Definition = "The share of all pairs of labels on a comparison that are equal; comparisons with many labels weigh more.",
        Source = "Proportion of agreeing pairs",
        Lowest = 0,
        CorrectsForChance = false,
        Compute = PairwiseAgreement.Pooled,
    };

    /// <summary>Gets pairwise agreement, mean over comparisons.</summary>
    public static AgreementCoefficient PairwiseMean { get; } = new()
    {
        Id = "pairwise_mean",
        Name = "Pairwise agreement, mean of comparisons",
        Symbol = "pₐ",
        Definition = "The share of equal pairs on each comparison, averaged over comparisons: each weighs the same.",
        Source = "Fleiss (1971), https://doi.org/10.1037/h0031619, observed agreement",
        Lowest = 0,
        CorrectsForChance = false,
        Compute = PairwiseAgreement.MeanOfComparisons,
    };

    /// <summary>Gets every coefficient, in the order in which tables show them.</summary>
    public static IReadOnlyList<AgreementCoefficient> All { get; } =
    [
        AlphaOrdinal, AlphaNominal, AlphaInterval, AlphaRatio,
        FleissKappa, FleissKappaPooled, FleissKappaPooledPaired, FleissKappaLinear, FleissKappaQuadratic, ScottPi,
        GwetAc1, GwetAc2Linear, GwetAc2Quadratic, BrennanPrediger, BrennanPredigerLinear, BrennanPredigerQuadratic,
        PairwisePooled, PairwiseMean,
    ];

    /// <summary>Finds a coefficient by its identifier.</summary>
    /// <param name="id">An <see cref="Id"/>, exactly.</param>
    /// <returns>The coefficient; null when there is none by that identifier.</returns>
    /// <remarks>O(number of coefficients).</remarks>
    public static AgreementCoefficient? Find(string id) => All.FirstOrDefault(one => string.Equals(one.Id, id, StringComparison.Ordinal));

    /// <summary>Names the coefficient.</summary>
    /// <returns>The identifier.</returns>
    public override string ToString() => Id;

    private static AgreementCoefficient Alpha(LevelDifference difference, string kind, string meaning) => new()
    {
        Id = $"alpha_{kind}",
        Name = $"Krippendorff's alpha, {kind}",
        Symbol = $"α, {kind}",
        Definition = $"1 − observed ÷ expected disagreement, where {meaning}.",
        Source = Krippendorff,
        Lowest = -1,
        Relabelling = difference switch
        {
            LevelDifference.Nominal => Relabelling.Any,
            LevelDifference.Ratio => Relabelling.None,
            _ => Relabelling.Mirror,
        },
        NeedsVariation = true,
        Compute = histogram => KrippendorffAlpha.Compute(histogram, difference),
    };

    private static AgreementCoefficient Kappa(string id, string name, string symbol, ChanceAgreement chance, string proportions) => new()
    {
        Id = id,
        Name = name,
        Symbol = symbol,
        Definition = $"Agreement of pairs of labels beyond chance, chance from {proportions}.",
        Source = Fleiss,
        NeedsVariation = true,
        Compute = histogram => Metrics.FleissKappa.Compute(histogram, chance),
    };

    private static AgreementCoefficient WeightedKappa(string kind, Func<int, CategoryWeights> weights, string loss) => new()
    {
        Id = $"fleiss_kappa_{kind}",
        Name = $"Fleiss' kappa, {kind} weights",
        Symbol = $"κ, {kind}",
        Definition = $"Fleiss' kappa where two labels agree the less, the larger {loss} between their levels.",
        Source = "Fleiss (1971), https://doi.org/10.1037/h0031619; weights after Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., chapter 3",
        Relabelling = Relabelling.Mirror,
        NeedsVariation = true,
        Compute = histogram => Metrics.FleissKappa.Compute(histogram, weights(histogram.Categories)),
    };

    private static AgreementCoefficient Ac2(string kind, Func<int, CategoryWeights> weights, string loss) => new()
    {
        Id = $"gwet_ac2_{kind}",
        Name = $"Gwet's AC2, {kind} weights",
        Symbol = $"AC₂, {kind}",
        Definition = $"Gwet's coefficient where two labels agree the less, the larger {loss} between their levels.",
        Source = Gwet,
        Relabelling = Relabelling.Mirror,
        Compute = histogram => GwetAc.Compute(histogram, weights(histogram.Categories)),
    };

    private static AgreementCoefficient WeightedBrennan(string kind, Func<int, CategoryWeights> weights, string loss) => new()
    {
        Id = $"brennan_prediger_{kind}",
        Name = $"Brennan–Prediger, {kind} weights",
        Symbol = $"BP, {kind}",
        Definition = $"Brennan and Prediger's coefficient where two labels agree the less, the larger {loss} between their levels.",
        Source = Brennan,
        Relabelling = Relabelling.Mirror,
        Compute = histogram => Metrics.BrennanPrediger.Compute(histogram, weights(histogram.Categories)),
    };
}
