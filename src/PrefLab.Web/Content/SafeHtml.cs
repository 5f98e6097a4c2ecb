using System.Buffers;
using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PrefLab.Web.Content;

/// <summary>
/// Writes a document with the elements and attributes that are spelled out here and no others: everything else that a document
/// holds goes through <see cref="Text(ReadOnlySpan{char})"/> or <see cref="Link"/>. Unknown nodes are written as what they contain.
/// </summary>
internal sealed partial class SafeHtml
{
    /// <summary>Elements beyond which a browser takes long to lay a text out.</summary>
    public const int MaxElements = 20_000;

    private const int MaxDepth = 60;
    private const int ChunkLength = 4_000;
    private const int ChunkLines = 200;
    private const int MaxTitle = 300;

    private static readonly SearchValues<char> Special = SearchValues.Create("<>&\"'");

    private readonly StringBuilder html = new();
    private int elements;
    private int depth;

    /// <summary>The document is too deep or has too many elements; what was written of it is not whole.</summary>
    public bool IsExceeded => elements > MaxElements || depth > MaxDepth;

    public static string OfPlainText(string text)
    {
        var writer = new SafeHtml();
        writer.html.EnsureCapacity(text.Length + (text.Length / 8) + 64);
        writer.html.Append("<div class=\"plain-text\">");
        for (var from = 0; from < text.Length;)
        {
            var length = ChunkOf(text.AsSpan(from));
            writer.html.Append("<div class=\"chunk\" dir=\"auto\">");
            writer.Text(text.AsSpan(from, length));
            writer.html.Append("</div>");
            from += length;
        }

        return writer.html.Append("</div>").ToString();
    }

