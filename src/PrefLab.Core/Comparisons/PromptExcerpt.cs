using System.Text;
using System.Text.Json;

namespace PrefLab.Core.Comparisons;

/// <summary>The beginning of a prompt as one line, for lists.</summary>
public static class PromptExcerpt
{
    /// <param name="prompt">The prompt or its beginning; a chat may be cut off anywhere.</param>
    /// <param name="length">UTF-16 units wanted at most, the ellipsis not counted.</param>
    public static string Of(string prompt, bool isChat, int length)
    {
        var text = isChat ? FirstContent(prompt) ?? prompt : prompt;
        var line = new StringBuilder(length + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > length)
            {
                return line.ToString().TrimEnd() + "…";
            }

            var isSpace = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune);
            if (!isSpace)
            {
                line.Append(rune);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd();
    }

    private static string? FirstContent(string chat)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(chat), isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("content"u8)
                    && reader.Read() && reader.TokenType == JsonTokenType.String)
                {
                    return reader.GetString();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }

        return null;
    }
}
