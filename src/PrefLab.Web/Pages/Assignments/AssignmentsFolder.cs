using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Pages.Assignments;

/// <summary>The pages of annotators.</summary>
public static class AssignmentsFolder
{
    public static void Configure(RazorPagesOptions options) =>
        options.Conventions.AuthorizeFolder("/Assignments", Policies.ProjectAnnotator);
}
