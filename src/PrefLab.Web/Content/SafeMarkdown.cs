using Markdig;
using Markdig.Parsers.Inlines;
using Microsoft.AspNetCore.Html;

namespace PrefLab.Web.Content;

/// <summary>
/// Untrusted Markdown as HTML made of listed elements only (<see cref="SafeHtml"/>): raw HTML is shown as text, links lead only to
/// web and mail addresses and only when clicked, images become links, and what is too long or of a hostile shape is shown as plain text.
/// </summary>
public static class SafeMarkdown
{
    private static readonly MarkdownPipeline Pipeline = Build();

    public static IHtmlContent Render(string markdown)
    {
        if (!MarkdownBudget.Allows(markdown))
        {
            return PlainText(markdown);
        }

        try
        {
            var html = new SafeHtml();
            html.Document(Markdown.Parse(markdown, Pipeline));
            return html.IsExceeded ? PlainText(markdown) : new HtmlString(html.ToString());
        }
        catch (ArgumentException)
        {
            // Markdig refuses to nest more than 128 levels deep.
            return PlainText(markdown);
        }
    }

    /// <summary>The text as it is, with its line breaks and spaces, in pieces that a browser lays out when they come into view.</summary>
    public static IHtmlContent PlainText(string text) => new HtmlString(SafeHtml.OfPlainText(text));

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder()
            .DisableHtml()
            .UsePipeTables()
            .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
            .UseTaskLists();
        builder.BlockParsers.Insert(0, new FormulaBlockParser());
        builder.InlineParsers.InsertBefore<EscapeInlineParser>(new FormulaInlineParser());
        return builder.Build();
    }
}
