using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Pages.Audit;

/// <summary>What happened, for leads.</summary>
public static class AuditFolder
{
    public static void Configure(RazorPagesOptions options)
    {
        options.Conventions.AuthorizeFolder("/Audit", Policies.ProjectLead);
    }
}
