using System.Globalization;
using System.Text.Json;

namespace PrefLab.Metrics.Tests;

/// <summary>The anaesthetists of Dawid and Skene (1979): what the paper prints, and more digits.</summary>
public sealed class DawidSkenePaperTests
{
    /// <summary>Half of the last printed decimal, and the rounding of numbers that lie there.</summary>
    private const double Printed = .005 + 1e-9;

    private static readonly JsonElement Paper = ReferenceCases.Json("dawid_skene_1979.json");

    private static readonly string[] Patients = [.. Paper.GetProperty("labels_of_patients").EnumerateArray().Select(patient => patient.GetString()!)];

    [Fact]
    public void Fit_ToConvergence_GivesEveryPublishedNumber()
    {
        var fit = Fit(Patients, 100);
        var published = Paper.GetProperty("published");

        Near(published.GetProperty("priors"), fit.Priors.AsSpan(), Printed);
        foreach (var matrix in published.GetProperty("confusion").EnumerateArray())
        {
            var own = fit.ConfusionOf(matrix.GetProperty("observer").GetInt32() - 1);
            foreach (var (truth, row) in matrix.GetProperty("classes").EnumerateArray().Zip(matrix.GetProperty("rows").EnumerateArray()))
            {
                Near(row, own.Slice((truth.GetInt32() - 1) * 4, 4), Printed);
            }
        }

        var uncertain = published.GetProperty("posterior_not_0_or_1").EnumerateObject()
            .ToDictionary(one => int.Parse(one.Name, CultureInfo.InvariantCulture) - 1, one => one.Value);
        for (var patient = 0; patient < Patients.Length; patient++)
        {
            var row = fit.ProbabilitiesOf(patient);
            if (uncertain.TryGetValue(patient, out var expected))
            {
                Near(expected, row, Printed);
            }
            else
            {
                Assert.InRange(row.ToArray().Max(), 1 - Printed, 1);
            }
        }
    }

    [Fact]
    public void Fit_ToConvergence_GivesTheReference()
    {
        var expected = Paper.GetProperty("expected");
        var fit = Fit(Patients, 100);

        Assert.Equal(expected.GetProperty("loglik").GetDouble(), fit.LogLikelihoods[^1], 1e-10);
        foreach (var after in expected.GetProperty("loglik_after").EnumerateObject())
        {
            Assert.Equal(after.Value.GetDouble(), fit.LogLikelihoods[int.Parse(after.Name, CultureInfo.InvariantCulture) - 1], 1e-10);
        }

        Near(expected.GetProperty("priors"), fit.Priors.AsSpan(), 1e-9);
        Assert.All(expected.GetProperty("confusion").EnumerateArray().Select((matrix, observer) => (matrix, observer)), one =>
            Near(one.matrix, fit.ConfusionOf(one.observer), 1e-9));
        Assert.All(expected.GetProperty("posterior").EnumerateArray().Select((row, patient) => (row, patient)), one =>
            Near(one.row, fit.ProbabilitiesOf(one.patient), 1e-9));
    }

    /// <summary>A copy of the table with one rating changed is in circulation: who tests against it finds other numbers than the paper's.</summary>
    [Fact]
    public void Fit_TheCopyInCirculation_IsNotThePaper()
    {
        var copy = Paper.GetProperty("copy_in_circulation");
        var patients = Patients.ToArray();
        var patient = copy.GetProperty("patient").GetInt32() - 1;
        Assert.StartsWith(copy.GetProperty("instead_of").GetString()!, patients[patient], StringComparison.Ordinal);
        patients[patient] = copy.GetProperty("has").GetString() + patients[patient][3..];

        var row = Fit(patients, 100).ConfusionOf(0)[..2];

        Assert.Equal(copy.GetProperty("observer1_row1")[0].GetDouble(), row[0], .0005);
        Assert.Equal(copy.GetProperty("observer1_row1")[1].GetDouble(), row[1], .0005);
        Assert.NotEqual(Fit(Patients, 100).ConfusionOf(0)[0], row[0], .01);
    }

    /// <summary>The three judgments of the first observer, then one of each other, as digits from 1.</summary>
    private static Aggregation Fit(string[] patients, int iterations)
    {
        var rows = patients.SelectMany((patient, index) => patient.Replace(" ", string.Empty, StringComparison.Ordinal)
            .Select((label, place) => (index, Math.Max(0, place - 2), label - '1')));
        return DawidSkene.Fit(SmallTable.Of(4, [.. rows]), ConfusionPrior.None, new EmOptions(iterations, 0));
    }

    private static void Near(JsonElement expected, ReadOnlySpan<double> actual, double tolerance)
    {
        var flat = expected.EnumerateArray().SelectMany(row => row.ValueKind == JsonValueKind.Array ? row.EnumerateArray() : Enumerable.Repeat(row, 1)).ToArray();
        Assert.Equal(flat.Length, actual.Length);
        for (var i = 0; i < flat.Length; i++)
        {
            Assert.Equal(flat[i].GetDouble(), actual[i], tolerance);
        }
    }
}
