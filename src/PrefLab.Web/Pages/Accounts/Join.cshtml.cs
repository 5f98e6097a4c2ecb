using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using PrefLab.Core.Accounts;
using PrefLab.Web.Authentication;
using PrefLab.Web.Authorization;
using PrefLab.Web.Languages;
using PrefLab.Web.Security;

namespace PrefLab.Web.Pages.Accounts;

/// <summary>What an invitation's link opens. What it gives is in the database; nothing that is sent here changes it.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class JoinModel(
    InvitationService invitations, SignInManager<Person> session, MembershipCache memberships, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public Registration Form { get; set; } = new();

    /// <summary>Null when the link does not work.</summary>
    public Invitation? Shown { get; private set; }

    public Task<IActionResult> OnGetAsync(string token, CancellationToken ct) => ShowAsync(token, ct);

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken ct)
    {
        if (User.ToActor() is not null)
        {
            return Redirect($"/join/{Uri.EscapeDataString(token)}");
        }

        var result = await invitations.RegisterAsync(token, Form.ToNewPerson(), ct);
        if (result is JoinResult.Joined joined)
        {
            await session.SignInAsync(joined.Person, isPersistent: true);
        }

        return await AnswerAsync(token, result, ct);
    }

    public async Task<IActionResult> OnPostAcceptAsync(string token, CancellationToken ct) =>
        User.ToActor() is { } actor
            ? await AnswerAsync(token, await invitations.AcceptAsync(token, actor.PersonId, ct), ct)
            : Redirect($"/join/{Uri.EscapeDataString(token)}");

    private Task<IActionResult> AnswerAsync(string token, JoinResult result, CancellationToken ct)
    {
        switch (result)
        {
            case JoinResult.Joined joined:
                memberships.Forget(joined.Project, joined.Person.Id);
                return Task.FromResult<IActionResult>(Redirect(joined.Role == Role.Annotator ? $"/p/{joined.Project}/annotate" : $"/p/{joined.Project}"));
            case JoinResult.AlreadyMember member:
                return Task.FromResult<IActionResult>(Redirect($"/p/{member.Project}"));
            case JoinResult.NotForYou:
                ModelState.AddModelError("", texts["This invitation is for another e-mail address. Use that one, or ask for a new invitation."]);
                break;
            case JoinResult.Invalid invalid:
                Registration.Report(ModelState, invalid.Problems, texts);
                break;
        }

        return ShowAsync(token, ct);
    }

    private async Task<IActionResult> ShowAsync(string token, CancellationToken ct)
    {
        Shown = await invitations.FindAsync(token, ct);
        if (Shown is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else
        {
            Form.Email ??= Shown.Email;
        }

        return Page();
    }
}
