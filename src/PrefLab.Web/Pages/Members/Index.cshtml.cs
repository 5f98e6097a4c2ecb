using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;
using PrefLab.Web.Authorization;
using PrefLab.Web.Hosting;
using PrefLab.Web.Pages.Accounts;
using PrefLab.Web.Pages.Shared;

namespace PrefLab.Web.Pages.Members;

/// <summary>Who belongs to a project, and who is invited.</summary>
public sealed class IndexModel(
    PrefLabDb db,
    Actor actor,
    InvitationService invitations,
    MembershipService members,
    MembershipCache cache,
    PublicAddress address,
    TimeProvider time) : PageModel
{
    private const int PageSize = 100;

    [BindProperty(SupportsGet = true)]
    public ProjectId ProjectId { get; set; }

    /// <summary>The last person of the page before.</summary>
    [BindProperty(SupportsGet = true, Name = "after")]
    public long? After { get; set; }

    [BindProperty]
    public Input Form { get; set; } = new();

    public View Shown { get; private set; } = null!;

    public Secret? Link { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostInviteAsync(CancellationToken ct)
    {
        if (!await db.Projects.VisibleTo(actor).AnyAsync(project => project.Id == ProjectId, ct))
        {
            return NotFound();
        }

        var email = (Form.Email ?? "").Trim();
        if (Form.Role is not { } role || !Enum.IsDefined(role))
        {
            ModelState.AddModelError("Form.Role", "Choose a role.");
        }
        else if (email.Length > 0 && AccountRules.CheckEmail(email) is { } problem)
        {
            ModelState.AddModelError("Form.Email", problem);
        }
        else
        {
            var link = await invitations.CreateAsync(actor, ProjectId, role, email.Length > 0 ? email : null, ct);
            Link = new Secret(
                $"Invitation as {role.ToString().ToLowerInvariant()}",
                address.To($"/join/{link.Token}"),
                "Copy it now and send it: it is shown this once, lets one person in, and works for seven days.");
            ModelState.Clear();
            Form = new Input();
        }

        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostRevokeAsync(long linkId, CancellationToken ct) =>
        await invitations.RevokeAsync(actor, ProjectId, linkId, ct) ? Back() : NotFound();

    public async Task<IActionResult> OnPostRemoveAsync(long personId, CancellationToken ct)
    {
        if (!await members.RemoveAsync(actor, ProjectId, personId, ct))
        {
            return NotFound();
        }

        cache.Forget(ProjectId, personId);
        return Back();
    }

    private RedirectResult Back() => Redirect($"/p/{ProjectId}/members");

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (After < 0 || ModelState["after"]?.Errors.Count > 0)
        {
            return BadRequest();
        }

        if (!await db.Projects.VisibleTo(actor).AnyAsync(project => project.Id == ProjectId, ct))
        {
            return NotFound();
        }

        var from = After ?? 0;
        var rows = await db.Memberships
            .Where(membership => membership.ProjectId == ProjectId && membership.PersonId > from)
            .OrderBy(membership => membership.PersonId)
            .Take(PageSize + 1)
            .Join(db.Users, membership => membership.PersonId, person => person.Id, (membership, person) => new Member(
                person.Id, person.DisplayName, person.Email, person.IsSimulated, membership.Role, membership.CreatedAt, person.Id == actor.PersonId))
            .ToListAsync(ct);
        var now = time.GetUtcNow();
        var pending = await db.OneTimeLinks
            .Where(link => link.ProjectId == ProjectId && link.Purpose == LinkPurpose.Invitation)
            .Where(link => link.UsedAt == null && link.RevokedAt == null && link.ExpiresAt > now)
            .OrderByDescending(link => link.Id)
            .Take(PageSize)
            .Select(link => new Pending(link.Id, link.Role!.Value, link.Email, link.ExpiresAt))
            .ToListAsync(ct);
        rows.Sort((left, right) => left.Id.CompareTo(right.Id));
        var shown = rows.Take(PageSize).ToList();
        var pages = new Pager(
            $"{shown.Count} members",
            from > 0 ? $"/p/{ProjectId}/members" : null,
            rows.Count > PageSize ? $"/p/{ProjectId}/members?after={shown[^1].Id}" : null);
        Shown = new View(shown, pending, pages);
        return Page();
    }

    public sealed class Input
    {
        public Role? Role { get; set; }

        public string? Email { get; set; }
    }

    public sealed record View(IReadOnlyList<Member> Members, IReadOnlyList<Pending> Pending, Pager Pages);

    public sealed record Member(long Id, string Name, string? Email, bool IsSimulated, Role Role, DateTimeOffset Since, bool IsYou);

    public sealed record Pending(long Id, Role Role, string? Email, DateTimeOffset ExpiresAt);
}
