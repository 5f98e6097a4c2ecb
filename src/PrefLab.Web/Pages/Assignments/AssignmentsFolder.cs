using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Pages.Assignments;

/// <summary>The working page is the annotators'; giving work by name and trying the page are the leads'.</summary>
public static class AssignmentsFolder
{
    public static void Configure(RazorPagesOptions options)
    {
        options.Conventions.AuthorizePage("/Assignments/Annotate", Policies.ProjectAnnotator);
        options.Conventions.AuthorizePage("/Assignments/Answer", Policies.ProjectAnnotator);
        options.Conventions.AuthorizePage("/Assignments/Answers", Policies.ProjectAnnotator);
        options.Conventions.AuthorizePage("/Assignments/Named", Policies.ProjectLead);
        options.Conventions.AuthorizePage("/Assignments/Preview", Policies.ProjectLead);
    }
}
