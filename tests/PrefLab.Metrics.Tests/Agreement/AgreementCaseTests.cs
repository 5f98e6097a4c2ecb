using System.Text.Json;

namespace PrefLab.Metrics.Tests;

/// <summary>Values printed in the papers, with the digits that independent implementations give, and the wrong ones of naive formulas.</summary>
public sealed class AgreementCaseTests
{
    private static readonly JsonElement[] Cases = [.. ReferenceCases.Json("agreement.json").EnumerateArray()];

    public static TheoryData<string> Ids => [.. Cases.Select(one => one.GetProperty("id").GetString()!)];

    public static TheoryData<string, string> WrongValues
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var one in Cases.Where(one => one.TryGetProperty("naive", out _)))
            {
                foreach (var formula in one.GetProperty("naive").EnumerateObject())
                {
                    data.Add(one.GetProperty("id").GetString()!, formula.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_PublishedTable_GivesThePublishedValues(string id)
    {
        var one = Find(id);
        var histogram = HistogramOf(RowsOf(one));

        foreach (var expected in one.GetProperty("expected").EnumerateObject())
        {
            Assert.Equal(expected.Value.GetDouble(), AgreementCoefficient.Find(expected.Name)!.Compute(histogram).Value!.Value, 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(WrongValues))]
    public void Compute_PublishedTable_NeverGivesTheWrongValueOfANaiveFormula(string id, string formula)
    {
        var rows = RowsOf(Find(id));
        var histogram = HistogramOf(rows);
        var wrong = WrongFormulas.Compute(formula, rows);

        Assert.Equal(Find(id).GetProperty("naive").GetProperty(formula).GetDouble(), wrong, 1e-12);
        Assert.All(
            AgreementCoefficient.All.Where(coefficient => coefficient.Id != WrongFormulas.RightFor(formula)),
            coefficient => Assert.False(coefficient.Compute(histogram).Value is { } value && Math.Abs(value - wrong) < 1e-4, coefficient.Id));
    }

    private static JsonElement Find(string id) => Cases.Single(candidate => candidate.GetProperty("id").ValueEquals(id));

    private static int[][] RowsOf(JsonElement one) =>
        [.. one.GetProperty("counts").EnumerateArray().Select(row => row.EnumerateArray().Select(count => count.GetInt32()).ToArray())];

    private static PatternHistogram HistogramOf(int[][] rows) => PatternHistogram.FromCounts(rows[0].Length, [.. rows.SelectMany(row => row)]);
}
