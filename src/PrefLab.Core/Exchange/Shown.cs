using System.Text;

namespace PrefLab.Core.Exchange;

/// <summary>Names from a file, made fit for a report: short, on one line, and without characters that change how it reads.</summary>
internal static class Shown
{
    private const int MaxLength = 80;

    public static string Name(string name)
    {
        var result = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (result.Length >= MaxLength)
            {
                return result.Append('…').ToString();
            }

            var category = Rune.GetUnicodeCategory(rune);
            var hidden = category is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator
                or System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.OtherNotAssigned;
            result.Append(hidden ? "\uFFFD" : rune.ToString());
        }

        return result.ToString();
    }
}
