using PrefLab.Core.Exchange;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Exchange;

public sealed class RoundTripTests(TestDatabase fixture) : ExchangeTests(fixture)
{
    private const string Rows =
        """
        {"id":"plain","prompt":"Prompt \"quoted\" \\ \u0001 \u2028 😀","response_a":"a\n","response_b":"<b>","model_a":"m1","model_b":"m2"}
        {"id":"chat","prompt":[{"role":"system","content":"s"},{"role":"user","content":"u","name":"x"}],"response_a":"a","response_b":"b","metadata":{"z":1.50,"a":[true,null,{"k":"v\u0000".length}]}}
        {"id":"gold","prompt":"p","response_a":"a","response_b":"b","gold":{"preference":"A>>","explanation":"because"},"priority":5}
        {"id":"labelled","prompt":"p","response_a":"a","response_b":"b","overlap":9,"labels":[{"preference":"B>","annotator":"one","left":"B","dimensions":{"helpfulness":-1,"b":1},"comment":"c","seconds":1.50,"at":"2026-01-31T12:00:00Z","extra":{"x":1}},{"annotator":"two","preference":"="}]}
        """;

    [Fact]
    public async Task P14_ExportImportExport_IsByteIdentical()
    {
        var first = await NewProjectAsync();
        var report = await ImportAsync(first, Rows.Replace("\"v\\u0000\".length", "\"v\"", StringComparison.Ordinal));
        Assert.Empty(report.Errors);
        var exported = await ExportAsync(first, ExportFormat.PrefLab);

        var second = await NewProjectAsync(p => p.Overlap = 1);
        Assert.Empty((await ImportAsync(second, exported)).Errors);

        Assert.Equal(exported, await ExportAsync(second, ExportFormat.PrefLab));
        Assert.Equal((0, 4), await ImportAsync(second, exported) is var again ? (again.Added, again.AlreadyThere) : default);
        Assert.Equal(4, exported.Count(c => c == '\n'));
    }

    /// <summary>As deep, and with numbers as long, as an import takes; in the export the field stands one level deeper.</summary>
    [Fact]
    public async Task P14_DeepestAndLongestMetadata_ComesBackByteForByte()
    {
        var deep = new string('[', 62) + new string(']', 62);
        var first = await NewProjectAsync();
        var report = await ImportAsync(first, Row("x", $"\"deep\":{deep},\"long\":{new string('7', 100)}e300,\"small\":0.{new string('1', 98)}e-300"));
        Assert.Empty(report.Errors);
        var exported = await ExportAsync(first, ExportFormat.PrefLab);

        var second = await NewProjectAsync();
        Assert.Empty((await ImportAsync(second, exported)).Errors);

        Assert.Equal(exported, await ExportAsync(second, ExportFormat.PrefLab));
        Assert.NotEmpty(await RefusedAsync(Row("x", $"\"long\":{new string('7', 101)}e300")));
    }

    [Fact]
    public async Task P14_LabelsOfPeople_SurviveUnderPseudonyms()
    {
        var project = await ExchangeScenario.LabelledAsync(Database);
        var exported = await ExportAsync(project, ExportFormat.PrefLab);
        Assert.Contains("\"annotator\":\"annotator-", exported, StringComparison.Ordinal);

        var second = await NewProjectAsync();
        Assert.Empty((await ImportAsync(second, exported)).Errors);

        Assert.Equal(exported, await ExportAsync(second, ExportFormat.PrefLab));
    }

    [Fact]
    public async Task ExportAsync_Trl_WritesTheMajorityAndLeavesTheRestOut()
    {
        var project = await ExchangeScenario.LabelledAsync(Database);

        var lines = (await ExportAsync(project, ExportFormat.Trl)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["""{"prompt":"prompt 0","chosen":"b 0","rejected":"a 0"}"""], lines);
        var summary = await new ExportSummaryQuery(Database).RunAsync(project, Ct);
        Assert.Equal(new ExportSummary(4, 1, 0, 1, 0, 1, 1, 5, 0), summary);
    }

    [Fact]
    public async Task ExportAsync_Labels_WritesOneRowALabel()
    {
        var project = await ExchangeScenario.LabelledAsync(Database);

        var lines = (await ExportAsync(project, ExportFormat.Labels)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(5, lines.Length);
        Assert.Contains("\"comparison\":\"c-0\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"preference\":\"B>\",\"left\":\"B\",\"displayed\":2", lines[0], StringComparison.Ordinal);
        Assert.Single(lines, line => line.Contains("\"gold\":true", StringComparison.Ordinal));
    }
}
