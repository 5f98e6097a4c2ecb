using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Core.Accounts;
using PrefLab.Core.Labels;

namespace PrefLab.Web.Pages.Assignments;

/// <summary>A person's own last ten answers, each a link to where it can be corrected: what the annotate page has in a dialog.</summary>
public sealed class AnswersModel(Actor actor, RecentAnswersQuery recent) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    /// <summary>What came of the last correction.</summary>
    [BindProperty(SupportsGet = true, Name = "notice")]
    public string? Notice { get; set; }

    public IReadOnlyList<RecentAnswer> Answers { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Answers = await recent.LoadAsync(ProjectId, actor.PersonId, ct);
}
