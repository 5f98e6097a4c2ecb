using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;

namespace PrefLab.Web.Languages;

/// <summary>Sentences that PrefLab.Core says in English, in the language of the page.</summary>
public static partial class SaidElsewhere
{
    /// <summary>What a person wrote stays as it is: no text is known by it. Numbers in a sentence are the places of its text.</summary>
    public static string Said(this IStringLocalizer<Texts> texts, string sentence)
    {
        var whole = texts[sentence];
        return whole.ResourceNotFound && texts[TemplateOf(sentence, out var numbers), numbers] is { ResourceNotFound: false } filled ? filled : whole;
    }

    /// <summary>A sentence with places for its numbers, which is the key of its text.</summary>
    public static string TemplateOf(string sentence, out object[] numbers)
    {
        var found = new List<object>();
        var template = Number().Replace(sentence, match =>
        {
            found.Add(match.Value);
            return string.Create(CultureInfo.InvariantCulture, $"{{{found.Count - 1}}}");
        });
        numbers = [.. found];
        return template;
    }

    [GeneratedRegex(@"(?<![\w-])\d+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Number();
}
