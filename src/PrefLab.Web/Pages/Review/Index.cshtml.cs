using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Core;
using PrefLab.Core.Accounts;
using PrefLab.Core.Review;
using PrefLab.Web.Content;
using PrefLab.Web.Pages.Shared;

namespace PrefLab.Web.Pages.Review;

/// <summary>The comparisons that wait for an expert, and why.</summary>
public sealed class IndexModel(ReviewQueueQuery queue, ReviewService reviews, Actor actor) : PageModel
{
    public static readonly IReadOnlyList<(string Name, string Text)> Filters =
        [("", "All"), (nameof(DisputeReasons.NoMajority), "No majority"), (nameof(DisputeReasons.HighEntropy), "Scattered"), (nameof(DisputeReasons.Flagged), "Flagged")];

    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty(SupportsGet = true, Name = "reason")]
    public string? Reason { get; set; }

    [BindProperty(SupportsGet = true, Name = "tag")]
    public string? Tag { get; set; }

    [BindProperty(SupportsGet = true, Name = "after")]
    public ComparisonId? After { get; set; }

    [TempData]
    public string? Notice { get; set; }

    /// <summary>The comparison whose decision the notice tells.</summary>
    [TempData]
    public string? Decided { get; set; }

    public WaitingPage Shown { get; private set; } = null!;

    public WaitingCounts Counts { get; private set; } = null!;

    public ReviewCounts All { get; private set; } = null!;

    public bool IsFiltered => !string.IsNullOrEmpty(Reason) || !string.IsNullOrEmpty(Tag);

    public Pager Pages => new(
        Shown.Rows.Count == 1 ? "1 comparison" : $"{Shown.Rows.Count} comparisons", After is null ? null : AddressOf(Reason, null), Shown.Next is { } next ? AddressOf(Reason, next) : null);

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    /// <summary>Opens what this person has open, or the next that waits.</summary>
    public async Task<IActionResult> OnPostNextAsync(CancellationToken ct)
    {
        if (ReviewRules.ParseReason(Reason) is not { } reasons || ReviewRules.CheckTag(Tag) is not null)
        {
            return await ShowAsync(ct);
        }

        if (await reviews.OpenNextAsync(ProjectId, actor.PersonId, reasons, ReviewRules.TagOf(Tag), null, ct) is ReviewResult.Opened opened)
        {
            return RedirectToPage("Details", new { projectId = ProjectId, comparisonId = opened.Comparison, reason = Reason, tag = Tag });
        }

        Notice = "Nothing waits that another expert does not have open.";
        return RedirectToPage(new { projectId = ProjectId, reason = Reason, tag = Tag });
    }

    public bool IsOwn(long person) => person == actor.PersonId;

    public string AddressOf(string? reason, ComparisonId? after) => Url.Page("Index", new { projectId = ProjectId, reason = string.IsNullOrEmpty(reason) ? null : reason, tag = ReviewRules.TagOf(Tag), after })!;

    public string CountOf(string filter) => Figures.Whole(filter switch
    {
        nameof(DisputeReasons.NoMajority) => Counts.NoMajority,
        nameof(DisputeReasons.HighEntropy) => Counts.HighEntropy,
        nameof(DisputeReasons.Flagged) => Counts.Flagged,
        _ => Counts.All,
    });

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        Counts = await queue.CountAsync(ProjectId, ct);
        All = await queue.CountAllAsync(ProjectId, ct);
        var reasons = ReviewRules.ParseReason(Reason);
        if (reasons is null)
        {
            ModelState.AddModelError("", "There is no such reason.");
        }

        if (ReviewRules.CheckTag(Tag) is { } error)
        {
            ModelState.AddModelError("", error.Message);
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            Shown = new WaitingPage([], null);
            return Page();
        }

        Shown = await queue.LoadAsync(ProjectId, reasons!.Value, ReviewRules.TagOf(Tag), After, ct);
        return Page();
    }
}
