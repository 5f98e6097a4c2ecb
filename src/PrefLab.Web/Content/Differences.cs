using System.Globalization;
using System.Text;
using DiffPlex;
using Microsoft.AspNetCore.Html;

namespace PrefLab.Web.Content;

/// <summary>Two texts with what differs marked in each: by words, by lines where there are many words, not at all beyond that.</summary>
public sealed record Differences(DifferencesKind Kind, IHtmlContent Left, IHtmlContent Right)
{
    /// <summary>The algorithm's worst case grows with the square of these.</summary>
    public const int MaxWords = 6_000;

    public const int MaxLines = 6_000;

    public const int MaxLength = 400_000;

    private static readonly Differences None = new(DifferencesKind.TooLong, HtmlString.Empty, HtmlString.Empty);

    public static Differences Between(string left, string right)
    {
        if (left.Length + right.Length > MaxLength)
        {
            return None;
        }

        if (Words(left).Length + Words(right).Length <= MaxWords)
        {
            return Between(DifferencesKind.Words, left, right, Words);
        }

        return left.Count('\n') + right.Count('\n') < MaxLines ? Between(DifferencesKind.Lines, left, right, Lines) : None;
    }

    private static Differences Between(DifferencesKind kind, string left, string right, Func<string, string[]> pieces)
    {
        var found = new Differ().CreateCustomDiffs(left, right, ignoreWhiteSpace: true, ignoreCase: false, pieces);
        return new Differences(
            kind,
            Mark("del", found.PiecesOld, found.DiffBlocks.Select(it => (it.DeleteStartA, it.DeleteCountA))),
            Mark("ins", found.PiecesNew, found.DiffBlocks.Select(it => (it.InsertStartB, it.InsertCountB))));
    }

    private static HtmlString Mark(string name, string[] pieces, IEnumerable<(int Start, int Count)> changed)
    {
        var html = new StringBuilder("<div class=\"plain-text\" dir=\"auto\">");
        var at = 0;
        foreach (var (start, count) in changed)
        {
            Append(html, pieces, at, start);
            at = start + count;
            if (count > 0)
            {
                html.Append('<').Append(name).Append('>');
                Append(html, pieces, start, at);
                html.Append("</").Append(name).Append('>');
            }
        }

        Append(html, pieces, at, pieces.Length);
        return new HtmlString(html.Append("</div>").ToString());
    }

    private static void Append(StringBuilder html, string[] pieces, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            SafeHtml.Encode(html, pieces[i]);
        }
    }

    private static string[] Lines(string text)
    {
        var lines = new List<string>();
        for (var from = 0; from < text.Length;)
        {
            var end = text.IndexOf('\n', from);
            var next = end < 0 ? text.Length : end + 1;
            lines.Add(text[from..next]);
            from = next;
        }

        return [.. lines];
    }

    /// <summary>Words with the spaces after them; signs and ideographs one by one.</summary>
    private static string[] Words(string text)
    {
        var words = new List<string>();
        for (var from = 0; from < text.Length;)
        {
            var next = from + 1;
            while (next < text.Length && ((IsInWord(text[next - 1]) && IsInWord(text[next])) || char.IsLowSurrogate(text[next]) || IsMark(text[next])))
            {
                next++;
            }

            while (next < text.Length && char.IsWhiteSpace(text[next]))
            {
                next++;
            }

            words.Add(text[from..next]);
            from = next;
        }

        return [.. words];
    }

    private static bool IsInWord(char character) =>
        character == '_' || (char.IsLetterOrDigit(character) && CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.OtherLetter)
        || (char.IsLetter(character) && character is >= '\u0590' and < '\u0E00');

    private static bool IsMark(char character) =>
        CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}

public enum DifferencesKind
{
    Words,
    Lines,
    TooLong,
}
