using System.Text.Json;

namespace PrefLab.Metrics.Tests;

/// <summary>Values printed in the papers, with the digits that independent implementations give, and the wrong ones of naive formulas.</summary>
public sealed class AgreementCaseTests
{
    private static readonly JsonElement[] Cases =
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "agreement.json"))).RootElement.EnumerateArray()];

    public static TheoryData<string> Ids => [.. Cases.Select(one => one.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_PublishedTable_GivesThePublishedValues(string id)
    {
        var one = Cases.Single(candidate => candidate.GetProperty("id").ValueEquals(id));
        var histogram = HistogramOf(one.GetProperty("counts"));

        foreach (var expected in one.GetProperty("expected").EnumerateObject())
        {
            Assert.Equal(expected.Value.GetDouble(), Value(expected.Name, histogram), 1e-12);
        }

        foreach (var naive in one.GetProperty("naive").EnumerateObject())
        {
            Assert.NotEqual(naive.Value.GetDouble(), Value(naive.Name, histogram), 1e-3);
        }
    }

    private static double Value(string id, PatternHistogram histogram) =>
        AgreementCoefficient.Find(id)!.Compute(histogram).Value!.Value;

    private static PatternHistogram HistogramOf(JsonElement counts) => PatternHistogram.FromCounts(
        counts[0].GetArrayLength(),
        [.. counts.EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(count => count.GetInt32())]);
}
