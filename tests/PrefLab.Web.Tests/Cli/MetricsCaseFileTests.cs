using System.Text.Json;
using System.Text.Json.Nodes;
using PrefLab.Testing;

namespace PrefLab.Web.Tests.Cli;

/// <summary><c>preflab metrics</c> on files of cases, and the ranking of source models.</summary>
[Collection(CommandLineTests.Name)]
public sealed class MetricsCaseFileTests : IDisposable
{
    private static readonly Uri Nowhere = new("http://localhost:9");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("preflab-cases-");

    /// <summary>The expected values are spoilt first, so that nothing is copied from the file.</summary>
    [Theory]
    [InlineData("vectors", "agreement_cases.json")]
    [InlineData("vectors", "dawid_skene_cases.json")]
    [InlineData("vectors", "gold_sequences.json")]
    [InlineData("textbook", "textbook.json")]
    public async Task Metrics_FileOfCases_IsPrintedWithItsExpectedValuesComputed(string kind, string name)
    {
        var text = await File.ReadAllTextAsync(Shared(kind, name), TestContext.Current.CancellationToken);
        var spoilt = JsonNode.Parse(text)!;
        foreach (var one in spoilt["cases"]!.AsArray())
        {
            foreach (var field in (string[])["expected", "dawid_skene", "one_coin_uniform_prior_20"])
            {
                Spoil(one![field]);
            }
        }

        var run = await CommandLine.RunAsync(Nowhere, "unused", "metrics", await FileAsync(spoilt.ToJsonString()));

        Assert.Equal((0, ""), (run.Code, run.Error));
        ReferenceJson.AssertSame(JsonDocument.Parse(text).RootElement, JsonDocument.Parse(run.Output).RootElement);
    }

    [Fact]
    public async Task Metrics_CasesWithoutExpectedValues_GetAllThatAreKnown()
    {
        var run = await CommandLine.RunAsync(Nowhere, "unused", "metrics", await FileAsync(
            """{"cases":[{"id":"a","classes":2,"units_by_raters":[[0,0],[1,null],[1,1]]},{"id":"g","gold_outcomes":[0,0,0,0,0]}]}"""));

        var cases = JsonDocument.Parse(run.Output).RootElement.GetProperty("cases");
        Assert.Equal(1, cases[0].GetProperty("expected").GetProperty("cohen_identity").GetDouble());
        Assert.Equal(5, cases[1].GetProperty("expected").GetProperty("classic_rule_first_flag").GetInt32());
    }

