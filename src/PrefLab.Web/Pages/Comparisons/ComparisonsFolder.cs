using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Pages.Comparisons;

/// <summary>Reading comparisons, for leads and operations; what changes them asks for a lead in its handler.</summary>
public static class ComparisonsFolder
{
    public static void Configure(RazorPagesOptions options) => options.Conventions.AuthorizeFolder("/Comparisons", Policies.ProjectOperations);
}
