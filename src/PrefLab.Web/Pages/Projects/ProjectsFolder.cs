using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Pages.Projects;

/// <summary>The list is everybody's; a project's own pages are its staff's.</summary>
public static class ProjectsFolder
{
    public static void Configure(RazorPagesOptions options)
    {
        options.Conventions.AuthorizePage("/Projects/Index", Policies.SignedIn);
        options.Conventions.AuthorizePage("/Projects/Create", Policies.Administrator);
        options.Conventions.AuthorizePage("/Projects/Overview", Policies.ProjectOperations);
        options.Conventions.AuthorizePage("/Projects/Settings", Policies.ProjectLead);
    }
}
