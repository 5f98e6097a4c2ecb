using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PrefLab.Core.Accounts;
using PrefLab.Core.Storage;
using PrefLab.Web.Languages;
using PrefLab.Web.Security;

namespace PrefLab.Web.Pages.Accounts;

[EnableRateLimiting(RateLimits.SignIn)]
public sealed class SignInModel(
    PrefLabDb db, SignInService signIns, SignInManager<Person> session, IConfiguration configuration, TimeProvider time,
    IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>One text for every reason, so that nobody learns which addresses have an account.</summary>
    private static string Refused(IStringLocalizer<Texts> texts) => texts[
        "The e-mail address or the password is not right. After ten wrong passwords an account is locked for five minutes."];

    private const int MostDemonstrationPeople = 20;

    [BindProperty]
    public Input Form { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    public IReadOnlyList<DemonstrationPerson> Demonstration { get; private set; } = [];

    private bool IsDemonstration => configuration.GetValue("Demonstration:Enabled", false);

    /// <summary>Addresses that this site makes are ASCII; others cannot stand in a header.</summary>
    private string Destination => Url.IsLocalUrl(ReturnUrl) && Ascii.IsValid(ReturnUrl) ? ReturnUrl : "/";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (User.Identity is { IsAuthenticated: true })
        {
            return LocalRedirect(Destination);
        }

        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var person = await signIns.CheckAsync(Form.Email ?? "", Form.Password ?? "", ct);
        if (person is null)
        {
            ModelState.AddModelError("", Refused(texts));
            await LoadAsync(ct);
            return Page();
        }

        await session.SignInAsync(person, isPersistent: true);
        return LocalRedirect(Destination);
    }

    /// <summary>Signs in as one of a demonstration's people, without a password; outside of a demonstration there is no such thing.</summary>
    public async Task<IActionResult> OnPostDemonstrationAsync(long personId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var person = IsDemonstration
            ? await db.Users.SingleOrDefaultAsync(
                person => person.Id == personId && person.IsDemonstration && (person.LockoutEnd == null || person.LockoutEnd < now), ct)
            : null;
        if (person is null)
        {
            return NotFound();
        }

        await session.SignInAsync(person, isPersistent: true);
        return LocalRedirect(Destination);
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        if (IsDemonstration)
        {
            Demonstration = await db.Users
                .Where(person => person.IsDemonstration)
                .OrderBy(person => person.Id)
                .Take(MostDemonstrationPeople)
                .Select(person => new DemonstrationPerson(
                    person.Id,
                    person.DisplayName,
                    person.IsAdministrator,
                    db.Memberships.Where(membership => membership.PersonId == person.Id).Select(membership => (Role?)membership.Role).Max()))
                .ToListAsync(ct);
        }
    }

    public sealed class Input
    {
        public string? Email { get; set; }

        /// <summary>Kept as it was typed, blanks included.</summary>
        [DisplayFormat(ConvertEmptyStringToNull = false)]
        public string? Password { get; set; }
    }

    public sealed record DemonstrationPerson(long Id, string Name, bool IsAdministrator, Role? Role);
}
