using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Pages.Annotators;

/// <summary>Who works here, for operations and leads.</summary>
public static class AnnotatorsFolder
{
    public static void Configure(RazorPagesOptions options)
    {
        options.Conventions.AuthorizeFolder("/Annotators", Policies.ProjectOperations);
    }
}
