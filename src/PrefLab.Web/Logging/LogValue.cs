using System.Globalization;
using System.Text;

namespace PrefLab.Web.Logging;

/// <summary>Makes text safe for a line of a log: control, format and unpaired characters escaped, the rest cut.</summary>
public static class LogValue
{
    public static string Clean(string value, int longest)
    {
        var result = new StringBuilder(Math.Min(value.Length, longest) + 1);
        foreach (var rune in value.AsSpan(0, Math.Min(value.Length, longest)).EnumerateRunes())
        {
            if (IsPlain(rune))
            {
                result.Append(rune.ToString());
            }
            else
            {
                result.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
        }

        if (value.Length > longest)
        {
            result.Append('…');
        }

        return result.ToString();
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse);
}
