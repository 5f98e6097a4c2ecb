using System.Text;
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

    [Fact]
    public async Task Metrics_List_PrintsEveryMetricWithoutAFile()
    {
        var run = await CommandLine.RunAsync(Nowhere, "unused", "metrics", "--list");

        Assert.Equal((0, ""), (run.Code, run.Error));
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Equal(10, line.Split('\t').Length));
        Assert.Equal(PrefLab.Metrics.MetricRegistry.All.Select(one => one.Id).Prepend("id"), lines.Select(line => line.Split('\t')[0]));
    }

    [Fact]
    public async Task Metrics_NeitherAFileNorList_SaysWhatIsNeeded()
    {
        var run = await CommandLine.RunAsync(Nowhere, "unused", "metrics", "--classes", "3");

        Assert.Equal((2, "", "preflab: a file of labels or of cases is needed, or --list."), (run.Code, run.Output, run.Error.TrimEnd()));
    }

    [Theory]
    [InlineData("", "labels.csv is empty; a heading with item,worker,label is needed")]
    [InlineData("item,worker,label\n", "labels.csv has no labels")]
    [InlineData("item,worker,vote\nx,anna,0\n", "labels.csv line 1: there is no column label")]
    [InlineData("item;worker;label\nx;anna;0\n", "labels.csv line 1: there is no column item")]
    [InlineData("item,worker,label\nx,anna\n", "labels.csv line 2: 2 fields where the heading has 3")]
    [InlineData("item,worker,label\nx,,0\n", "labels.csv line 2, column worker")]
    [InlineData("item,worker,label\r\n\r\nx,anna,0\r\nx,ben,two\r\n", "labels.csv line 4, column label: \"two\" is not a class from 0 to 255")]
    [InlineData("item,worker,label\nx,\"an\nna\",0\nx,ben,-1\n", "labels.csv line 4, column label: \"-1\"")]
    [InlineData("item,worker,label\nx,\"anna,0\nx,ben,1\n", "labels.csv: Malformed CSV in record 2 (line 2)")]
    [InlineData("item,worker,label\nx,anna,0\nx,ÿ,0\n", "labels.csv line 3: not UTF-8 text")]
    [InlineData("\0\0\u0001\u0002", "labels.csv line 1: there is no column item; the heading is \"····\"")]
    public async Task Metrics_AFileThatIsNone_NamesTheLineAndTheColumn(string content, string message)
    {
        // ÿ in Latin 1 is no UTF-8.
        var path = Path.Combine(folder.FullName, "labels.csv");
        await File.WriteAllTextAsync(path, content, Encoding.Latin1, TestContext.Current.CancellationToken);

        var run = await CommandLine.RunAsync(Nowhere, "unused", "metrics", path);

        Assert.Equal(2, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Theory]
    [InlineData("item,truth\ny,0\n", "truth.csv: none of its 1 items has a label")]
    [InlineData("item,truth\nx,0\nx,1\n", "truth.csv line 3, column item: \"x\" has a truth in line 2 already")]
    [InlineData("item,truth\nx,2\n", "truth.csv line 2, column truth: \"2\" is not a class from 0 to 1")]
    public async Task Metrics_TruthThatIsNone_NamesTheLineAndTheColumn(string content, string message)
    {
        var labels = await FileAsync("labels.csv", "item,worker,label\nx,anna,0\n");

        var run = await CommandLine.RunAsync(Nowhere, "unused", "metrics", labels, "--truth", await FileAsync("truth.csv", content));

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_QuotedFieldsOtherOrderAndRepeats_AreRead()
    {
        var labels = await FileAsync("labels.csv", "\uFEFFnote,label,item,worker\r\n,0,\"a, \"\"1\"\"\",w1\r\n,1,\"a, \"\"1\"\"\",w1\r\n,0,b,\"w,2\"\r\n");
        var truth = await FileAsync("truth.csv", "item,truth\n\"a, \"\"1\"\"\",0\nz,1\n");

        var run = await CommandLine.RunAsync(Nowhere, "unused", "metrics", labels, "--truth", truth);

        Assert.Equal((0, "preflab: 1 items with a truth have no label and are left out."), (run.Code, run.Error.TrimEnd()));
        using var report = JsonDocument.Parse(run.Output);
        var aggregation = report.RootElement.GetProperty("aggregation");
        Assert.Equal((2, 3, 2), (aggregation.GetProperty("items").GetInt32(), aggregation.GetProperty("labels").GetInt32(), aggregation.GetProperty("workers").GetInt32()));
        Assert.Equal(1, aggregation.GetProperty("truth_items").GetInt32());
    }

    /// <summary>One label: whatever cannot be computed is null, and the keys stay.</summary>
    [Fact]
    public async Task Metrics_OneLabel_HasNullsAndEveryKey()
    {
        var run = await CommandLine.RunAsync(Nowhere, "unused", "metrics", await FileAsync("labels.csv", "item,worker,label\nx,anna,0\n"));

        Assert.Equal((0, ""), (run.Code, run.Error));
        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(JsonValueKind.Null, report.RootElement.GetProperty("agreement").GetProperty("alpha_nominal").ValueKind);
        Assert.Equal(JsonValueKind.Null, report.RootElement.GetProperty("bootstrap_item_percentile_95").GetProperty("gwet_ac1").GetProperty("se").ValueKind);
    }

    public static TheoryData<string, string> Sets => new()
    {
        { "crowd", "bluebird" }, { "crowd", "dog" }, { "crowd", "possent" }, { "crowd", "product" }, { "crowd", "rte" },
        { "crowd", "weather_cf" }, { "crowd", "zencrowd_us" },
        { "pref", "llmfao" }, { "pref", "mtbench_human_turn1" }, { "pref", "ukpconvarg" }, { "pref", "wmt23_ende_sxs_derived5" },
    };

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Metrics_ReferenceSet_HasExactlyTheKeysOfTheReferenceWithTheirValues(string kind, string set)
    {
        using var expected = JsonDocument.Parse(await File.ReadAllTextAsync(Shared(kind, set, "expected.json"), TestContext.Current.CancellationToken));
        var classes = expected.RootElement.GetProperty("agreement").GetProperty("categories").ToString();
        string[] truth = SharedData.Find("metrics", kind, set, "truth.csv") is { } file ? ["--truth", file] : [];
        string[] ordinal = kind == "pref" ? ["--ordinal"] : [];

        var run = await CommandLine.RunAsync(Nowhere, "unused", ["metrics", Shared(kind, set, "labels.csv"), "--classes", classes, .. truth, .. ordinal]);

        Assert.Equal("", run.Error);
        using var actual = JsonDocument.Parse(run.Output);
        ReferenceJson.AssertSame(expected.RootElement, actual.RootElement);
    }

    private static string Shared(params string[] path)
    {
        var file = SharedData.Find(["metrics", .. path]);
        Assert.SkipUnless(file is not null, $"The reference data are not here: metrics/{string.Join('/', path)}. PREFLAB_SHARED names their folder.");
        return file!;
    }

    public void Dispose() => folder.Delete(recursive: true);

    private async Task<string> FileAsync(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        return path;
    }
}
