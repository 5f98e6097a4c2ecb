using System.Text.Encodings.Web;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Html;

namespace PrefLab.Web.Content;

/// <summary>
/// Untrusted Markdown as HTML: raw HTML is shown as text, links lead only to web and mail addresses and only when clicked,
/// images become links, and what is too long or too deeply nested is shown as plain text.
/// </summary>
public static class SafeMarkdown
{
    /// <summary>UTF-16 units beyond which a text is shown as it is: Markdown of a hostile shape costs more than its length.</summary>
    public const int MaxLength = 100_000;

    /// <summary>Opening brackets beyond which a text is shown as it is: each may begin a link, and the parser looks for the end of every one.</summary>
    public const int MaxBrackets = 2_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .UseTaskLists()
        .Build();

    public static IHtmlContent Render(string markdown)
    {
        if (markdown.Length > MaxLength || markdown.AsSpan().Count('[') > MaxBrackets)
        {
            return PlainText(markdown);
        }

        try
        {
            var document = Markdown.Parse(markdown, Pipeline);
            foreach (var link in document.Descendants<LinkInline>().ToList())
            {
                MakeSafe(link);
            }

            foreach (var link in document.Descendants<AutolinkInline>().ToList())
            {
                if (IsAllowed(link.IsEmail ? "mailto:" + link.Url : link.Url))
                {
                    Mark(link);
                }
                else
                {
                    link.ReplaceBy(new LiteralInline(link.Url));
                }
            }

            foreach (var table in document.Descendants<Table>())
            {
                AlignByClass(table);
            }

            foreach (var wide in document.Descendants().Where(block => block is CodeBlock or Table))
            {
                // What scrolls sideways must be reached by the keyboard.
                wide.GetAttributes().AddProperty("tabindex", "0");
            }

            return new HtmlString(ToHtml(document));
        }
        catch (ArgumentException)
        {
            // Markdig refuses to nest more than 128 levels deep.
            return PlainText(markdown);
        }
    }

    /// <summary>The text as it is, with its line breaks and spaces.</summary>
    public static IHtmlContent PlainText(string text) =>
        new HtmlString($"<pre class=\"plain-text\">{HtmlEncoder.Default.Encode(text)}</pre>");

    private static string ToHtml(MarkdownDocument document)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.FindExact<CodeBlockRenderer>()!.OutputAttributesOnPre = true;
        renderer.Render(document);
        return writer.ToString();
    }

    /// <summary>Markdig would align cells by inline styles, which the content security policy refuses.</summary>
    private static void AlignByClass(Table table)
    {
        foreach (var row in table.OfType<TableRow>())
        {
            for (var i = 0; i < Math.Min(row.Count, table.ColumnDefinitions.Count); i++)
            {
                var name = table.ColumnDefinitions[i].Alignment switch
                {
                    TableColumnAlign.Right => "text-end",
                    TableColumnAlign.Center => "text-center",
                    _ => null,
                };
                if (name is not null)
                {
                    row[i].GetAttributes().AddClass(name);
                }
            }
        }

        table.ColumnDefinitions.ForEach(column => column.Alignment = null);
    }

    private static void MakeSafe(LinkInline link)
    {
        var url = link.GetDynamicUrl?.Invoke() ?? link.Url ?? "";
        if (!IsAllowed(url))
        {
            // The words stay; where they led is said, not linked.
            link.IsImage = false;
            link.InsertAfter(new LiteralInline($" ({url})"));
            while (link.FirstChild is { } child)
            {
                child.Remove();
                link.InsertBefore(child);
            }

            link.Remove();
            return;
        }

        if (link.IsImage)
        {
            link.IsImage = false;
            if (link.FirstChild is null)
            {
                link.AppendChild(new LiteralInline(url));
            }
        }

        link.Title = null;
        Mark(link);
    }

    private static void Mark(Inline link)
    {
        var attributes = link.GetAttributes();
        attributes.AddProperty("rel", "noopener noreferrer nofollow");
        attributes.AddProperty("target", "_blank");
    }

    private static bool IsAllowed(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https" or "mailto");
}
