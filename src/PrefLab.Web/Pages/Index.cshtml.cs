using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace PrefLab.Web.Pages;

/// <summary>The bare address leads to the projects, or to the sign-in.</summary>
[AllowAnonymous]
public sealed class IndexModel : PageModel
{
    public IActionResult OnGet() => Redirect(User.Identity is { IsAuthenticated: true } ? "/projects" : "/sign-in");
}
