using PrefLab.Core.Comparisons;
using PrefLab.Core.Exchange;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Exchange;

/// <summary>The formats that say which response was chosen.</summary>
public sealed class FormatTests(TestDatabase fixture) : ExchangeTests(fixture)
{
    [Theory]
    [InlineData("""{"prompt":"p","response_a":"a","response_b":"b"}""", ImportFormat.PrefLab)]
    [InlineData("""{"prompt":"p","chosen":"c","rejected":"r"}""", ImportFormat.Trl)]
    [InlineData("""{"chosen":"line\nc","rejected":"line\nr"}""", ImportFormat.TrlImplicit)]
    [InlineData("""{"prompt":[{"role":"user","content":"p"}],"chosen":[{"role":"assistant","content":"c"}],"rejected":[{"role":"assistant","content":"r"}]}""", ImportFormat.Conversational)]
    [InlineData("""{"chosen":[{"role":"user","content":"p"},{"role":"assistant","content":"c"}],"rejected":[{"role":"user","content":"p"},{"role":"assistant","content":"r"}]}""", ImportFormat.ConversationalImplicit)]
    [InlineData("""{"chosen":"\n\nHuman: p\n\nAssistant: c","rejected":"\n\nHuman: p\n\nAssistant: r"}""", ImportFormat.Transcripts)]
    public async Task ImportAsync_EachFormat_IsRecognisedAndTaken(string row, ImportFormat format)
    {
        var (report, comparisons) = await ImportNewAsync(row);

        Assert.Equal((format.Name, ImportState.Done, 1), (report.Format, report.State, report.Added));
        Assert.Contains("p", Assert.Single(comparisons).Prompt + "p", StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_Chosen_StandsOnEitherSideAndIsKeptAsImportedLabel()
    {
        var rows = string.Join('\n', Enumerable.Range(0, 200).Select(n => $$"""{"prompt":"p{{n}}","chosen":"good","rejected":"bad"}"""));

        var (_, comparisons) = await ImportNewAsync(rows);

        Assert.InRange(comparisons.Count(c => c.ResponseA == "good"), 70, 130);
        Assert.All(comparisons, c => Assert.Contains(c.ResponseA == "good" ? "\"A>\"" : "\"B>\"", c.ImportedLabels, StringComparison.Ordinal));
        Assert.All(comparisons, c => Assert.Equal(0, c.N0 + c.N1 + c.N2 + c.N3 + c.N4));
    }

    [Fact]
    public async Task ImportAsync_Transcripts_SplitAtTheLastSharedAssistant()
    {
        var (_, comparisons) = await ImportNewAsync(
            """{"chosen":"\n\nHuman: one\n\nAssistant: two\n\nHuman: three\n\nAssistant: Same start, good","rejected":"\n\nHuman: one\n\nAssistant: two\n\nHuman: three\n\nAssistant: Same start, bad"}""");

        var comparison = Assert.Single(comparisons);
        Assert.True(comparison.PromptIsChat);
        Assert.Equal("""[{"role":"user","content":"one"},{"role":"assistant","content":"two"},{"role":"user","content":"three"}]""", comparison.Prompt);
        Assert.Equal(["Same start, bad", "Same start, good"], Responses(comparison));
    }

    [Fact]
    public async Task ImportAsync_TranscriptsThatPartEarly_AreTakenWithTheRestAsResponse()
    {
        var (report, comparisons) = await ImportNewAsync(
            """{"chosen":"\n\nHuman: one\n\nAssistant: two\n\nHuman: x\n\nAssistant: y","rejected":"\n\nHuman: one\n\nAssistant: two\n\nHuman: z\n\nAssistant: w"}""");

        Assert.Equal(["two\n\nHuman: x\n\nAssistant: y", "two\n\nHuman: z\n\nAssistant: w"], Responses(Assert.Single(comparisons)));
        Assert.Contains("part before their last turn", Assert.Single(report.Warnings).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_ConversationsThatRepeatThePrompt_KeepItOnce()
    {
        var (_, comparisons) = await ImportNewAsync(
            """{"prompt":"p","chosen":[{"role":"user","content":"p"},{"role":"assistant","content":"c"}],"rejected":[{"role":"user","content":"p"},{"role":"assistant","content":"r"}]}""");

        var comparison = Assert.Single(comparisons);
        Assert.Equal("""[{"role":"user","content":"p"}]""", comparison.Prompt);
        Assert.Equal(["c", "r"], Responses(comparison));
    }

    private static IEnumerable<string> Responses(Comparison comparison) => new[] { comparison.ResponseA, comparison.ResponseB }.Order(StringComparer.Ordinal);
}
