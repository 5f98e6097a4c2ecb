using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Pages.Golds;

/// <summary>Golds, for leads and operations; what changes them asks for a lead in its handler.</summary>
public static class GoldsFolder
{
    public static void Configure(RazorPagesOptions options) => options.Conventions.AuthorizeFolder("/Golds", Policies.ProjectOperations);
}
