using Microsoft.AspNetCore.Html;
using PrefLab.Core.Assignments;
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

    public WorkView? Work { get; init; }

    /// <summary>Where the lease is renewed; a preview has none.</summary>
    public string? RenewAddress => IsPreview ? null : $"/api/v1/projects/{ProjectId}/assignments/{Work?.Token}/renew";
}

/// <param name="Position">From 1; null for a comparison given by name.</param>
public sealed record WorkView(
    Guid Token, int? Position, int? Size, IReadOnlyList<PromptText.Turn> Turns, ResponseView Left, ResponseView Right,
    IReadOnlyList<string> Dimensions, bool TiesAllowed)
{
    public static WorkView From(NextResult.Work work)
    {
        var served = work.Assignments[0];
        return new WorkView(
            served.Token, served.Position + 1, work.Batch?.Size, PromptText.Turns(served.Prompt, served.PromptIsChat),
            ResponseView.From(served.Left), ResponseView.From(served.Right), work.Dimensions, work.TiesAllowed);
    }
}

public sealed record ResponseView(IHtmlContent Html, int Words)
{
    public static ResponseView From(string text) => new(SafeMarkdown.Render(text), CountWords(text));

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
