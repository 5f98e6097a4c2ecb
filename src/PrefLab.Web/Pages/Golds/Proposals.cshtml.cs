using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Core.Accounts;
using PrefLab.Core.Golds;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Pages.Golds;

/// <summary>Labelled comparisons on which reliable annotators agree; leads make golds of them, one or several at once.</summary>
public sealed class ProposalsModel(GoldProposals proposals, Actor actor, IAuthorizationService authorization) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty(SupportsGet = true, Name = "after")]
    public ComparisonId? After { get; set; }

    [BindProperty]
    public Input Form { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    public bool MayChange { get; private set; }

    public GoldProposalPage Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest();
        }

        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await MayChangeAsync())
        {
            return Forbid();
        }

        ComparisonId[] wanted = Form.One is { } one ? [one] : [.. Form.Chosen];
        if (ModelState.IsValid && wanted.Length is 0 or > GoldProposals.Most)
        {
            ModelState.AddModelError("", $"Choose 1 to {GoldProposals.Most} comparisons.");
        }

        if (ModelState.IsValid && wanted.Length > 1 && !Form.Confirmed)
        {
            ModelState.AddModelError("", "Nothing was changed: confirm that all chosen comparisons become golds.");
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            await LoadAsync(ct);
            return Page();
        }

        var made = await proposals.MakeAsync(ProjectId, wanted, actor.PersonId, ct);
        Notice = made.Refused.Count == 0
            ? FormattableString.Invariant($"{made.Made} {(made.Made == 1 ? "gold was" : "golds were")} made. Add explanations on the pages of the comparisons.")
            : FormattableString.Invariant($"{made.Made} made, {made.Refused.Count} not: {string.Join(" ", made.Refused.Select(refused => refused.Reason).Distinct(StringComparer.Ordinal))}");
        return RedirectToPage(new { after = After?.ToString() });
    }

    private async Task<bool> MayChangeAsync() => (await authorization.AuthorizeAsync(User, HttpContext, Policies.ProjectLead)).Succeeded;

    private async Task LoadAsync(CancellationToken ct)
    {
        MayChange = await MayChangeAsync();
        Shown = await proposals.LoadAsync(ProjectId, After, ct);
    }

    public sealed class Input
    {
        /// <summary>The one whose button was pressed.</summary>
        public ComparisonId? One { get; set; }

        public List<ComparisonId> Chosen { get; set; } = [];

        public bool Confirmed { get; set; }
    }
}
