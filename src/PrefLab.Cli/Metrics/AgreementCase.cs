using System.Text.Json.Nodes;
using PrefLab.Metrics;

namespace PrefLab.Cli.Metrics;

/// <summary>Agreement on a small matrix of units by raters, or on a table of two raters.</summary>
internal static class AgreementCase
{
    private static readonly (string Key, AgreementCoefficient Coefficient)[] Coefficients =
    [
        ("pairwise_micro", AgreementCoefficient.PairwisePooled),
        ("pairwise_macro", AgreementCoefficient.PairwiseMean),
        ("fleiss_gwet", AgreementCoefficient.FleissKappa),
        ("fleiss_pooled", AgreementCoefficient.FleissKappaPooled),
        ("fleiss_pooled2", AgreementCoefficient.FleissKappaPooledPaired),
        ("ac1", AgreementCoefficient.GwetAc1),
        ("bp", AgreementCoefficient.BrennanPrediger),
        ("alpha_nominal", AgreementCoefficient.AlphaNominal),
        ("alpha_ordinal", AgreementCoefficient.AlphaOrdinal),
        ("alpha_interval", AgreementCoefficient.AlphaInterval),
        ("alpha_ratio", AgreementCoefficient.AlphaRatio),
        ("ac2_linear", AgreementCoefficient.GwetAc2Linear),
        ("fleiss_gwet_linear", AgreementCoefficient.FleissKappaLinear),
        ("bp_linear", AgreementCoefficient.BrennanPredigerLinear),
        ("ac2_quadratic", AgreementCoefficient.GwetAc2Quadratic),
        ("fleiss_gwet_quadratic", AgreementCoefficient.FleissKappaQuadratic),
        ("bp_quadratic", AgreementCoefficient.BrennanPredigerQuadratic),
    ];

    public static JsonObject Of(CaseInput input)
    {
        var k = input.Number("classes", 2, RatingTable.MaxCategories);
        var start = input.Number("labels_start_at", 0, 1, 0);
        var units = input.Rows("units_by_raters", start, start + k - 1);
        var (items, raters, labels) = (new List<int>(), new List<int>(), new List<int>());
        for (var unit = 0; unit < units.Count; unit++)
        {
            for (var rater = 0; rater < units[unit].Count; rater++)
            {
                if (units[unit][rater] is { } label)
                {
                    items.Add(unit);
                    raters.Add(rater);
                    labels.Add(label - start);
                }
            }
        }

        var total = units.Count == 0 ? 0 : units.Max(unit => unit.Count);
        var table = RatingTable.FromColumns([.. items], [.. raters], [.. labels], units.Count, total, k);
        var histogram = table.ToHistogram();
        var known = Coefficients.ToDictionary(
            one => one.Key, one => (Func<JsonNode?>)(() => one.Coefficient.Compute(histogram).Value), StringComparer.Ordinal);
        if (total == 2)
        {
            var pair = ContingencyTable.Of(table, 0, 1);
            known["cohen_identity"] = () => CohenKappa.Compute(pair, CategoryWeights.Identity(k)).Value;
            known["cohen_linear"] = () => CohenKappa.Compute(pair, CategoryWeights.Linear(k)).Value;
            known["cohen_quadratic"] = () => CohenKappa.Compute(pair, CategoryWeights.Quadratic(k)).Value;
        }

        return CaseFile.Answer(input, "expected", known);
    }

    public static JsonObject OfTable(CaseInput input)
    {
        var counts = Square(input, "table", int.MaxValue);
        var k = counts.Count;
        var table = ContingencyTable.FromCounts(k, [.. counts.SelectMany(row => row).Select(count => (long)count)]);
        var known = new Dictionary<string, Func<JsonNode?>>(StringComparer.Ordinal)
        {
            ["kappa"] = () => CohenKappa.Compute(table, CategoryWeights.Identity(k)).Value,
            ["kappa_linear"] = () => CohenKappa.Compute(table, CategoryWeights.Linear(k)).Value,
            ["kappa_quadratic"] = () => CohenKappa.Compute(table, CategoryWeights.Quadratic(k)).Value,
        };
        if (input.Fields.ContainsKey("disagreement_weights_1968"))
        {
            known["weighted_kappa_1968"] = () => Weighted(input, table);
        }

        return CaseFile.Answer(input, "expected", known);
    }

    private static double? Weighted(CaseInput input, ContingencyTable table)
    {
        const string Field = "disagreement_weights_1968";
        var losses = Square(input, Field, 1_000_000);
        if (losses.Count != table.Categories)
        {
            throw input.Error(Field, $"{losses.Count} rows for a table of {table.Categories}.");
        }

        try
        {
            return CohenKappa.Compute(table, CategoryWeights.FromDisagreements(losses.Count, [.. losses.SelectMany(row => row).Select(loss => (double)loss)])).Value;
        }
        catch (ArgumentException problem)
        {
            throw input.Error(Field, problem.Message.Split(" (Parameter")[0]);
        }
    }

    private static List<List<int>> Square(CaseInput input, string field, int most)
    {
        var rows = input.Rows(field, 0, most);
        return rows.Count is >= 2 and <= RatingTable.MaxCategories && rows.All(row => row.Count == rows.Count && row.TrueForAll(entry => entry is not null))
            ? [.. rows.Select(row => row.ConvertAll(entry => entry!.Value))]
            : throw input.Error(field, "as many numbers in each row as there are rows are needed, 2 to 256.");
    }
}
