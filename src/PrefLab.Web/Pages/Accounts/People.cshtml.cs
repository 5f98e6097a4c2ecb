using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Storage;
using PrefLab.Web.Hosting;
using PrefLab.Web.Pages.Shared;

namespace PrefLab.Web.Pages.Accounts;

/// <summary>Everybody with an account, for administrators.</summary>
public sealed class PeopleModel(
    PrefLabDb db, Actor actor, PersonService people, PasswordResetService resets, PublicAddress address, TimeProvider time) : PageModel
{
    private const int PageSize = 50;

    /// <summary>The last person of the page before.</summary>
    [BindProperty(SupportsGet = true, Name = "after")]
    public long? After { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public Pager Pages { get; private set; } = new("", null, null);

    public Secret? Link { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostResetAsync(long personId, CancellationToken ct)
    {
        if (await resets.CreateAsync(actor, personId, ct) is not { } link)
        {
            return NotFound();
        }

        var name = await db.Users.Where(person => person.Id == personId).Select(person => person.DisplayName).SingleAsync(ct);
        Link = new Secret(
            $"Link for a new password of {name}",
            address.To($"/reset-password/{link.Token}"),
            "Copy it now and hand it over on a way that you trust: it is shown this once, works once, and for 24 hours.");
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostLockAsync(long personId, CancellationToken ct) => Back(await people.LockAsync(actor, personId, ct));

    public async Task<IActionResult> OnPostUnlockAsync(long personId, CancellationToken ct) => Back(await people.UnlockAsync(actor, personId, ct));

    public async Task<IActionResult> OnPostAppointAsync(long personId, CancellationToken ct) => Back(await people.AppointAsync(actor, personId, ct));

    public async Task<IActionResult> OnPostDismissAsync(long personId, CancellationToken ct) => Back(await people.DismissAsync(actor, personId, ct));

    private IActionResult Back(bool isDone) => isDone ? RedirectToPage(new { after = After }) : NotFound();

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid || After < 0)
        {
            return BadRequest();
        }

        var now = time.GetUtcNow();
        var from = After ?? 0;
        var rows = await db.Users
            .Where(person => person.Id > from)
            .OrderBy(person => person.Id)
            .Take(PageSize + 1)
            .Select(person => new Row(
                person.Id,
                person.DisplayName,
                person.Email,
                person.IsAdministrator,
                person.IsSimulated,
                person.LockoutEnd >= Person.UntilUnlocked,
                person.LockoutEnd > now,
                person.Id == actor.PersonId,
                person.CreatedAt,
                db.Memberships.Count(membership => membership.PersonId == person.Id)))
            .ToListAsync(ct);
        Rows = rows.Take(PageSize).ToList();
        Pages = new Pager(
            $"{Rows.Count} people",
            from > 0 ? "/people" : null,
            rows.Count > PageSize ? $"/people?after={Rows[^1].Id}" : null);
        return Page();
    }

    public sealed record Row(
        long Id,
        string Name,
        string? Email,
        bool IsAdministrator,
        bool IsSimulated,
        bool IsLocked,
        bool IsKeptOut,
        bool IsYou,
        DateTimeOffset CreatedAt,
        int Projects);
}
