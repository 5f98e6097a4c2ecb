using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Pages.Guidelines;

/// <summary>The newest guidelines are everybody's; publishing is the leads'.</summary>
public static class GuidelinesFolder
{
    public static void Configure(RazorPagesOptions options)
    {
        options.Conventions.AuthorizePage("/Guidelines/Index", Policies.ProjectMember);
        options.Conventions.AuthorizePage("/Guidelines/Edit", Policies.ProjectLead);
    }
}
