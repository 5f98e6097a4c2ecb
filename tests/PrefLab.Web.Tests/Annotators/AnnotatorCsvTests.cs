using PrefLab.Testing;
using PrefLab.Web.Pages.Annotators;

namespace PrefLab.Web.Tests.Annotators;

public sealed class AnnotatorCsvTests
{
    [Theory]
    [InlineData("Ana", "Ana")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("Ana-Maria + Jo = 2", "Ana-Maria + Jo = 2")]
    [InlineData("=1+1\"", "'=1+1\"\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("＝1", "'＝1")]
    [InlineData(" =1", " '=1")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\r=1", "'\r'=1")]
    [InlineData("x;=1;y", "x;'=1;y")]
    [InlineData("x;\"=1", "x;\"\"'=1")]
    [InlineData("x\r\n-1", "x\r\n'-1")]
    public void Text_IsQuotedAndStartsNoFormula(string? text, string expected) =>
        Assert.Equal($"\"{expected}\"", AnnotatorCsv.Text(text));

    [Fact]
    public void B077_EveryHostileString_StartsNoFormulaWhateverSignSplitsCells()
    {
        foreach (var cell in HostileStrings.All.Select(AnnotatorCsv.Text).SelectMany(text => text.Split(';', '\t', '\r', '\n')))
        {
            Assert.DoesNotMatch("^[\" ]*[=+@＝＋－＠-]", cell);
        }
    }
}
