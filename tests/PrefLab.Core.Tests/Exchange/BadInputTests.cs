using System.Text;
using PrefLab.Core.Exchange;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Exchange;

/// <summary>Rows and files that must be refused with line, field and reason, and leave nothing.</summary>
public sealed class BadInputTests(TestDatabase fixture) : ExchangeTests(fixture)
{
    [Fact]
    public async Task B001_NulInPrompt_IsRowError()
    {
        var errors = await RefusedAsync(Good + "\n" + """{"id":"x","prompt":"a\u0000b","response_a":"a","response_b":"b"}""");

        Assert.Equal((2L, "prompt"), (errors[0].Line, errors[0].Field));
        Assert.Contains("U+0000", errors[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"x","prompt":"\ud800","response_a":"a","response_b":"b"}""", "prompt")]
    [InlineData("""{"id":"x","prompt":"p","response_a":"\udc00 tail","response_b":"b"}""", "response_a")]
    [InlineData("""{"id":"x","prompt":"p","response_a":"a","response_b":"b","extra":["\ud800"]}""", "extra")]
    public async Task B004_LoneSurrogate_IsRowError(string row, string field)
    {
        var error = Assert.Single(await RefusedAsync(Good + "\n" + row));

        Assert.Equal((2L, field), (error.Line, error.Field));
        Assert.Contains("surrogate", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B007_RawByteFF_IsRowErrorWithLine()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Good + "\n{\"id\":\"x\",\"prompt\":\"a"), 0xFF, .. "\",\"response_a\":\"a\",\"response_b\":\"b\"}"u8];

        var error = Assert.Single(await RefusedAsync(bytes));

        Assert.Equal((2L, "prompt"), (error.Line, error.Field));
        Assert.Contains("not UTF-8", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B010_Utf16OrLatin1_IsRefusedAsNotUtf8()
    {
        var utf16 = await RefusedAsync([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Good)]);
        var withoutMark = await RefusedAsync(Encoding.Unicode.GetBytes(Good));
        var latin1 = await RefusedAsync(Encoding.Latin1.GetBytes(Good.Replace("\"p\"", "\"é\"", StringComparison.Ordinal)));

        Assert.All([utf16, withoutMark, latin1], errors => Assert.Contains("not UTF-8", Assert.Single(errors).Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\n\r\n \t\n\n")]
    public async Task B014_NothingInTheFile_SaysNoRows(string text) =>
        Assert.Contains("no rows", Assert.Single(await RefusedAsync(text)).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(62, true)]
    [InlineData(63, false)]
    [InlineData(64, false)]
    [InlineData(100_000, false)]
    public async Task B017_DeepNesting_IsRefusedAtTheLimit(int levelsInsideTheRow, bool accepted)
    {
        var deep = new string('[', levelsInsideTheRow) + new string(']', levelsInsideTheRow);
        var report = await ImportAsync(await NewProjectAsync(), Row("x", "\"deep\":" + deep));

        Assert.Equal(accepted ? ImportState.Done : ImportState.Refused, report.State);
        Assert.All(report.Errors, error => Assert.Contains("deeper than 64", error.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task B018_JsonArray_IsRefusedFast()
    {
        using var endless = new EndlessStream("[" + Good + ",");

        var error = Assert.Single(await RefusedAsync(endless));

        Assert.Contains("JSON array", error.Reason, StringComparison.Ordinal);
        Assert.InRange(endless.BytesRead, 1, 1_000_000);
    }

    [Theory]
    [InlineData("""{"id":"a","id":"b","prompt":"p","response_a":"a","response_b":"b"}""", "id")]
    [InlineData("""{"id":"a","prompt":"p","response_a":"a","response_b":"b","x":1,"x":2}""", "x")]
    [InlineData("""{"id":"a","prompt":"p","response_a":"a","response_b":"b","gold":{"preference":"A>","preference":"B>"}}""", "gold")]
    [InlineData("""{"id":"a","prompt":"p","response_a":"a","response_b":"b","x":1,"metadata":{"x":2}}""", "x")]
    [InlineData("""{"id":"a","prompt":"p","response_a":"a","response_b":"b","metadata":{"y":{"z":1,"\u007a":2}}}""", "y")]
    public async Task B020_DuplicateKeys_AreRowErrors(string row, string field)
    {
        var error = Assert.Single(await RefusedAsync(Good + "\n" + row));

        Assert.Equal((2L, field), (error.Line, error.Field));
        Assert.Contains("twice", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B022_DuplicateIdsInOneFile_NameBothLines()
    {
        var errors = await RefusedAsync(string.Join('\n', Row("a"), Row("b"), Row("a"), Row("b")));

        Assert.Equal([(3L, "The id stands on line 1 already."), (4L, "The id stands on line 2 already.")], errors.Select(e => (e.Line, e.Reason)));
    }

    [Theory]
    [InlineData("""{"id":"x","response_a":"a","response_b":"b"}""", "prompt", "missing")]
    [InlineData("""{"id":"x","prompt":"p","response_a":"a"}""", "response_b", "missing")]
    [InlineData("""{"id":"x","prompt":null,"response_a":"a","response_b":"b"}""", "prompt", "missing")]
    [InlineData("""{"id":5,"prompt":"p","response_a":"a","response_b":"b"}""", "id", "not a number")]
    [InlineData("""{"id":"x","prompt":5,"response_a":"a","response_b":"b"}""", "prompt", "not a number")]
    [InlineData("""{"id":"x","prompt":"p","response_a":["a"],"response_b":"b"}""", "response_a", "not an array")]
    [InlineData("""{"id":"x","prompt":"p","response_a":"a","response_b":{"t":"b"}}""", "response_b", "not an object")]
    [InlineData("""{"id":"x","prompt":"p","response_a":"a","response_b":"b","model_a":true}""", "model_a", "true or false")]
    [InlineData("""{"id":"","prompt":"p","response_a":"a","response_b":"b"}""", "id", "empty")]
    [InlineData("""{"id":"x","prompt":[],"response_a":"a","response_b":"b"}""", "prompt", "no messages")]
    [InlineData("""{"id":"x","prompt":[{"role":"user"}],"response_a":"a","response_b":"b"}""", "prompt", "no content")]
    [InlineData("""["not","an","object"]""", null, "must be a JSON object")]
    public async Task B025_MissingOrOfTheWrongKind_IsRowError(string row, string? field, string reason)
    {
        var error = Assert.Single(await RefusedAsync(Good + "\n" + row));

        Assert.Equal((2L, field), (error.Line, error.Field));
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B027_TruncatedLastLine_IsRowErrorAndStoresNothing()
    {
        var error = Assert.Single(await RefusedAsync(Good + "\n" + Good[..30]));

        Assert.Equal(2L, error.Line);
        Assert.Contains("not valid JSON", error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"x","prompt":"p","response_a":"a","response_b":"b",}""")]
    [InlineData("""{"id":"x","prompt":"p","response_a":"a","response_b":"b"} // comment""")]
    [InlineData("""{"id":"x","prompt":"p","response_a":"a","response_b":"b","n":/* c */1}""")]
    [InlineData("""{'id':'x','prompt':'p','response_a':'a','response_b':'b'}""")]
    [InlineData("""{"id":"x","prompt":"p","response_a":"a","response_b":"b","n":NaN}""")]
    [InlineData("""{"id":"x","prompt":"p","response_a":"a","response_b":"b","n":Infinity}""")]
    [InlineData("""{"id":"x","prompt":"p","response_a":"a","response_b":"b","n":+1}""")]
    [InlineData("""{"id":"x","prompt":"p","response_a":"a","response_b":"b","n":01}""")]
    [InlineData("""{"id":"x","prompt":"p","response_a":"a","response_b":"b","n":0x10}""")]
    [InlineData("""{"id":"x","prompt":"p","response_a":"a","response_b":"b"}{}""")]
    public async Task B028_NotStrictJson_IsRowError(string row)
    {
        var error = Assert.Single(await RefusedAsync(Good + "\n" + row));

        Assert.Equal(2L, error.Line);
        Assert.Contains("not valid JSON", error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"gold\":{\"preference\":\"C\"}", "gold")]
    [InlineData("\"gold\":{\"preference\":3}", "gold")]
    [InlineData("\"gold\":{}", "gold")]
    [InlineData("\"gold\":true", "gold")]
    [InlineData("\"overlap\":0", "overlap")]
    [InlineData("\"overlap\":-1", "overlap")]
    [InlineData("\"overlap\":1000000000", "overlap")]
    [InlineData("\"overlap\":1001", "overlap")]
    [InlineData("\"overlap\":2.5", "overlap")]
    [InlineData("\"priority\":9999999", "priority")]
    [InlineData("\"labels\":[{\"annotator\":\"x\"}]", "labels")]
    public async Task B038_ImpossibleGoldOrOverlap_IsRowError(string rest, string field)
    {
        var error = Assert.Single(await RefusedAsync(Good + "\n" + Row("x", rest)));

        Assert.Equal((2L, field), (error.Line, error.Field));
    }

