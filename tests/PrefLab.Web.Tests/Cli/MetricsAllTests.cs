using System.Text.Json;
using PrefLab.Metrics;

namespace PrefLab.Web.Tests.Cli;

/// <summary><c>preflab metrics --all</c>: one further key.</summary>
[Collection(CommandLineTests.Name)]
public sealed class MetricsAllTests
{
    private static readonly Uri Nowhere = new("http://localhost:9");

    private const string Labels = "item,worker,label\nx,anna,0\nx,ben,0\nx,cleo,1\ny,anna,4\ny,ben,3\ny,cleo,4\nz,anna,2\nz,ben,2\nz,cleo,0\nw,anna,1\nw,ben,1\nw,dora,0\n";

    [Fact]
    public async Task Metrics_All_AddsOnlyMoreAndChangesNothingElse()
    {
        using var file = new TemporaryFile("csv", Labels);
        var plain = await CommandLine.RunAsync(Nowhere, "unused", "metrics", file.Name, "--classes", "5", "--ordinal");

        var run = await CommandLine.RunAsync(Nowhere, "unused", "metrics", file.Name, "--classes", "5", "--ordinal", "--all");

        Assert.Equal((0, ""), (run.Code, run.Error));
        var before = JsonDocument.Parse(plain.Output).RootElement.EnumerateObject().Select(one => (one.Name, one.Value.GetRawText()));
        var after = JsonDocument.Parse(run.Output).RootElement.EnumerateObject().Select(one => (one.Name, one.Value.GetRawText())).ToList();
        Assert.Equal("more", after[^1].Name);
        Assert.Equal(before, after[..^1]);
    }

    [Fact]
    public async Task Metrics_AllOfFiveOrderedLevels_HasEveryCoefficientOnLevelsAndOnDirection()
    {
        var more = await MoreAsync(Labels, "--classes", "5", "--ordinal");

        foreach (var scale in (string[])["levels", "direction"])
        {
            Assert.Equal(
                [.. AgreementCoefficient.All.Select(one => one.Id), "conger_kappa", "conger_kappa_linear", "conger_kappa_quadratic"],
                more.GetProperty(scale).GetProperty("coefficients").EnumerateObject().Select(one => one.Name));
            Assert.Equal(["anna", "ben", "cleo", "dora"], more.GetProperty(scale).GetProperty("worker_agreement_with_others").EnumerateObject().Select(one => one.Name));
        }

        // Of the others on her four items anna agrees with ½, ½, ½, ½ on levels and with 1, 1, ½, 1 on direction.
        Assert.Equal(.5, Value(more, "levels", "worker_agreement_with_others", "anna"), 1e-12);
        Assert.Equal(.875, Value(more, "direction", "worker_agreement_with_others", "anna"), 1e-12);
        Assert.Equal(["weighted_vote/1", "dawid_skene/1", "subtypes/1"], more.GetProperty("aggregation").EnumerateObject().Select(one => one.Value.GetProperty("method").GetString()));
    }

    /// <summary>Limits are there, or a reason is; never both or neither.</summary>
    [Theory]
    [InlineData(Labels)]
    [InlineData("item,worker,label\nx,anna,0\n")]
    [InlineData("item,worker,label\nx,anna,0\nx,ben,0\ny,anna,0\ny,ben,0\n")]
    public async Task Metrics_All_HasLimitsOrAReason(string labels)
    {
        var more = await MoreAsync(labels, "--ordinal");

        var intervals = more.GetProperty("levels").EnumerateObject().SelectMany(part => part.Value.EnumerateObject()).ToList();
        Assert.NotEmpty(intervals);
        Assert.All(intervals, one => Assert.Equal(
            one.Value.GetProperty("reason").ValueKind == JsonValueKind.Null,
            one.Value.GetProperty("lo").ValueKind == JsonValueKind.Number && one.Value.GetProperty("hi").ValueKind == JsonValueKind.Number));
    }

    [Fact]
    public async Task Metrics_AllOfUnorderedClasses_LeavesOutWhatAsksForAnOrder()
    {
        var names = (await MoreAsync(Labels, "--classes", "5")).GetProperty("levels").GetProperty("coefficients").EnumerateObject().Select(one => one.Name).ToList();

        Assert.Contains("alpha_nominal", names);
        Assert.DoesNotContain(names, name => name.Contains("ordinal", StringComparison.Ordinal) || name.Contains("linear", StringComparison.Ordinal));
    }

    private static double Value(JsonElement more, string scale, string part, string name) =>
        more.GetProperty(scale).GetProperty(part).GetProperty(name).GetProperty("value").GetDouble();

    private static async Task<JsonElement> MoreAsync(string labels, params string[] options)
    {
        using var file = new TemporaryFile("csv", labels);
        var run = await CommandLine.RunAsync(Nowhere, "unused", ["metrics", file.Name, "--all", .. options]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return JsonDocument.Parse(run.Output).RootElement.GetProperty("more");
    }
}
