using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Storage;
using PrefLab.Web.Authorization;
using PrefLab.Web.Content;

namespace PrefLab.Web.Pages.Guidelines;

/// <summary>The newest guidelines, or an earlier version, and their history.</summary>
public sealed class IndexModel(PrefLabDb db, Actor actor, MembershipCache memberships) : PageModel
{
    private const int History = 100;

    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    [BindProperty(SupportsGet = true, Name = "version")]
    public int? Version { get; set; }

    public View Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return NotFound();
        }

        var versions = await db.Guidelines.Where(it => it.ProjectId == ProjectId)
            .OrderByDescending(it => it.Version).Take(History)
            .Select(it => new VersionView(it.Version, it.Summary, it.PublishedAt, db.Users.Where(person => person.Id == it.PublishedBy).Select(person => person.DisplayName).FirstOrDefault()))
            .ToListAsync(ct);
        var wanted = Version ?? versions.FirstOrDefault()?.Version;
        var markdown = wanted is null ? null : await db.Guidelines
            .Where(it => it.ProjectId == ProjectId && it.Version == wanted).Select(it => it.Markdown).SingleOrDefaultAsync(ct);
        if (wanted is not null && markdown is null)
        {
            return NotFound();
        }

        var role = await memberships.FindRoleAsync(ProjectId, actor.PersonId, ct);
        Shown = new View(wanted, markdown is null ? null : SafeMarkdown.Render(markdown), versions, actor.May(role, [Role.Lead]));
        return Page();
    }

    public sealed record VersionView(int Version, string? Summary, DateTimeOffset PublishedAt, string? PublishedBy);

    public sealed record View(int? Version, IHtmlContent? Text, IReadOnlyList<VersionView> Versions, bool MayEdit);
}
