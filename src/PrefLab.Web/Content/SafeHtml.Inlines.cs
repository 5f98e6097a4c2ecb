using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;

namespace PrefLab.Web.Content;

/// <content>What stands within a line.</content>
internal sealed partial class SafeHtml
{
    private void Inlines(ContainerInline? container)
    {
        if (container is null)
        {
            return;
        }

        depth++;
        for (var inline = container.FirstChild; inline is not null && !IsExceeded; inline = inline.NextSibling)
        {
            Inline(inline);
        }

        // Left standing when exceeded, as in Blocks.
        depth -= IsExceeded ? 0 : 1;
    }

    private void Inline(Inline inline)
    {
        elements += inline is LiteralInline ? 0 : 1;
        switch (inline)
        {
            case LiteralInline literal:
                Text(literal.Content.AsSpan());
                break;
            case LineBreakInline lineBreak:
                html.Append(lineBreak.IsHard ? "<br>\n" : "\n");
                break;
            case CodeInline code:
                html.Append("<code dir=\"ltr\">");
                Text(code.Content);
                html.Append("</code>");
                break;
            case EmphasisInline emphasis:
                Emphasis(emphasis);
                break;
            case FormulaInline formula:
                html.Append(formula.IsDisplay ? "<span class=\"math display\" dir=\"ltr\" tabindex=\"0\">" : "<span class=\"math\" dir=\"ltr\">");
                Text(formula.Text);
                html.Append("</span>");
                break;
            case TaskList task:
                html.Append(task.Checked ? "☑" : "☐");
                break;
            case HtmlEntityInline entity:
                Text(entity.Transcoded.AsSpan());
                break;
            case LinkInline link:
                Link(link.GetDynamicUrl?.Invoke() ?? link.Url ?? "", link);
                break;
            case AutolinkInline link:
                Link(link.IsEmail ? "mailto:" + link.Url : link.Url, null, link.Url);
                break;
            case DelimiterInline delimiter:
                Text(delimiter.ToLiteral());
                Inlines(delimiter);
                break;
            case ContainerInline other:
                Inlines(other);
                break;
        }
    }

    private void Emphasis(EmphasisInline emphasis)
    {
        var name = emphasis.DelimiterChar == '~' ? "del" : emphasis.DelimiterCount == 2 ? "strong" : "em";
        html.Append('<').Append(name).Append('>');
        Inlines(emphasis);
        html.Append("</").Append(name).Append('>');
    }

    /// <summary>A link that does nothing before it is clicked; where an address is not allowed, its words and where it led.</summary>
    private void Link(string url, ContainerInline? words, string? text = null)
    {
        var isAllowed = Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto";
        if (isAllowed)
        {
            html.Append("<a href=\"");
            Text(url);
            html.Append("\" title=\"");
            Text(url.AsSpan(0, Math.Min(url.Length, MaxTitle)));
            html.Append("\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">");
        }

        if (words?.FirstChild is not null)
        {
            Inlines(words);
        }
        else if (isAllowed || text is not null)
        {
            Text(text ?? url);
        }

        if (isAllowed)
        {
            html.Append("</a>");
        }
        else if (text is null)
        {
            html.Append(" (");
            Text(url);
            html.Append(')');
        }
    }
}
