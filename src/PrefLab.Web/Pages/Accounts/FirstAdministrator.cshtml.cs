using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using PrefLab.Core.Accounts;
using PrefLab.Web.Languages;
using PrefLab.Web.Security;

namespace PrefLab.Web.Pages.Accounts;

/// <summary>What the link opens that the first start prints.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class FirstAdministratorModel(
    FirstAdministratorService administrators, SignInManager<Person> session, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public Registration Form { get; set; } = new();

    public bool IsLive { get; private set; }

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken ct)
    {
        IsLive = await administrators.IsLiveAsync(token, ct);
        return Shown();
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken ct)
    {
        switch (await administrators.RedeemAsync(token, Form.ToNewPerson(), ct))
        {
            case CreatePersonResult.Created created:
                await session.SignInAsync(created.Person, isPersistent: true);
                return Redirect("/projects");
            case CreatePersonResult.Invalid invalid:
                IsLive = true;
                Registration.Report(ModelState, invalid.Problems, texts);
                break;
        }

        return Shown();
    }

    private PageResult Shown()
    {
        if (!IsLive)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }

        return Page();
    }
}
