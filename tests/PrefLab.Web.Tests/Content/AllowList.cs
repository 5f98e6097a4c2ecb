using AngleSharp.Dom;

namespace PrefLab.Web.Tests.Content;

/// <summary>Elements and attributes that rendered text may have. Nothing of it loads, runs or is styled by the text.</summary>
internal static class AllowList
{
    private static readonly Dictionary<string, string[]> Elements = new(StringComparer.Ordinal)
    {
        ["a"] = ["href", "title", "rel", "target"],
        ["div"] = ["class", "dir", "tabindex"],
        ["span"] = ["class", "dir", "tabindex"],
        ["pre"] = ["dir", "tabindex"],
        ["code"] = ["class", "dir"],
        ["ol"] = ["dir", "start"],
        ["ul"] = ["dir"],
        ["p"] = ["dir"],
        ["h1"] = ["dir"],
        ["h2"] = ["dir"],
        ["h3"] = ["dir"],
        ["h4"] = ["dir"],
        ["h5"] = ["dir"],
        ["h6"] = ["dir"],
        ["blockquote"] = ["dir"],
        ["table"] = ["dir"],
        ["th"] = ["class", "scope"],
        ["td"] = ["class"],
        ["thead"] = [],
        ["tbody"] = [],
        ["tr"] = [],
        ["li"] = [],
        ["em"] = [],
        ["strong"] = [],
        ["del"] = [],
        ["br"] = [],
        ["hr"] = [],
    };

    public static void AssertHolds(IElement shown)
    {
        foreach (var element in shown.QuerySelectorAll("*"))
        {
            Assert.True(Elements.TryGetValue(element.LocalName, out var attributes), element.OuterHtml);
            Assert.All(element.Attributes, attribute => Assert.Contains(attribute.Name, attributes!));
            Assert.Matches("^(|math|math display|plain-text|chunk|table-box|text-end|text-center|language-[A-Za-z0-9+#._-]{1,30})$", element.ClassName ?? "");
            if (element.LocalName == "a")
            {
                Assert.Matches("^(https?://|mailto:)", element.GetAttribute("href"));
                Assert.Equal("noopener noreferrer nofollow", element.GetAttribute("rel"));
                Assert.Equal("_blank", element.GetAttribute("target"));
            }
        }
    }
}
