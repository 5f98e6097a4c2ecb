using AngleSharp.Html.Parser;
using PrefLab.Testing;
using PrefLab.Web.Content;

namespace PrefLab.Web.Tests.Content;

public sealed class HostileStringsTests
{
    [Fact]
    public void B060_B066_B067_B070_EveryHostileString_RendersWithinTheAllowList()
    {
        Assert.True(HostileStrings.Own.Distinct(StringComparer.Ordinal).Count() >= 300);
        foreach (var text in HostileStrings.All)
        {
            using var writer = new StringWriter();
            SafeMarkdown.Render(text).WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
            AllowList.AssertHolds(new HtmlParser().ParseDocument($"<body>{writer}</body>").Body!);
        }
    }

    [Fact]
    public void Between_HostileStrings_MarksOnlyDifferences()
    {
        foreach (var text in HostileStrings.All)
        {
            var differences = Differences.Between(text, "x " + text);
            using var writer = new StringWriter();
            differences.Right.WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
            var shown = new HtmlParser().ParseDocument($"<body>{writer}</body>").Body!;

            Assert.Equal("x " + text.ReplaceLineEndings("\n").Replace("\r", "\n", StringComparison.Ordinal), shown.TextContent.ReplaceLineEndings("\n"));
            Assert.All(shown.QuerySelectorAll("*"), element => Assert.Contains(element.LocalName, (string[])["div", "ins"]));
        }
    }
}
