using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Core.Accounts;
using PrefLab.Core.Review;
using PrefLab.Web.Pages.Shared;

namespace PrefLab.Web.Pages.Review;

/// <summary>The decisions that stand, each with a link to where it is taken back.</summary>
public sealed class DecidedModel(DecidedQuery query, ReviewQueueQuery queue, Actor actor) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty(SupportsGet = true, Name = "after")]
    public ReviewId? After { get; set; }

    public DecidedPage Shown { get; private set; } = null!;

    public ReviewCounts Counts { get; private set; } = null!;

    public Pager Pages => new(
        Shown.Rows.Count == 1 ? "1 decision" : $"{Shown.Rows.Count} decisions", After is null ? null : AddressOf(null), Shown.Next is { } next ? AddressOf(next) : null);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest();
        }

        Counts = await queue.CountAllAsync(ProjectId, ct);
        Shown = await query.LoadAsync(ProjectId, After, ct);
        return Page();
    }

    public string NameOf(DecidedComparison row) => row.ExpertId == actor.PersonId ? "you" : row.Expert;

    private string AddressOf(ReviewId? after) => Url.Page("Decided", new { projectId = ProjectId, after })!;
}
