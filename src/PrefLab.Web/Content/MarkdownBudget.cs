namespace PrefLab.Web.Content;

/// <summary>
/// What the parser is trusted with. Its time grows faster than the length for many of one sign and for deep nesting, so that each has
/// a number beyond which a text is shown as it is; the same text is always shown the same way. Tried with repeated pairs and triples of
/// every sign: within these numbers nothing takes a tenth of a second.
/// </summary>
public static class MarkdownBudget
{
    /// <summary>UTF-16 units.</summary>
    public const int MaxLength = 60_000;

    public const int MaxLines = 4_000;

    /// <summary>Quotes and lists that one line may open.</summary>
    public const int MaxNesting = 16;

    private static readonly (char Sign, int Most)[] Signs =
    [
        ('[', 1_000), (']', 2_000), ('<', 2_000), ('&', 3_000), ('$', 2_000), ('`', 3_000), ('*', 3_000), ('_', 3_000), ('~', 3_000), ('|', 4_000), ('\\', 6_000),
    ];

    public static bool Allows(string markdown) =>
        markdown.Length <= MaxLength && Array.TrueForAll(Signs, it => markdown.AsSpan().Count(it.Sign) <= it.Most) && LinesAreFew(markdown);

    private static bool LinesAreFew(ReadOnlySpan<char> markdown)
    {
        var lines = 0;
        foreach (var line in markdown.EnumerateLines())
        {
            if (++lines > MaxLines || Openings(line) > MaxNesting)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Marks of quotes and list items at the line's start: “> 1. - ”. A rule of dashes is none.</summary>
    private static int Openings(ReadOnlySpan<char> line)
    {
        var marks = 0;
        for (var i = 0; i < line.Length && marks <= MaxNesting; i++)
        {
            var isMark = line[i] == '>' || (line[i] is '-' or '+' or '*' or '.' or ')' && i + 1 < line.Length && line[i + 1] is ' ' or '\t');
            if (!isMark && line[i] is not (' ' or '\t') && !char.IsAsciiDigit(line[i]))
            {
                break;
            }

            marks += isMark ? 1 : 0;
        }

        return marks;
    }
}
