using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Web.Languages;

namespace PrefLab.Web.Pages.Accounts;

/// <summary>Chooses the language of the pages for this browser; nobody needs an account for that.</summary>
public sealed class LanguageModel : PageModel
{
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    public void OnGet()
    {
    }

    public IActionResult OnPost(string? language)
    {
        if (LanguageServices.Offered.FirstOrDefault(offered => offered.Name == language) is not { } chosen)
        {
            return BadRequest();
        }

        LanguageCookie.Append(HttpContext, chosen);
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) && Ascii.IsValid(ReturnUrl) ? ReturnUrl : "/");
    }
}