    [Theory]
    [InlineData("""{"cases":[{"id":"a","classes":3,"units_by_raters":[[1,3]]}]}""", "case a, units_by_raters[0][1]: 3 is not a whole number from 0 to 2")]
    [InlineData("""{"cases":[{"id":"a","classes":3,"units_by_raters":[[1],5]}]}""", "case a, units_by_raters[1]: 5 is not an array")]
    [InlineData("""{"cases":[{"id":"a","units_by_raters":[[1,2]]}]}""", "case a, classes: nothing is not a whole number")]
    [InlineData("""{"cases":[{"id":"a","classes":3,"units_by_raters":[[1,2]],"expected":{"foo":1}}]}""", "case a, expected.foo: no such value is known")]
    [InlineData("""{"cases":[{"gold_outcomes":[1,"0"]}]}""", "case number 0, gold_outcomes[1]: \"0\" is not")]
    [InlineData("""{"cases":[{"id":"g","gold_outcomes":[1],"expected":{"sprt_p0=0.5_p1=0.8_alpha=0.01":{}}}]}""", "case g, expected.sprt_p0=0.5_p1=0.8_alpha=0.01: The accuracy to notice lies below")]
    [InlineData("""{"cases":[{"id":"d","classes":2,"item_worker_label":[[0,0]]}]}""", "case d, item_worker_label[0]: an item, a worker and a label from 0 to 1")]
    [InlineData("""{"cases":[{"id":"d","classes":2,"item_worker_label":[[0,0,1]],"dawid_skene":{"iterations_x":{}}}]}""", "case d, iterations_x")]
    [InlineData("""{"cases":[{"id":"d","item_observer_label_1based":[]}]}""", "case d, item_observer_label_1based: there is no label")]
    [InlineData("""{"cases":[{"id":"t","table":[[1,2],[3]]}]}""", "case t, table: as many numbers")]
    [InlineData("""{"cases":[{"id":"t","expected":{"a":1}}]}""", "case t, expected: there is nothing to compute it from")]
    [InlineData("""{"cases":[4]}""", "cases[0] is not an object")]
    [InlineData("""{"cases":[{"a":1,"a":2}]}""", "a name comes twice")]
    [InlineData("""{"cases":[""", "line 1, byte 11: no JSON")]
    [InlineData("[]", "there is no array \"cases\"")]
    public async Task Metrics_MalformedCase_NamesTheCaseAndTheField(string content, string message)
    {
        var run = await CommandLine.RunAsync(Nowhere, "unused", "metrics", await FileAsync(content));

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_Pairs_RanksTheModelsAsTheReferenceDoes()
    {
        using var expected = JsonDocument.Parse(await File.ReadAllTextAsync(Shared("pref", "llmfao", "bradley_terry_expected.json"), TestContext.Current.CancellationToken));

        var run = await CommandLine.RunAsync(
            Nowhere, "unused", "metrics", Shared("pref", "llmfao", "labels.csv"), "--classes", "3", "--ordinal", "--pairs", Shared("pref", "llmfao", "pairs.jsonl"));

        Assert.Equal((0, ""), (run.Code, run.Error));
        var report = JsonDocument.Parse(run.Output).RootElement;
        ReferenceJson.AssertSame(expected.RootElement, report.GetProperty("bradley_terry"));
        Assert.All(report.GetProperty("bradley_terry_log_strength_95").EnumerateObject(), model =>
            Assert.True(model.Value.GetProperty("lo").GetDouble() < model.Value.GetProperty("hi").GetDouble(), model.Name));
    }

    [Theory]
    [InlineData("{\"item\":1,\"model_a\":\"m\"}", "cases.json line 1, field model_b")]
    [InlineData("{\"item\":1,\"model_a\":\"m\",\"model_b\":\"m\"}", "cases.json line 1: model_a and model_b are the same")]
    [InlineData("{\"item\":1,\"model_a\":\"m\",\"model_b\":\"n\"}\n\n{\"item\":\"1\",\"model_a\":\"m\",\"model_b\":\"n\"}", "cases.json line 3, field item")]
    [InlineData("{\"item\":2,\"model_a\":\"m\",\"model_b\":\"n\"}", "has no models for item \"1\" of labels.csv")]
    [InlineData("nonsense", "cases.json line 1, byte 2: no JSON")]
    public async Task Metrics_PairsThatAreNone_NamesTheLineAndTheField(string content, string message)
    {
        var labels = Path.Combine(folder.FullName, "labels.csv");
        await File.WriteAllTextAsync(labels, "item,worker,label\n1,anna,0\n", TestContext.Current.CancellationToken);

        var run = await CommandLine.RunAsync(Nowhere, "unused", "metrics", labels, "--pairs", await FileAsync(content));

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static void Spoil(JsonNode? node)
    {
        if (node is JsonObject fields)
        {
            foreach (var (key, value) in fields.ToList())
            {
                if (value is JsonObject)
                {
                    Spoil(value);
                }
                else if (value is not null)
                {
                    fields[key] = -7;
                }
            }
        }
    }

    private static string Shared(params string[] path)
    {
        var file = SharedData.Find(["metrics", .. path]);
        Assert.SkipUnless(file is not null, $"The reference data are not here: metrics/{string.Join('/', path)}. PREFLAB_SHARED names their folder.");
        return file!;
    }

    private async Task<string> FileAsync(string content)
    {
        var path = Path.Combine(folder.FullName, "cases.json");
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        return path;
    }
}
