using Microsoft.AspNetCore.Html;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Web.Content;

namespace PrefLab.Web.Pages.Assignments;

/// <summary>What the partial <c>_Work</c> shows: the page of an annotator, or a lead's preview of it.</summary>
public sealed record WorkPage(ProjectId ProjectId, string ProjectName, int GuidelineVersion)
{
    public string? Notice { get; init; }

    /// <summary>The newest version of the guidelines that this annotator has seen; 0 for none.</summary>
    public int GuidelineSeen { get; init; }

    /// <summary>What the newest version changed, in a sentence; null when its author did not say.</summary>
    public string? GuidelineSummary { get; init; }

    public string? Error { get; init; }

    /// <summary>A comment that was typed and not stored.</summary>
    public string? Comment { get; init; }

    public bool IsPreview { get; init; }

    /// <summary>The answer that stands, where one is looked at again; null where nothing is chosen beforehand.</summary>
    public StoredAnswer? Given { get; init; }

    public bool MayCorrect { get; init; }

    /// <summary>Keys what the page keeps in the browser: answers of one person are never sent as another's.</summary>
    public string? Person { get; init; }

    /// <summary>How this person has set up the page, as JSON; null for as usual.</summary>
    public string? Settings { get; init; }

    /// <summary>Names of the dimensions to rate beside the preference.</summary>
    public IReadOnlyList<string> Dimensions { get; init; } = [];

    public bool TiesAllowed { get; init; }

    public WorkFragment Fragment { get; init; } = new("nothing");

    public WorkView? Work => Fragment.Items is [var first, ..] ? first : null;
}

/// <param name="Position">From 1; null for a comparison given by name.</param>
public sealed record WorkView(
    Guid Token, int? Position, int? Size, IReadOnlyList<PromptText.Turn> Turns, ResponseView Left, ResponseView Right)
{
    /// <summary>What this person entered before and did not submit, as JSON.</summary>
    public string? Draft { get; init; }

    public static WorkView From(ServedAssignment served, BatchProgress? batch) => new(
        served.Token, served.Position + 1, served.Position is null ? null : batch?.Size, PromptText.Turns(served.Prompt, served.PromptIsChat),
        ResponseView.From(served.Left), ResponseView.From(served.Right))
    {
        Draft = served.Draft?.ToJson(),
    };
}

/// <param name="Text">The source of <paramref name="Html"/>.</param>
public sealed record ResponseView(string Text, IHtmlContent Html, int Words)
{
    public static ResponseView From(string text) => new(text, SafeMarkdown.Render(text), CountWords(text));

    private static int CountWords(string text)
    {
        var words = 0;
        var inWord = false;
        foreach (var character in text)
        {
            var isSpace = char.IsWhiteSpace(character);
            words += !isSpace && !inWord ? 1 : 0;
            inWord = !isSpace;
        }

        return words;
    }
}
