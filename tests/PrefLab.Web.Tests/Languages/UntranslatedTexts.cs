using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Languages;

/// <summary>What stands on a page without being in its language: texts, attributes that are read aloud, and texts that scripts say.</summary>
internal static partial class UntranslatedTexts
{
    private static readonly string[] ReadAloud = ["title", "aria-label", "aria-description", "aria-valuetext", "aria-roledescription", "placeholder", "alt", "label", "content"];

    public static IEnumerable<string> Of(IParentNode page) => page.QuerySelectorAll("*").SelectMany(Of);

    private static IEnumerable<string> Of(IElement element)
    {
        if (element is IHtmlScriptElement or IHtmlStyleElement || element.Closest("kbd, code, .languages, svg") is not null || element.LocalName is "meta" or "link")
        {
            yield break;
        }

        foreach (var at in element.Attributes.Where(IsText))
        {
            if (IsWord(at.Value))
            {
                yield return $"{element.LocalName} {at.Name}: {at.Value}";
            }
        }

        foreach (var text in element.ChildNodes.OfType<IText>().Where(text => IsWord(text.Data)))
        {
            yield return $"{element.LocalName}.{element.ClassName}: {text.Data.Trim()}";
        }

        foreach (var inside in element is IHtmlTemplateElement template ? Of(template.Content) : [])
        {
            yield return inside;
        }
    }

    /// <summary>Data that reads like a sentence is for a script to say.</summary>
    private static bool IsText(IAttr at) => Array.IndexOf(ReadAloud, at.Name) >= 0
        || (at.Name == "value" && at.OwnerElement!.GetAttribute("type") is "submit" or "button" or "reset")
        || (at.Name.StartsWith("data-", StringComparison.Ordinal) && !at.Name.StartsWith("data-val", StringComparison.Ordinal) && (at.Value.Contains('⟦') || Sentence().IsMatch(at.Value)));

    private static bool IsWord(string text) => Letter().IsMatch(Name().Replace(PseudoTexts.Without(text), ""));

    [GeneratedRegex(@"\p{L}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Letter();

    [GeneratedRegex(@"^[^{\[].*\p{L}{2,}\s+\p{L}+|^\p{Lu}\p{Ll}+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Sentence();

    /// <summary>Names, addresses, days, units, signs and the number of a version are the same in each language, or follow it by themselves.</summary>
    [GeneratedRegex(@"\b(PrefLab|API|UTC|USD|EUR|pl_\w+|v\d+|\d+ \p{Lu}\p{Ll}{2} \d{4}|(?<=\d )(s|min|h))\b|A[−+]|\S+@example\.org", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Name();
}
