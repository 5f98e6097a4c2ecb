using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Core.Accounts;
using PrefLab.Core.Assignments;
using PrefLab.Core.Review;
using PrefLab.Web.Pages.Assignments;

namespace PrefLab.Web.Pages.Review;

/// <summary>One disputed comparison: answered blind, then decided with the votes in sight. Without scripts every step works.</summary>
public sealed class DetailsModel(ReviewDetailQuery query, ReviewService reviews, ReviewDecisionService decisions, Actor actor) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty(SupportsGet = true)]
    public ComparisonId ComparisonId { get; set; }

    /// <summary>What the queue was filtered by, for the next one.</summary>
    [BindProperty(SupportsGet = true, Name = "reason")]
    public string? Filter { get; set; }

    [BindProperty(SupportsGet = true, Name = "tag")]
    public string? Tag { get; set; }

    [BindProperty]
    public Input Form { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    /// <summary>The comparison whose decision the notice tells: this one, or the one before it.</summary>
    [TempData]
    public string? Decided { get; set; }

    public ReviewView Shown { get; private set; } = null!;

    /// <summary>Whether the notice is of this comparison's votes, where the browser is sent.</summary>
    public bool IsToldAtVotes => Shown.Seen is not null && (Decided is null || Decided == ComparisonId.ToString());

    public WorkView? Item { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnGetDifferencesAsync(CancellationToken ct) => ResponseTexts.Differences(this, await TextsAsync(ct));

    public async Task<IActionResult> OnGetSourceAsync(int side, CancellationToken ct) => ResponseTexts.Source(await TextsAsync(ct), side);

    public async Task<IActionResult> OnPostOpenAsync(CancellationToken ct) =>
        await AnswerAsync(await reviews.OpenAsync(ProjectId, ComparisonId, actor.PersonId, ct), ct);

    public async Task<IActionResult> OnPostAnswerAsync(CancellationToken ct) =>
        await AnswerAsync(
            await reviews.AnswerAsync(ProjectId, ComparisonId, actor.PersonId, Form.Answer, ct), ct,
            () => Notice = $"Your answer is kept: {ReviewText.Levels[Form.Answer - 1]}. Now see what others said and decide.");

    public async Task<IActionResult> OnPostReleaseAsync(CancellationToken ct)
    {
        var result = await reviews.ReleaseAsync(ProjectId, ComparisonId, actor.PersonId, ct);
        if (result is not (ReviewResult.Done or ReviewResult.Repeated))
        {
            return await AnswerAsync(result, ct);
        }

        Notice = "Given back. It waits for you or another expert.";
        return Queue();
    }

    public async Task<IActionResult> OnPostDecideAsync(CancellationToken ct)
    {
        var becomes = Enum.TryParse<BecomesUse>(Form.Becomes, out var named) ? named : (BecomesUse)(-1);
        var result = await decisions.DecideAsync(ProjectId, ComparisonId, actor.PersonId, new Decision(Form.Answer, Form.Reason, becomes), ct);
        void Tell() => (Notice, Decided) = ($"Decided: {ReviewText.Levels[Form.Answer - 1]}. {ReviewText.Of(becomes)}", ComparisonId.ToString());
        if (result is not (ReviewResult.Done or ReviewResult.Repeated) || !Form.Next)
        {
            return await AnswerAsync(result, ct, Tell);
        }

        Tell();
        return await reviews.OpenNextAsync(ProjectId, actor.PersonId, ReviewRules.ParseReason(Filter) ?? DisputeReasons.All, ReviewRules.CheckTag(Tag) is null ? ReviewRules.TagOf(Tag) : null, ComparisonId, ct) is ReviewResult.Opened next
            ? RedirectToPage(new { projectId = ProjectId, comparisonId = next.Comparison, reason = Filter, tag = Tag })
            : Queue();
    }

    public async Task<IActionResult> OnPostUndoAsync(CancellationToken ct)
    {
        var result = await decisions.UndoAsync(ProjectId, ComparisonId, actor.PersonId, Form.UndoReason, ct);
        if (result is ReviewResult.Done or ReviewResult.DoneExceptTraining)
        {
            Notice = result is ReviewResult.Done
                ? "The decision was taken back."
                : "The decision was taken back. The training example stays, because somebody has been shown it: change its known answer on its own page.";
        }

        return await AnswerAsync(result, ct);
    }

    private RedirectToPageResult Queue() => RedirectToPage("Index", new { projectId = ProjectId, reason = Filter, tag = Tag });

    /// <param name="tell">Says at the votes what was done.</param>
    private async Task<IActionResult> AnswerAsync(ReviewResult result, CancellationToken ct, Action? tell = null)
    {
        switch (result)
        {
            case ReviewResult.Missing:
                return NotFound();
            case ReviewResult.Invalid invalid:
                Response.StatusCode = StatusCodes.Status400BadRequest;
                ModelState.AddModelError("", invalid.Error.Message);
                return await ShowAsync(ct);
            case ReviewResult.Refused refused:
                Response.StatusCode = StatusCodes.Status409Conflict;
                ModelState.AddModelError("", $"{refused.Reason} Nothing was stored.");
                return await ShowAsync(ct);
            default:
                tell?.Invoke();
                return RedirectToPage(null, null, new { projectId = ProjectId, comparisonId = ComparisonId, reason = Filter, tag = Tag }, tell is null ? null : "votes");
        }
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (await query.LoadAsync(ProjectId, ComparisonId, actor.PersonId, ct) is not { } shown)
        {
            return NotFound();
        }

        Shown = shown;
        Item = shown.Item is null ? null : WorkView.From(shown.Item, null);
        return Page();
    }

    /// <summary>Only of what the page itself shows.</summary>
    private async Task<AssignmentTexts?> TextsAsync(CancellationToken ct) =>
        await query.LoadAsync(ProjectId, ComparisonId, actor.PersonId, ct) is { Item: { } item } ? new AssignmentTexts(item.Left, item.Right) : null;

    public sealed class Input
    {
        public int Answer { get; set; }

        public string? Reason { get; set; }

        public string? Becomes { get; set; }

        /// <summary>Whether to open the next one after the decision.</summary>
        public bool Next { get; set; }

        public string? UndoReason { get; set; }
    }
}
