using System.Diagnostics;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using PrefLab.Web.Content;

namespace PrefLab.Web.Tests.Content;

public sealed class SafeMarkdownTests
{
    private static readonly string[] AllowedElements =
    [
        "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "del",
        "a", "table", "thead", "tbody", "tr", "th", "td", "input",
    ];

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
        var body = Parse(markdown);

        foreach (var element in body.QuerySelectorAll("*"))
        {
            Assert.Contains(element.LocalName, AllowedElements);
            Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal) || attribute.Name is "style" or "src");
            if (element.LocalName == "a")
            {
                Assert.Matches("^(https?://|mailto:)", element.GetAttribute("href"));
                Assert.Equal("noopener noreferrer nofollow", element.GetAttribute("rel"));
            }
        }
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
    public void Render_ALongText_IsShownAsItIs()
    {
        var text = string.Concat(Enumerable.Repeat("# <b>long</b>\n", 20_000));

        Assert.Equal(text, Parse(text).QuerySelector("pre")?.TextContent);
    }

    [Theory]
    [InlineData(">")]
    [InlineData("[")]
    [InlineData("![")]
    [InlineData("*")]
    [InlineData("**a ")]
    [InlineData("`")]
    [InlineData("- ")]
    [InlineData("<")]
    [InlineData("|a")]
    [InlineData("[a](")]
    [InlineData("&#x")]
    public void Render_MarkdownOfAHostileShape_EndsSoon(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, SafeMarkdown.MaxLength / unit.Length));
        var watch = Stopwatch.StartNew();

        Parse(text);

        // A hang, not a slow machine: the slowest of these takes a tenth of it.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public void Render_MoreBracketsThanLinksNeed_ShowsTheTextAsItIs()
    {
        var text = string.Concat(Enumerable.Repeat("[a](b) ", SafeMarkdown.MaxBrackets + 1));

        Assert.Equal(text, Assert.Single(Parse(text).QuerySelectorAll("pre.plain-text")).TextContent);
    }

    private static IElement Parse(string markdown)
    {
        using var writer = new StringWriter();
        SafeMarkdown.Render(markdown).WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        return new HtmlParser().ParseDocument($"<body>{writer}</body>").Body!;
    }
}
