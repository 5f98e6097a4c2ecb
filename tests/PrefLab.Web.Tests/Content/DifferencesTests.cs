using System.Text.RegularExpressions;
using PrefLab.Web.Content;

namespace PrefLab.Web.Tests.Content;

public sealed class DifferencesTests
{
    [Fact]
    public void Between_OneWordChanged_MarksThatWordOnBothSides()
    {
        var found = Differences.Between("The cat sat.", "The dog sat.");

        Assert.Equal(DifferencesKind.Words, found.Kind);
        Assert.Equal("""<div class="plain-text" dir="auto">The <del>cat </del>sat.</div>""", found.Left.ToString());
        Assert.Equal("""<div class="plain-text" dir="auto">The <ins>dog </ins>sat.</div>""", found.Right.ToString());
    }

    [Fact]
    public void Between_ManyWords_MarksLines()
    {
        var left = string.Concat(Enumerable.Range(0, 1000).Select(n => $"one two three four {n}\n"));

        var found = Differences.Between(left, left.Replace("four 7\n", "five 7\n", StringComparison.Ordinal));

        Assert.Equal(DifferencesKind.Lines, found.Kind);
        Assert.Contains("<ins>one two three five 7\n</ins>", found.Right.ToString(), StringComparison.Ordinal);
        Assert.Single(Regex.Matches(found.Left.ToString()!, "<del>", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData("a b\n", 3_100)]
    [InlineData("word", 60_000)]
    public void Between_TextsBeyondTheLimits_IsRefused(string unit, int times)
    {
        var text = string.Concat(Enumerable.Repeat(unit, times));

        Assert.Equal(DifferencesKind.TooLong, Differences.Between(text, text + "!").Kind);
    }
}
