using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PrefLab.Core.Accounts;
using PrefLab.Core.Storage;
using PrefLab.Web.Languages;

namespace PrefLab.Web.Pages.Accounts;

/// <summary>One's own account: the name, and the keys for the API.</summary>
public sealed class KeysModel(
    PrefLabDb db, Actor actor, ApiKeyService keys, PersonService people, TimeProvider time, IStringLocalizer<Texts> texts) : PageModel
{
    private const int MostShown = 100;

    /// <summary>How long a key may work, in days; 0 until it is revoked.</summary>
    public static IReadOnlyList<int> Lifetimes { get; } = [7, 30, 90, 365, 0];

    [BindProperty]
    public Input Form { get; set; } = new();

    public View Shown { get; private set; } = null!;

    public Secret? Created { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (AccountRules.CheckName(Form.Name ?? "") is { } problem)
        {
            ModelState.AddModelError("Form.Name", texts[problem]);
        }

        if (!Lifetimes.Contains(Form.Days) || (Form.Scope is { } scope && !Enum.IsDefined(scope)))
        {
            ModelState.AddModelError("", texts["Choose one of the offered roles and lifetimes."]);
        }

        if (ModelState.IsValid)
        {
            DateTimeOffset? expiresAt = Form.Days == 0 ? null : time.GetUtcNow().AddDays(Form.Days);
            var issued = await keys.CreateAsync(actor.PersonId, actor.PersonId, Form.Name!, Form.Scope, expiresAt, ct);
            if (issued is not null)
            {
                Created = new Secret(
                    texts["The new key"], issued.Key, texts["Copy it now: it is shown this once. Whoever has it can do what you can, within its role."]);
                ModelState.Clear();
                Form = new Input();
            }
            else
            {
                ModelState.AddModelError("", texts["You have {0} working keys, which is the most. Revoke one first.", ApiKeyService.MaxKeys]);
            }
        }

        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(long keyId, CancellationToken ct) =>
        await keys.RevokeAsync(actor.PersonId, keyId, ct) ? RedirectToPage() : NotFound();

    public async Task<IActionResult> OnPostRenameAsync(string? displayName, CancellationToken ct)
    {
        if (await people.RenameAsync(actor.PersonId, displayName ?? "", ct))
        {
            return RedirectToPage();
        }

        ModelState.AddModelError("displayName", AccountRules.CheckName(displayName ?? "") is { } problem ? texts[problem] : texts["The name was not changed."]);
        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var rows = await db.ApiKeys
            .Where(key => key.PersonId == actor.PersonId)
            .OrderBy(key => key.RevokedAt != null || key.ExpiresAt <= now).ThenByDescending(key => key.Id)
            .Take(MostShown)
            .Select(key => new Row(key.Id, key.Name, key.Prefix, key.Scope, key.CreatedAt, key.ExpiresAt, key.RevokedAt))
            .ToListAsync(ct);
        var person = await db.Users.Where(person => person.Id == actor.PersonId)
            .Select(person => new { person.DisplayName, person.Email })
            .SingleAsync(ct);
        Shown = new View(person.DisplayName, person.Email ?? "", rows, now);
    }

    public sealed class Input
    {
        public string? Name { get; set; }

        public Role? Scope { get; set; }

        public int Days { get; set; } = 90;
    }

    public sealed record View(string DisplayName, string Email, IReadOnlyList<Row> Keys, DateTimeOffset Now);

    public sealed record Row(
        long Id, string Name, string Prefix, Role? Scope, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt)
    {
        public bool Works(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);
    }
}
