using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Pages.Quality;

/// <summary>What the answers of a project are worth, for operations and leads.</summary>
public static class QualityFolder
{
    public static void Configure(RazorPagesOptions options)
    {
        options.Conventions.AuthorizeFolder("/Quality", Policies.ProjectOperations);
    }
}
