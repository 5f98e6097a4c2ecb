using System.Text;
using System.Text.Json;
using PrefLab.Testing;

namespace PrefLab.Web.Tests.Cli;

/// <summary>What <c>preflab metrics</c> says of options and files that cannot be meant.</summary>
[Collection(CommandLineTests.Name)]
public sealed class MetricsInputTests : IDisposable
{
    private static readonly Uri Nowhere = new("http://localhost:9");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("preflab-metrics-");

    [Theory]
    [InlineData("--classes", "x")]
    [InlineData("--classes", "99999999999999")]
    [InlineData("--classes", "1000000000")]
    public async Task Metrics_ClassesThatAreNone_NamesTheOption(params string[] options)
    {
        var run = await RunAsync(["x.csv", .. options]);

        Assert.NotEqual(0, run.Code);
        Assert.Contains("--classes", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no option \"--lisst\"", "--lisst")]
    [InlineData("--list is given alone; what is \"--clases\"?", "--list", "--clases", "3")]
    [InlineData("--list is given alone; what is \"x.csv\"?", "x.csv", "--list")]
    [InlineData("The name of the file is empty.", "")]
    public async Task Metrics_MisspeltOption_IsNoFile(string message, params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.NotEqual(0, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("id\tname", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("item,item,worker,label\n1,2,1,0\n", "input line 1: there are two columns item")]
    [InlineData("{\"cases\":[{\"id\":\"a\",\"gold_outcomes\":[1],\"ÿ\":{}}]}", "input: a text is no Unicode")]
    [InlineData("{\"cases\":[{\"id\":\"\\ud800\",\"gold_outcomes\":[1]}]}", "input: a text is no Unicode")]
    [InlineData("{\"cases\":[{\"id\":\"a\",\"item_worker_label\":[[1000000,1000000,0]],\"classes\":256}]}", "input case a, input: 256000256 rows of")]
    public async Task Metrics_FileThatCannotBeMeant_IsNamed(string content, string message)
    {
        var run = await RunAsync(await FileAsync("input", content));

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"item\":\"x\",\"model_a\":\"\\ud800\",\"model_b\":\"b\"}", "pairs line 1, field model_a: the text is no Unicode")]
    [InlineData("{\"item\":\"x\",\"model_a\":\"ÿ\",\"model_b\":\"b\"}", "pairs: not UTF-8 text")]
    [InlineData("{\"item\":\"x\",\"item\":\"y\",\"model_a\":\"a\",\"model_b\":\"b\"}", "pairs line 1: ")]
    public async Task Metrics_PairsThatAreNoText_NamesThem(string content, string message)
    {
        var labels = await FileAsync("labels.csv", "item,worker,label\nx,anna,0\nx,ben,1\n");

        var run = await RunAsync(labels, "--pairs", await FileAsync("pairs", content));

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_NamesOfDigits_StayApart()
    {
        var run = await RunAsync(await FileAsync("labels.csv", "item,worker,label\n007,01,0\n7,01,1\n007,1,0\n7,1,1\n"));

        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(
            ["\"007\"", "7"],
            report.RootElement.GetProperty("aggregation").GetProperty("dawid_skene").GetProperty("iterations_1").GetProperty("first_3_items").EnumerateArray().Select(name => name.GetRawText()));
        Assert.Equal("01", report.RootElement.GetProperty("cohen_kappa_top_pairs")[0].GetProperty("a").GetString());
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static Task<CommandRun> RunAsync(params string[] arguments) => CommandLine.RunAsync(Nowhere, "unused", ["metrics", .. arguments]);

    /// <summary>In Latin 1, so that ÿ is no UTF-8.</summary>
    private async Task<string> FileAsync(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        await File.WriteAllTextAsync(path, content, Encoding.Latin1, TestContext.Current.CancellationToken);
        return path;
    }
}
