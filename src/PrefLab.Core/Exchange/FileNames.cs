using System.Text;

namespace PrefLab.Core.Exchange;

/// <summary>File names are only shown: never a path, never longer than a name.</summary>
public static class FileNames
{
    public static string Clean(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var result = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
        {
            if (result.Length + rune.Utf16SequenceLength > Limits.Name)
            {
                break;
            }

            var category = Rune.GetUnicodeCategory(rune);
            var isShown = category is not (System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator);
            if (isShown && rune != Rune.ReplacementChar)
            {
                result.Append(rune);
            }
        }

        var cleaned = result.ToString().Trim();
        return cleaned.Trim('.').Length == 0 ? "unnamed" : cleaned;
    }
}