    [Fact]
    public async Task B038_TieAsGoldWhereTiesAreOff_IsRowError()
    {
        var text = Good + "\n" + Row("x", "\"gold\":{\"preference\":\"=\"}");

        Assert.Contains("Ties are off", Assert.Single(await RefusedAsync(text, change: p => p.TiesAllowed = false)).Reason, StringComparison.Ordinal);
        Assert.Equal(1, (await ImportNewAsync(text)).Report.AddedGolds);
    }

    [Fact]
    public async Task B038_AllRowsGold_IsFileError()
    {
        var gold = "\"gold\":{\"preference\":\"A>\"}";

        var error = Assert.Single(await RefusedAsync(Row("a", gold) + "\n" + Row("b", gold)));

        Assert.Equal((0L, "gold"), (error.Line, error.Field));
    }

    [Fact]
    public async Task ImportAsync_ManyErrors_CountsAllAndListsAThousand()
    {
        var project = await NewProjectAsync();

        var report = await ImportAsync(project, Good + "\n" + string.Concat(Enumerable.Repeat("{\"id\":1}\n", 1_500)));

        Assert.Equal((1_500, 1_000), (report.ErrorCount, report.Errors.Count));
        Assert.Equal(1_501, report.Rows);
    }

    [Fact]
    public async Task ImportAsync_ContentBeyondTheLimit_IsRowError()
    {
        var most = new string('x', Limits.Content - 2);
        var fits = Good.Replace("\"p\"", $"\"{most}\"", StringComparison.Ordinal);
        var tooLong = Good.Replace("\"p\"", $"\"{most}y\"", StringComparison.Ordinal);

        Assert.Single((await ImportNewAsync(fits)).Comparisons);
        Assert.Contains("2,000,000", Assert.Single(await RefusedAsync(tooLong)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_UnknownKeys_AreRefusedWithTheirNames()
    {
        var error = Assert.Single(await RefusedAsync("""{"question":"q","one":"1","two":"2"}"""));

        Assert.Contains("question, one, two", error.Reason, StringComparison.Ordinal);
    }
}
