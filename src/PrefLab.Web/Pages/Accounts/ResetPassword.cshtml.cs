using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using PrefLab.Core.Accounts;
using PrefLab.Web.Languages;
using PrefLab.Web.Security;

namespace PrefLab.Web.Pages.Accounts;

/// <summary>Sets a new password by a link that an administrator made. One signs in with it afterwards, as a check that it was typed right.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class ResetPasswordModel(PasswordResetService resets, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public Input Form { get; set; } = new();

    public View? Shown { get; private set; }

    public bool IsDone { get; private set; }

    public Task<IActionResult> OnGetAsync(string token, CancellationToken ct) => ShowAsync(token, ct);

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken ct)
    {
        if (AccountRules.CheckPassword(Form.Password ?? "") is { } problem)
        {
            ModelState.AddModelError("Form.Password", texts[problem]);
            return await ShowAsync(token, ct);
        }

        IsDone = await resets.ResetAsync(token, Form.Password!, ct);
        return IsDone ? Page() : await ShowAsync(token, ct);
    }

    private async Task<IActionResult> ShowAsync(string token, CancellationToken ct)
    {
        var person = await resets.FindPersonAsync(token, ct);
        if (person is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else
        {
            Shown = new View(person.Email!);
        }

        return Page();
    }

    public sealed class Input
    {
        /// <summary>Kept as it was typed, blanks included.</summary>
        [DisplayFormat(ConvertEmptyStringToNull = false)]
        public string? Password { get; set; }
    }

    public sealed record View(string Email);
}
