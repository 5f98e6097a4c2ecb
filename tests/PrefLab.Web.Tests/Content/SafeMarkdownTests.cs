using System.Diagnostics;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using PrefLab.Web.Content;

namespace PrefLab.Web.Tests.Content;

public sealed class SafeMarkdownTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<svg onload=alert(1)>")]
    [InlineData("</textarea><script>alert(1)</script>")]
    [InlineData("{{7*7}} @Html.Raw(\"<b>\")")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](java\tscript:alert(1))")]
    [InlineData("[x](&#106;avascript:alert(1))")]
    [InlineData("[x](data:text/html,<script>alert(1)</script>)")]
    [InlineData("[x](vbscript:msgbox)")]
    [InlineData("[x](//evil.example)")]
    [InlineData("[x](/p/1/settings)")]
    [InlineData("[x]: javascript:alert(1)\n\n[x]")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("<vbscript:x>")]
    [InlineData("![p](http://127.0.0.1:9/steal)")]
    [InlineData("![p](data:image/svg+xml,<svg onload=alert(1)>)")]
    [InlineData("[![p](http://127.0.0.1/steal)](javascript:alert(1))")]
    [InlineData("[a](http://ok.example \"x onmouseover=alert(1)\")")]
    [InlineData("`<script>`\n\n```html\"><script>alert(1)</script>\n<script>alert(1)</script>\n```")]
    [InlineData("| a | <img src=x onerror=alert(1)> |\n|---|---|\n| b | <style>*{}</style> |")]
    public void B066_B067_B070_HostileMarkdown_HasOnlyAllowedElementsAndLinks(string markdown)
    {
        AllowList.AssertHolds(Parse(markdown));
    }

    [Fact]
    public void Render_OrdinaryMarkdown_KeepsItsStructure()
    {
        var body = Parse("# Title\n\nSome *words* and `code`.\n\n- one\n- two\n\n```python\nif x < 1:\n    pass\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |");

        Assert.Equal("Title", body.QuerySelector("h1")?.TextContent);
        Assert.Equal(2, body.QuerySelectorAll("li").Length);
        Assert.Equal("if x < 1:\n    pass\n", body.QuerySelector("pre code")?.TextContent);
        Assert.Equal(2, body.QuerySelectorAll("td").Length);
    }

    [Fact]
    public void Render_TableWithAlignment_AlignsByClassAndNotByStyle()
    {
        var body = Parse("| a | b | c |\n|:-:|--:|---|\n| 1 | 2 | 3 |");

        Assert.Equal("text-center,text-end,", string.Join(',', body.QuerySelectorAll("td").Select(cell => cell.ClassName)));
        Assert.Empty(body.QuerySelectorAll("[style]"));
    }

    [Fact]
    public void Render_WebLink_IsKept() =>
        Assert.Equal("https://example.org/a?b=1", Parse("[x](https://example.org/a?b=1)").QuerySelector("a")?.GetAttribute("href"));

    [Fact]
    public void Render_LinkToElsewhere_KeepsItsWordsAndSaysWhereItLed() =>
        Assert.Equal("x (javascript:alert(1))", Parse("[x](javascript:alert(1))").TextContent.Trim());

    [Fact]
    public void Render_ALongText_IsShownWholeInPieces()
    {
        var text = string.Concat(Enumerable.Repeat("# <b>long</b>\n", 20_000));

        var shown = Parse(text).QuerySelector(".plain-text");

        Assert.Equal(text, shown?.TextContent);
        Assert.InRange(shown!.QuerySelectorAll(".chunk").Length, 50, 200);
    }

    [Fact]
    public void Render_AWordOfTwoMillionSigns_IsWholeAndSplitsNoCharacter()
    {
        var text = string.Concat(Enumerable.Repeat("a😀é", 500_000));

        var chunks = Parse(text).QuerySelectorAll(".chunk");

        Assert.Equal(text, string.Concat(chunks.Select(chunk => chunk.TextContent)));
        Assert.DoesNotContain(chunks, chunk => char.IsLowSurrogate(chunk.TextContent[0]));
    }

    [Theory]
    [InlineData("cost $5 and $10")]
    [InlineData("from $5-$10 a day")]
    [InlineData("$5 for this and 3$")]
    [InlineData("a $ b $ c")]
    [InlineData(@"an escaped \$x\$")]
    [InlineData("US$100,US$200")]
    public void Render_MoneyAndLoneDollars_AreNoFormulas(string markdown) => Assert.Empty(Parse(markdown).QuerySelectorAll(".math"));

    [Theory]
    [InlineData("so $x^2 + 1$ holds", "$x^2 + 1$", false)]
    [InlineData("so $2x_1 * 3 * y$.", "$2x_1 * 3 * y$", false)]
    [InlineData(@"so \(a_1 * b * c\) holds", @"\(a_1 * b * c\)", false)]
    [InlineData(@"so \[a*b*c\] holds", @"\[a*b*c\]", true)]
    [InlineData("so $$a$$ holds", "$$a$$", true)]
    [InlineData("text\n\n$$\na\n+ b\n\n# c\n$$\n\nmore", "$$\na\n+ b\n\n# c\n$$", true)]
    [InlineData("\\[\n- a\n= b\n\\]", "\\[\n- a\n= b\n\\]", true)]
    public void Render_Formula_KeepsItsSourceAsWritten(string markdown, string formula, bool isDisplay)
    {
        var shown = Assert.Single(Parse(markdown).QuerySelectorAll(".math"));

        Assert.Equal(formula, shown.TextContent.Trim());
        Assert.Equal(isDisplay, shown.ClassList.Contains("display"));
    }

    [Fact]
    public void Render_BlocksOfTwoScripts_EachFindTheirDirection()
    {
        var body = Parse("hello\n\nשלום\n\n- אחד\n- one\n\n```\ncode\n```");

        Assert.All(body.QuerySelectorAll("p, ul"), block => Assert.Equal("auto", block.GetAttribute("dir")));
        Assert.Equal("ltr", body.QuerySelector("pre")?.GetAttribute("dir"));
        Assert.All(body.QuerySelectorAll("li"), item => Assert.Null(item.GetAttribute("dir")));
    }

    [Theory]
    [InlineData("<", 2_001)]
    [InlineData("[a](b) ", 1_001)]
    [InlineData("*a* ", 1_501)]
    [InlineData("|a", 4_001)]
    [InlineData("$a ", 2_001)]
    [InlineData("> ", 17)]
    [InlineData("1. ", 17)]
    [InlineData("a\n", 4_001)]
    public void Render_MoreOfOneSignThanATextNeeds_IsShownAsItIs(string unit, int times)
    {
        var text = string.Concat(Enumerable.Repeat(unit, times));

        Assert.Equal(text, Assert.Single(Parse(text).QuerySelectorAll(".plain-text")).TextContent);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("]")]
    [InlineData("*a **b ")]
    [InlineData("_a __b ")]
    [InlineData("`a ")]
    [InlineData("$a ")]
    [InlineData("\\(a ")]
    [InlineData("[a](<")]
    [InlineData("a | ")]
    [InlineData("&amp;")]
    [InlineData("> - 1. ")]
    [InlineData("- a\n")]
    [InlineData("~~a ")]
    public void Render_AsMuchOfAHostileShapeAsIsAllowed_EndsSoon(string unit)
    {
        var times = Enumerable.Range(1, 60_000 / unit.Length).TakeWhile(n => n < 50 || MarkdownBudget.Allows(string.Concat(Enumerable.Repeat(unit, n * 50)))).LastOrDefault();
        var text = string.Concat(Enumerable.Repeat(unit, times));
        var watch = Stopwatch.StartNew();

        Parse(text);

        // A tenth of it on an idle machine.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    private static IElement Parse(string markdown)
    {
        using var writer = new StringWriter();
        SafeMarkdown.Render(markdown).WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        return new HtmlParser().ParseDocument($"<body>{writer}</body>").Body!;
    }
}