    public static void Encode(StringBuilder html, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Special) is >= 0 and var at)
        {
            html.Append(text[..at]).Append(text[at] switch { '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", '"' => "&quot;", _ => "&#39;" });
            text = text[(at + 1)..];
        }

        html.Append(text);
    }

    public void Document(MarkdownDocument document) => Blocks(document, " dir=\"auto\"");

    public override string ToString() => html.ToString();

    /// <summary>Up to a line's end where there is one; never within a character.</summary>
    private static int ChunkOf(ReadOnlySpan<char> text)
    {
        var length = 0;
        for (var lines = 0; lines < ChunkLines && length < ChunkLength; lines++)
        {
            var line = text[length..].IndexOf('\n') + 1;
            if (line == 0 || length + line > 2 * ChunkLength)
            {
                length = length > 0 ? length : Math.Min(text.Length, 2 * ChunkLength);
                break;
            }

            length += line;
        }

        if (length == text.Length || text[length - 1] == '\n')
        {
            return length;
        }

        while (length > ChunkLength && (char.IsLowSurrogate(text[length]) || CharUnicodeInfo.GetUnicodeCategory(text[length]) is UnicodeCategory.NonSpacingMark))
        {
            length--;
        }

        return length;
    }

    /// <param name="direction">Outermost blocks find their own direction; those within follow, line by line (content.css).</param>
    private void Blocks(ContainerBlock container, string direction, bool isTight = false)
    {
        depth++;
        if (IsExceeded)
        {
            // Left standing, so that every level above ends too.
            return;
        }

        foreach (var block in container)
        {
            Block(block, direction, isTight);
            if (IsExceeded)
            {
                return;
            }
        }

        depth--;
    }

    private void Block(Block block, string direction, bool isTight)
    {
        elements++;
        switch (block)
        {
            case LinkReferenceDefinition or LinkReferenceDefinitionGroup:
                break;
            case HeadingBlock heading:
                Leaf("h" + (char)('0' + Math.Clamp(heading.Level, 1, 6)), direction, heading.Inline);
                break;
            case ParagraphBlock paragraph when isTight:
                Inlines(paragraph.Inline);
                html.Append('\n');
                break;
            case ParagraphBlock paragraph:
                Leaf("p", direction, paragraph.Inline);
                break;
            case ThematicBreakBlock:
                html.Append("<hr>\n");
                break;
            case FormulaBlock formula:
                html.Append("<div class=\"math display\" dir=\"ltr\" tabindex=\"0\">");
                Lines(formula);
                html.Append("</div>\n");
                break;
            case CodeBlock code:
                Code(code);
                break;
            case ListBlock list:
                List(list, direction);
                break;
            case QuoteBlock quote:
                html.Append("<blockquote").Append(direction).Append(">\n");
                Blocks(quote, "");
                html.Append("</blockquote>\n");
                break;
            case Table table:
                Table(table, direction);
                break;
            case ContainerBlock other:
                Blocks(other, direction);
                break;
            case LeafBlock other:
                html.Append("<p>");
                Lines(other);
                Inlines(other.Inline);
                html.Append("</p>\n");
                break;
        }
    }

    private void Leaf(string name, string direction, ContainerInline? inlines)
    {
        html.Append('<').Append(name).Append(direction).Append('>');
        Inlines(inlines);
        html.Append("</").Append(name).Append(">\n");
    }

    private void Code(CodeBlock code)
    {
        html.Append("<pre dir=\"ltr\" tabindex=\"0\"><code");
        if (code is FencedCodeBlock { Info: { Length: > 0 and <= 30 } info } && info.All(it => char.IsAsciiLetterOrDigit(it) || it is '+' or '#' or '-' or '_' or '.'))
        {
            html.Append(" class=\"language-").Append(info).Append('"');
        }

        html.Append('>');
        Lines(code);
        html.Append("</code></pre>\n");
    }

    private void List(ListBlock list, string direction)
    {
        var name = list.IsOrdered ? "ol" : "ul";
        html.Append('<').Append(name).Append(direction);
        if (list.IsOrdered && int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) && start != 1)
        {
            html.Append(CultureInfo.InvariantCulture, $" start=\"{start}\"");
        }

        html.Append(">\n");
        foreach (var item in list)
        {
            html.Append("<li>");
            elements++;
            Blocks((ListItemBlock)item, "", isTight: !list.IsLoose);
            html.Append("</li>\n");
            if (IsExceeded)
            {
                return;
            }
        }

        html.Append("</").Append(name).Append(">\n");
    }

    private void Table(Table table, string direction)
    {
        html.Append("<div class=\"table-box\" tabindex=\"0\"><table").Append(direction).Append(">\n");
        var isInBody = false;
        foreach (var row in table.OfType<TableRow>())
        {
            if (row.IsHeader)
            {
                html.Append("<thead>");
            }
            else if (!isInBody)
            {
                html.Append("<tbody>");
                isInBody = true;
            }

            Row(row, table.ColumnDefinitions);
            if (IsExceeded)
            {
                return;
            }

            html.Append(row.IsHeader ? "</thead>\n" : "");
        }

        html.Append(isInBody ? "</tbody></table></div>\n" : "</table></div>\n");
    }

    private void Row(TableRow row, List<TableColumnDefinition> columns)
    {
        html.Append("<tr>");
        for (var i = 0; i < row.Count && !IsExceeded; i++)
        {
            elements++;
            html.Append(row.IsHeader ? "<th scope=\"col\"" : "<td");
            html.Append((i < columns.Count ? columns[i].Alignment : null) switch
            {
                TableColumnAlign.Right => " class=\"text-end\">",
                TableColumnAlign.Center => " class=\"text-center\">",
                _ => ">",
            });
            Blocks((TableCell)row[i], "", isTight: true);
            html.Append(row.IsHeader ? "</th>" : "</td>");
        }

        html.Append("</tr>\n");
    }

    private void Lines(LeafBlock block)
    {
        var lines = block.Lines;
        for (var i = 0; i < lines.Count; i++)
        {
            Text(lines.Lines[i].Slice.AsSpan());
            html.Append('\n');
        }
    }

    private void Text(ReadOnlySpan<char> text) => Encode(html, text);
}
