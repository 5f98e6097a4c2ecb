using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PrefLab.Web.Content;

/// <summary>TeX between dollars or brackets, kept with its delimiters: that is how it reads where no script draws it.</summary>
internal static class Formula
{
    /// <summary>Longest formula in UTF-16 units; what is longer is text.</summary>
    public const int MaxLength = 4_000;

    /// <summary>Where the formula that opens at <paramref name="start"/> ends, exclusive; -1 when none does.</summary>
    public static int EndOf(ReadOnlySpan<char> text, int start, out bool isDisplay)
    {
        var rest = text[start..Math.Min(text.Length, start + MaxLength)];
        isDisplay = rest.StartsWith("$$") || rest.StartsWith(@"\[");
        var close = rest switch
        {
            ['$', '$', ..] => "$$",
            ['$', ..] => "$",
            ['\\', '[', ..] => @"\]",
            ['\\', '(', ..] => @"\)",
            _ => null,
        };
        if (close is null)
        {
            return -1;
        }

        if (close == "$")
        {
            var end = EndOfDollars(rest);
            return end < 0 ? -1 : start + end;
        }

        var length = rest[2..].IndexOf(close);
        return length <= 0 || rest.Slice(2, length).IsWhiteSpace() ? -1 : start + 2 + length + 2;
    }

    /// <summary>A dollar opens before what is no space, and closes after what is no space and before what is no digit: “$5 and $10” is money.</summary>
    private static int EndOfDollars(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || char.IsWhiteSpace(text[1]))
        {
            return -1;
        }

        var at = 1;
        while (text[at..].IndexOfAny('$', '\n') is >= 0 and var next)
        {
            at += next;
            if (text[at] == '\n')
            {
                return -1;
            }

            var isEscaped = text[at - 1] == '\\';
            if (!isEscaped)
            {
                var mayClose = at > 1 && !char.IsWhiteSpace(text[at - 1]) && (at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1]));
                return mayClose && !IsMoney(text[1..at]) ? at + 1 : -1;
            }

            at++;
        }

        return -1;
    }

    /// <summary>An amount and then words: “$5 for this and 3$”.</summary>
    private static bool IsMoney(ReadOnlySpan<char> inside)
    {
        var after = inside.TrimStart("0123456789.,");
        if (after.Length == inside.Length || !after.StartsWith(" "))
        {
            return false;
        }

        var word = after.TrimStart();
        return word.Length > 1 && char.IsLetter(word[0]) && char.IsLetter(word[1]);
    }
}

internal sealed class FormulaInline(string text, bool isDisplay) : LeafInline
{
    public string Text { get; } = text;

    public bool IsDisplay { get; } = isDisplay;
}

/// <summary>Formulas within a paragraph.</summary>
internal sealed class FormulaInlineParser : InlineParser
{
    public FormulaInlineParser()
    {
        OpeningCharacters = ['$', '\\'];
    }

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.Text.AsSpan(0, slice.End + 1);
        var end = Formula.EndOf(text, slice.Start, out var isDisplay);
        if (end < 0)
        {
            return false;
        }

        processor.Inline = new FormulaInline(text[slice.Start..end].ToString(), isDisplay);
        slice.Start = end;
        return true;
    }
}

internal sealed class FormulaBlock(BlockParser parser, int end) : LeafBlock(parser)
{
    /// <summary>Where it ends in the whole text, exclusive.</summary>
    public int End { get; } = end;
}

/// <summary>A formula that stands on lines of its own. As a block, since its lines may look like lists or headings.</summary>
internal sealed class FormulaBlockParser : BlockParser
{
    public FormulaBlockParser()
    {
        OpeningCharacters = ['$', '\\'];
    }

    public override BlockState TryOpen(BlockProcessor processor)
    {
        var line = processor.Line;
        var text = line.Text.AsSpan();
        if (processor.IsCodeIndent || !(text[line.Start..].StartsWith("$$") || text[line.Start..].StartsWith(@"\[")))
        {
            return BlockState.None;
        }

        var end = Formula.EndOf(text, line.Start, out _);
        // On one line, or with text after it, it is part of a paragraph.
        if (end <= line.End + 1 || !RestOfLine(text, end).IsWhiteSpace())
        {
            return BlockState.None;
        }

        processor.NewBlocks.Push(new FormulaBlock(this, end) { Column = processor.Column, Span = new SourceSpan(line.Start, line.End), ProcessInlines = false });
        return BlockState.Continue;
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block) =>
        processor.Line.End + 1 < ((FormulaBlock)block).End ? BlockState.Continue : BlockState.Break;

    private static ReadOnlySpan<char> RestOfLine(ReadOnlySpan<char> text, int from)
    {
        var rest = text[from..];
        var length = rest.IndexOf('\n');
        return length < 0 ? rest : rest[..length];
    }
}
