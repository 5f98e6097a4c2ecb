using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Guidelines;
using PrefLab.Core.Storage;
using PrefLab.Web.Authorization;
using PrefLab.Web.Content;

namespace PrefLab.Web.Pages.Guidelines;

/// <summary>The newest guidelines, or an earlier version, and their history; an annotator notes here what was read.</summary>
public sealed class IndexModel(PrefLabDb db, Actor actor, GuidelineReadings readings, MembershipCache memberships) : PageModel
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
        if (await LoadAsync(Version ?? versions.FirstOrDefault()?.Version ?? 0, ct) is not { } panel)
        {
            return NotFound();
        }

        var role = await memberships.FindRoleAsync(ProjectId, actor.PersonId, ct);
        Shown = new View(panel, versions, actor.May(role, [Role.Lead]), role == Role.Annotator);
        return Page();
    }

    /// <summary>The newest version as a fragment, to be read beside the work. Looking at it notes nothing: that is <see cref="OnPostSeenAsync"/>.</summary>
    public async Task<IActionResult> OnGetPanelAsync(CancellationToken ct)
    {
        var newest = await db.Projects.Where(it => it.Id == ProjectId).Select(it => it.GuidelineVersion).SingleOrDefaultAsync(ct);
        return await LoadAsync(newest, ct) is { } panel ? Partial("_Panel", panel) : NotFound();
    }

    /// <summary>Answers a script with 204, and a form with the page again.</summary>
    public async Task<IActionResult> OnPostSeenAsync(CancellationToken ct)
    {
        if (Version is not { } version || !await readings.MarkAsync(ProjectId, actor.PersonId, version, ct))
        {
            ModelState.AddModelError("version", "There is no such version of the guidelines.");
            return new BadRequestObjectResult(new ValidationProblemDetails(ModelState));
        }

        return Request.Headers.XRequestedWith == "XMLHttpRequest" ? new NoContentResult() : RedirectToPage(new { projectId = ProjectId });
    }

    /// <returns>Null when there is no such version; an empty panel for 0, where none is published.</returns>
    private async Task<GuidelinePanel?> LoadAsync(int version, CancellationToken ct)
    {
        var found = version == 0 ? null : await db.Guidelines.Where(it => it.ProjectId == ProjectId && it.Version == version)
            .Select(it => new { it.Markdown, it.PublishedAt }).SingleOrDefaultAsync(ct);
        if (version != 0 && found is null)
        {
            return null;
        }

        var seen = await readings.SeenAsync(ProjectId, actor.PersonId, ct) ?? 0;
        return new GuidelinePanel(
            ProjectId, version, found?.PublishedAt, found is null ? null : SafeMarkdown.Render(found.Markdown), seen,
            seen == 0 ? [] : await readings.ChangesAsync(ProjectId, seen, ct));
    }

    public sealed record VersionView(int Version, string? Summary, DateTimeOffset PublishedAt, string? PublishedBy);

    public sealed record View(GuidelinePanel Panel, IReadOnlyList<VersionView> Versions, bool MayEdit, bool IsReader)
    {
        public int Newest => Versions.Count == 0 ? 0 : Versions[0].Version;

        /// <summary>Whether there is something to note: the newest version is before an annotator who has not seen it.</summary>
        public bool MayNote => IsReader && Panel.Version == Newest && Panel.Seen < Newest;
    }
}
