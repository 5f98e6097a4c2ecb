namespace PrefLab.Metrics;

/// <content>Agreement between annotators.</content>
public static partial class MetricRegistry
{
    private const string Conger = "Conger (1980), https://doi.org/10.1037/0033-2909.88.2.322; weights after Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed.";
    private const string Cohen = "Cohen (1960), https://doi.org/10.1177/001316446002000104";
    private const string WeightedCohen = "Cohen (1968), https://doi.org/10.1037/h0026256";
    private const string NoChance = "no comparison has two labels, all are by one annotator, or nothing could disagree by chance";
    private const string OneCategory = "both use the same single category";

    private static IEnumerable<Metric> Agreement() =>
    [
        .. AgreementCoefficient.All.Select(Coefficient),
        Of("conger_kappa", "Conger's kappa", "κ, Conger", "Agreement beyond chance, chance from each annotator's own use of the levels.", Conger, CategoryWeights.Identity) with { Relabelling = Relabelling.Any },
        Of("conger_kappa_linear", "Conger's kappa, linear weights", "κ, Conger, linear", "Conger's kappa where two labels agree the less, the larger the distance between their levels.", Conger, CategoryWeights.Linear),
        Of("conger_kappa_quadratic", "Conger's kappa, quadratic weights", "κ, Conger, quadratic", "Conger's kappa where two labels agree the less, the larger the squared distance between their levels.", Conger, CategoryWeights.Quadratic),
        Pairs("cohen_kappa", "Cohen's kappa", "κ, Cohen", "Agreement of two annotators beyond chance, chance from each one's own use of the levels.", Cohen, CategoryWeights.Identity) with { Relabelling = Relabelling.Any },
        Pairs("cohen_kappa_linear", "Cohen's kappa, linear weights", "κ, Cohen, linear", "Cohen's kappa where two labels agree the less, the larger the distance between their levels.", WeightedCohen, CategoryWeights.Linear),
        Pairs("cohen_kappa_quadratic", "Cohen's kappa, quadratic weights", "κ, Cohen, quadratic", "Cohen's kappa where two labels agree the less, the larger the squared distance between their levels.", WeightedCohen, CategoryWeights.Quadratic),
        new("annotator_pair", "Agreement of two annotators", "pₐ, pair", "The share of the comparisons of two annotators on which both gave the same level.", 0, 1, "1", "Proportion; interval: Wilson (1927), https://doi.org/10.1080/01621459.1927.10502953", "never: pairs that share nothing are left out", MetricScope.AnnotatorPair, sample => [.. AnnotatorAgreement.Matrix(sample.Table).Select(pair => pair.Agreement(Confidence).Estimate)]) { Relabelling = Relabelling.Any },
        new("leave_one_out", "Agreement with others", "pₐ, others", "The mean share of others' labels on an annotator's comparisons that are the same as the annotator's.", 0, 1, "1", "Proportion; interval: Wilson (1927), https://doi.org/10.1080/01621459.1927.10502953", "the annotator shares no comparison with others", MetricScope.Annotator, sample => [.. AnnotatorAgreement.LeaveOneOut(sample.Table, CategoryWeights.Identity(PreferenceLevels.Count), Confidence).Select(one => one.Estimate)]) { Relabelling = Relabelling.Any },
    ];

    private static Metric Coefficient(AgreementCoefficient one)
    {
        var when = one == AgreementCoefficient.ScottPi ? ", some have more" : string.Empty;
        return new(
            one.Id, one.Name, one.Symbol, one.Definition, one.Lowest, 1, "1", one.Source,
            "no comparison has two labels" + when + (one.NeedsVariation ? ", or all labels are the same" : string.Empty),
            MetricScope.Project, sample => [one.Compute(sample.Histogram)])
        {
            Relabelling = one.Relabelling,
        };
    }

    private static Metric Of(string id, string name, string symbol, string definition, string source, Func<int, CategoryWeights> weights) => new(
        id, name, symbol, definition, null, 1, "1", source, NoChance, MetricScope.Project,
        sample => [CongerKappa.Compute(sample.Table, weights(PreferenceLevels.Count))]);

    private static Metric Pairs(string id, string name, string symbol, string definition, string source, Func<int, CategoryWeights> weights) => new(
        id, name, symbol, definition, -1, 1, "1", source, OneCategory, MetricScope.AnnotatorPair,
        sample => [.. AnnotatorAgreement.Matrix(sample.Table).Select(pair => CohenKappa.Compute(ContingencyTable.Of(sample.Table, pair.First, pair.Second), weights(PreferenceLevels.Count)))]);
}
