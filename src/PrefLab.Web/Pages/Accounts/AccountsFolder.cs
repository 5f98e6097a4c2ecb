using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Pages.Accounts;

public static class AccountsFolder
{
    /// <summary>What somebody needs who has no account yet is open to everybody; people are the administrators' business.</summary>
    public static void Configure(RazorPagesOptions options)
    {
        options.Conventions.AuthorizeFolder("/Accounts", Policies.SignedIn);
        options.Conventions.AuthorizePage("/Accounts/People", Policies.Administrator);
        options.Conventions.AllowAnonymousToPage("/Accounts/SignIn");
        options.Conventions.AllowAnonymousToPage("/Accounts/SignOut");
        options.Conventions.AllowAnonymousToPage("/Accounts/Language");
        options.Conventions.AllowAnonymousToPage("/Accounts/Join");
        options.Conventions.AllowAnonymousToPage("/Accounts/FirstAdministrator");
        options.Conventions.AllowAnonymousToPage("/Accounts/ResetPassword");
    }
}
