using System.Text.Json;
using PrefLab.Core.Exchange;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Exchange;

/// <summary>Odd files that are taken, and what is made of them.</summary>
public sealed class GoodInputTests(TestDatabase fixture) : ExchangeTests(fixture)
{
    [Fact]
    public async Task B009_ByteOrderMark_IsAcceptedAndTheFirstIdIntact() =>
        Assert.Equal("good", Assert.Single((await ImportNewAsync("\uFEFF" + Good)).Comparisons).ExternalId);

    [Fact]
    public async Task B012_LineEnds_AreLfAndCrlfOnly()
    {
        var (report, comparisons) = await ImportNewAsync(Row("a") + "\r\n" + Row("b\u2028\u0085c") + "\n" + Row("d"));

        Assert.Equal(3, report.Added);
        Assert.Equal("b\u2028\u0085c", comparisons[1].ExternalId);
        Assert.Single(await RefusedAsync(Row("a") + "\r" + Row("b")));
        Assert.Single(await RefusedAsync(Row("a") + "\u2028" + Row("b")));
    }

    [Fact]
    public async Task B013_EmptyLinesAndNoLastNewline_AreSkippedAndAccepted()
    {
        var (report, _) = await ImportNewAsync("\n\n" + Row("a") + "\n   \t\n\r\n" + Row("b"));

        Assert.Equal((2, 2), (report.Rows, report.Added));
    }

    [Fact]
    public async Task B023_SameFileTwice_AddsNothingTheSecondTime()
    {
        var project = await NewProjectAsync();
        var text = Row("a") + "\n" + Good;

        await ImportAsync(project, text);
        var again = await ImportAsync(project, text);

        Assert.Equal((ImportState.Done, 0, 2), (again.State, again.Added, again.AlreadyThere));
        Assert.Equal(2, (await ComparisonsAsync(project)).Count);
    }

    [Fact]
    public async Task B023_TwoUploadsAtTheSameMoment_AddEachRowOnce()
    {
        var project = await NewProjectAsync();
        var text = string.Join('\n', Enumerable.Range(0, 3_000).Select(n => Row($"r{n}")));

        var reports = await Task.WhenAll(ImportAsync(project, text), ImportAsync(project, text), ImportAsync(project, text));

        Assert.Equal([0, 0, 3_000], reports.Select(r => r.Added).Order());
        Assert.Equal(3_000, (await ComparisonsAsync(project)).Count);
    }

    [Fact]
    public async Task B025_UnknownFields_GoToMetadataWithOneWarningAName()
    {
        var (report, comparisons) = await ImportNewAsync(
            Row("a", "\"source\":\"web\",\"score\":1.50,\"metadata\":{\"own\":[1,{\"k\":null}]}") + "\n" + Row("b", "\"source\":\"book\""));

        using var metadata = JsonDocument.Parse(comparisons[0].Metadata!);
        Assert.Equal("web", metadata.RootElement.GetProperty("source").GetString());
        Assert.Equal("1.50", metadata.RootElement.GetProperty("score").GetRawText());
        Assert.Equal(1, metadata.RootElement.GetProperty("own")[0].GetInt32());
        Assert.Equal(2, report.WarningCount);
        Assert.Contains("2 rows", report.Warnings.Single(w => w.Field == "source").Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "b", "empty")]
    [InlineData(" \\n\\t", "b", "empty")]
    [InlineData("same", "same", "equal")]
    public async Task B026_EmptyOrEqualResponses_AreWarnings(string a, string b, string reason)
    {
        var (report, comparisons) = await ImportNewAsync($$"""{"id":"x","prompt":"p","response_a":"{{a}}","response_b":"{{b}}"}""");

        Assert.Single(comparisons);
        Assert.Contains(reason, Assert.Single(report.Warnings).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../x", "x")]
    [InlineData("C:\\data\\con", "con")]
    [InlineData("a\r\nb\u202Etxt.exe", "abtxt.exe")]
    [InlineData("", "unnamed")]
    [InlineData("..", "unnamed")]
    [InlineData(null, "unnamed")]
    public void B033_FileNames_AreCleaned(string? name, string cleaned)
    {
        Assert.Equal(cleaned, FileNames.Clean(name));
        Assert.Equal(Limits.Name, FileNames.Clean(new string('x', 20_000)).Length);
    }

    [Fact]
    public async Task B037_HtmlInAPrompt_IsStoredAsTheTextThatItIs()
    {
        const string Html = "<!doctype html><script>alert(1)</script>";

        Assert.Equal(Html, Assert.Single((await ImportNewAsync(Good.Replace("\"p\"", JsonSerializer.Serialize(Html), StringComparison.Ordinal))).Comparisons).Prompt);
    }

    [Fact]
    public async Task ImportAsync_GoldOverlapAndPriority_AreTakenFromTheRow()
    {
        var (report, comparisons) = await ImportNewAsync(
            Row("a", "\"overlap\":7,\"priority\":-3") + "\n" + Row("b", "\"gold\":{\"preference\":\"B>>\",\"explanation\":\"why\"}") + "\n" + Good,
            change: p => p.Overlap = 4);

        Assert.Equal((3, 1, 11L), (report.Added, report.AddedGolds, report.LabelsNeeded));
        Assert.Equal((7, -3), (comparisons[0].Overlap, comparisons[0].Priority));
        Assert.Equal((Preference.BMuchBetter, "why", 0), (comparisons[1].GoldPreference, comparisons[1].GoldExplanation, comparisons[1].Taken));
        Assert.Equal(3, comparisons.Select(c => c.GoldKey).Distinct().Count());
    }

    [Fact]
    public async Task ImportAsync_WithoutId_TakesTheHashOfTheContent()
    {
        const string Text = """{"prompt":"p","response_a":"a","response_b":"b"}""";
        var (report, comparisons) = await ImportNewAsync(Text + "\n" + Text + "\n" + Text.Replace("\"b\"", "\"c\"", StringComparison.Ordinal));

        Assert.Equal((3, 2, 1), (report.Rows, report.Added, report.AlreadyThere));
        Assert.All(comparisons, c => Assert.Matches("^sha256:[0-9a-f]{32}$", c.ExternalId));
        Assert.Equal(comparisons[0].ExternalId, (await ImportNewAsync(Text)).Comparisons[0].ExternalId);
    }

    [Fact]
    public async Task ImportAsync_Mapped_TakesTheFilesNames()
    {
        var (report, comparisons) = await ImportNewAsync(
            """{"item":17,"id":"kept","instruction":"p","response 1":"a","response 2":"b"}""",
            "id:item,prompt:instruction,response_a:response 1,response_b:response 2");

        var comparison = Assert.Single(comparisons);
        Assert.Equal(("17", "p", "a", "b"), (comparison.ExternalId, comparison.Prompt, comparison.ResponseA, comparison.ResponseB));
        Assert.Equal("id", Assert.Single(report.Warnings).Field);
        Assert.Contains("kept", comparison.Metadata, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("nosuch:x")]
    [InlineData("id:x,id:y")]
    [InlineData("id:x,prompt:x")]
    [InlineData("id:")]
    [InlineData("id:a\u0000b")]
    public void FieldMap_OfNonsense_SaysWhatIsWrong(string text)
    {
        Assert.False(FieldMap.TryParse(text, out _, out var problem));
        Assert.NotNull(problem);
    }
}
