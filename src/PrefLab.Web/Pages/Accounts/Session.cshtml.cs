using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Core.Accounts;
using PrefLab.Web.Authentication;

namespace PrefLab.Web.Pages.Accounts;

/// <summary>Tells a page's script who is signed in now, and gives it a token to go on with after somebody signed in in another tab.</summary>
public sealed class SessionModel(Actor actor, IAntiforgery antiforgery) : PageModel
{
    public IActionResult OnGet() => new JsonResult(new Reply(actor.Tag(), antiforgery.GetAndStoreTokens(HttpContext).RequestToken!));

    public sealed record Reply(string Person, string Antiforgery);
}
