using System.Globalization;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace PrefLab.Web.Languages;

/// <summary>Pages whose texts are not translated speak English throughout, their numbers included; the layout around them keeps the language that was chosen.</summary>
public sealed class TranslatedPages : IAsyncResourceFilter
{
    private static readonly HashSet<string> Translated = new(StringComparer.OrdinalIgnoreCase)
    {
        "/Index", "/Projects/Index", "/Assignments/Annotate", "/Assignments/Answer", "/Assignments/Answers", "/Assignments/Preview",
        "/Onboarding/Index", "/Onboarding/Me", "/Guidelines/Index",
        "/Accounts/FirstAdministrator", "/Accounts/Join", "/Accounts/Keys", "/Accounts/Language", "/Accounts/ResetPassword", "/Accounts/Session",
        "/Accounts/SignIn", "/Accounts/SignOut",
    };

    public Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        if (context.ActionDescriptor is PageActionDescriptor page && !Translated.Contains(page.ViewEnginePath))
        {
            CultureInfo.CurrentUICulture = LanguageServices.Offered[0];
        }

        return next();
    }
}
