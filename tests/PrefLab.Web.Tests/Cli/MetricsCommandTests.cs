using System.Text.Json;
using PrefLab.Testing;

namespace PrefLab.Web.Tests.Cli;

/// <summary><c>preflab metrics</c> needs no server; it shares the definition of the commands with the other tests.</summary>
[Collection(CommandLineTests.Name)]
public sealed class MetricsCommandTests : IDisposable
{
    private static readonly Uri Nowhere = new("http://localhost:9");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("preflab-metrics-");

    [Fact]
    public async Task Metrics_AFileOfLabels_PrintsAgreementAndAggregation()
    {
        var labels = await FileAsync("labels.csv", "item,worker,label\nx,anna,0\nx,ben,0\ny,anna,1\ny,ben,0\nz,ben,1\nz,anna,1\n");
        var truth = await FileAsync("truth.csv", "item,truth\nx,0\nz,1\n");

        var run = await CommandLine.RunAsync(Nowhere, "unused", "metrics", labels, "--truth", truth);

        Assert.Equal((0, ""), (run.Code, run.Error));
        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(3, report.RootElement.GetProperty("agreement").GetProperty("items").GetInt32());
        Assert.Equal(2 / 3.0, report.RootElement.GetProperty("agreement").GetProperty("pairwise_micro").GetDouble(), 1e-12);
        Assert.Equal(1, report.RootElement.GetProperty("aggregation").GetProperty("majority").GetProperty("accuracy_expected_ties_uniform").GetDouble());
        Assert.Equal("anna", report.RootElement.GetProperty("cohen_kappa_top_pairs")[0].GetProperty("a").GetString());
    }

    [Theory]
    [InlineData("item,worker,label\nx,anna\n", "labels.csv line 2: 2 columns")]
    [InlineData("item,worker,label\nx,anna,0\nx,ben,two\n", "labels.csv line 3: \"two\" is not a class from 0 to 255")]
    [InlineData("item,worker,label\n", "labels.csv has no labels")]
    public async Task Metrics_AFileThatIsNone_NamesTheLine(string content, string message)
    {
        var run = await CommandLine.RunAsync(Nowhere, "unused", "metrics", await FileAsync("labels.csv", content));

        Assert.Equal(2, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Theory]
    [InlineData("crowd", "dog")]
    [InlineData("crowd", "weather_cf")]
    [InlineData("pref", "mtbench_human_turn1")]
    [InlineData("pref", "wmt23_ende_sxs_derived5")]
    public async Task Metrics_ReferenceSet_HasEveryKeyOfTheReferenceWithItsValue(string kind, string set)
    {
        Assert.SkipUnless(SharedData.Find("metrics", kind, set, "expected.json") is not null, $"The reference data are not here: metrics/{kind}/{set}. PREFLAB_SHARED names their folder.");
        using var expected = JsonDocument.Parse(await File.ReadAllTextAsync(SharedData.Find("metrics", kind, set, "expected.json")!, TestContext.Current.CancellationToken));
        var classes = expected.RootElement.GetProperty("agreement").GetProperty("categories").ToString();
        string[] truth = SharedData.Find("metrics", kind, set, "truth.csv") is { } file ? ["--truth", file] : [];
        string[] ordinal = kind == "pref" ? ["--ordinal"] : [];

        var run = await CommandLine.RunAsync(
            Nowhere, "unused", ["metrics", SharedData.Find("metrics", kind, set, "labels.csv")!, "--classes", classes, .. truth, .. ordinal]);

        Assert.Equal("", run.Error);
        using var actual = JsonDocument.Parse(run.Output);
        Compare(expected.RootElement, actual.RootElement, "");
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static void Compare(JsonElement expected, JsonElement actual, string path)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in expected.EnumerateObject().Where(property => !IsAboutTheReference(property.Name)))
                {
                    Assert.True(actual.TryGetProperty(property.Name, out var inner), $"{path}/{property.Name} is missing");
                    Compare(property.Value, inner, $"{path}/{property.Name}");
                }

                break;
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
                foreach (var (one, other) in expected.EnumerateArray().Zip(actual.EnumerateArray()))
                {
                    Compare(one, other, path);
                }

                break;
            case JsonValueKind.Number:
                Assert.True(Math.Abs(expected.GetDouble() - actual.GetDouble()) <= Tolerance(path, expected.GetDouble()), $"{path} is {actual}, not {expected}");
                break;
            default:
                Assert.Equal(expected.ToString(), actual.ToString());
                break;
        }
    }

    /// <summary>Names and notes of the reference, and how exactly its own resampling was done.</summary>
    private static bool IsAboutTheReference(string key) => key is "dataset" or "note" or "se" or "quantile_mc_se" or "tolerance_for_B_ge_2000";

    private static double Tolerance(string path, double expected) => path switch
    {
        _ when path.StartsWith("/bootstrap", StringComparison.Ordinal) => .01,
        _ when path.Contains("posterior", StringComparison.Ordinal) || path.Contains("rows", StringComparison.Ordinal)
            || path.Contains("priors", StringComparison.Ordinal) || path.Contains("ability", StringComparison.Ordinal) => 1e-6,
        _ => 1e-9 * Math.Max(1, Math.Abs(expected)),
    };

    private async Task<string> FileAsync(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        return path;
    }
}
