using System.Text.Json;

namespace PrefLab.Web.Tests.Cli;

/// <summary><c>preflab plan</c> needs no server.</summary>
[Collection(CommandLineTests.Name)]
public sealed class PlanCommandTests
{
    private static readonly Uri Nowhere = new("http://localhost:9");

    /// <summary>The exact figures of docs/gold-tests.md at 10 % golds.</summary>
    [Theory]
    [InlineData("sprt", "random clicker", 13, 24, 126, 245)]
    [InlineData("sprt", "coin", 19, 40, 190, 420)]
    [InlineData("classic", "random clicker", 5, 7, 53, 100)]
    [InlineData("cusum", "coin", 18, 36, 178, 373)]
    public async Task PlanGold_Rule_HasTheDelaysOfTheTable(string rule, string who, int goldsMedian, int golds90, int tasksMedian, int tasks90)
    {
        var run = await RunAsync("plan", "gold", "--rate", ".1", "--rule", rule, "--json");

        Assert.Equal((0, ""), (run.Code, run.Error));
        var report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(rule, report.GetProperty("rule").GetProperty("$type").GetString());
        var row = report.GetProperty("annotators").EnumerateArray().First(one => one.GetProperty("who").GetString() == who);
        Assert.Equal((goldsMedian, golds90, tasksMedian, tasks90), (Of("golds_median"), Of("golds_90"), Of("tasks_median"), Of("tasks_90")));

        int Of(string name) => row.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task PlanGold_ClassicRule_FlagsHonestAnnotatorsAsKnown()
    {
        var report = JsonDocument.Parse((await RunAsync("plan", "gold", "--rule", "classic", "--json")).Output).RootElement;

        var honest = report.GetProperty("annotators").EnumerateArray().Where(one => one.GetProperty("who").GetString() == "honest");
        Assert.Equal([.1837, .0856, .0281], honest.Select(one => Math.Round(one.GetProperty("ever").GetDouble(), 4)));
    }

    [Fact]
    public async Task PlanGold_WithoutJson_IsATable()
    {
        var run = await RunAsync("plan", "gold");

        Assert.Equal(10, run.Output.TrimEnd().Split('\n').Length);
        Assert.Contains("random clicker       .40", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--rate: A gold rate lies above 0", "--rate", "0")]
    [InlineData("--notice: The accuracy to notice lies below", "--accuracy", ".5")]
    [InlineData("--a-share: A probability lies between 0 and 1", "--a-share", "2")]
    [InlineData("--cap: ", "--cap", "0")]
    public async Task PlanGold_NumberOutsideItsRange_IsSaidOfTheOption(string message, params string[] options)
    {
        var run = await RunAsync(["plan", "gold", .. options]);

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlanLabels_HalfTheWidth_TakesAboutFourTimesTheComparisons()
    {
        using var file = new TemporaryFile("csv", Pilot());
        var (wide, narrow) = (await ComparisonsAsync(file, ".2"), await ComparisonsAsync(file, ".1"));

        Assert.Equal(4, wide.Length);
        Assert.All(wide.Zip(narrow), pair => Assert.InRange(pair.Second / (double)pair.First, 3.2, 4.8));
        Assert.True(narrow[3] < narrow[0], "More labels a comparison need fewer comparisons.");
    }

    [Fact]
    public async Task PlanLabels_PilotThatIsUniform_SaysWhy()
    {
        using var file = new TemporaryFile("csv", "item,worker,label\nx,anna,0\nx,ben,0\n");

        var run = await RunAsync("plan", "labels", file.Name);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("undefined: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlanLabels_WidthOutsideItsRange_IsSaid()
    {
        using var file = new TemporaryFile("csv", Pilot());

        var run = await RunAsync("plan", "labels", file.Name, "--width", "3");

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains("width: A width lies between 0 and 2", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Of a hundred items two labels in three are the item's own, the third goes round.</summary>
    private static string Pilot() => "item,worker,label\n" + string.Concat(Enumerable.Range(0, 100).Select(item =>
        FormattableString.Invariant($"{item},a,{item % 3}\n{item},b,{item % 3}\n{item},c,{item / 3 % 3}\n")));

    private static async Task<long[]> ComparisonsAsync(TemporaryFile file, string width)
    {
        var run = await RunAsync("plan", "labels", file.Name, "--width", width, "--json");
        Assert.Equal((0, ""), (run.Code, run.Error));
        return [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("plans").EnumerateArray().Select(plan => plan.GetProperty("comparisons").GetInt64())];
    }

    private static Task<CommandRun> RunAsync(params string[] args) => CommandLine.RunAsync(Nowhere, "unused", args);
}
