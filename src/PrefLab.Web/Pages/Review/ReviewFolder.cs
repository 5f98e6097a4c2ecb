using Microsoft.AspNetCore.Mvc.RazorPages;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Pages.Review;

/// <summary>Disputed comparisons are decided by experts and leads.</summary>
public static class ReviewFolder
{
    public static void Configure(RazorPagesOptions options) => options.Conventions.AuthorizeFolder("/Review", Policies.ProjectReviewer);
}
