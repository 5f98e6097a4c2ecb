using Microsoft.AspNetCore.Mvc;
using PrefLab.Core.Accounts;
using PrefLab.Web.Authorization;

namespace PrefLab.Web.Pages.Shared;

/// <summary>The tabs of a project, those that the person's role opens; the longest address that fits is the current one.</summary>
public sealed class ProjectTabsViewComponent(Actor actor, MembershipCache memberships) : ViewComponent
{
    private static readonly Role[] Leads = [Role.Lead];
    private static readonly Role[] Staff = [Role.Lead, Role.Operations];
    private static readonly Role[] Everybody = [Role.Lead, Role.Operations, Role.Expert, Role.Annotator];

    private static readonly (string Text, string Path, Role[] Roles)[] All =
    [
        ("Annotate", "/annotate", [Role.Annotator]),
        ("Your work", "/me", [Role.Annotator]),
        ("Overview", "", Staff),
        ("Comparisons", "/comparisons", Staff),
        ("Import", "/import", Leads),
        ("Export", "/export", Leads),
        ("Annotators", "/annotators", Staff),
        ("Members", "/members", Leads),
        ("Guidelines", "/guidelines", Everybody),
        ("Settings", "/settings", Leads),
        ("Audit", "/audit", Leads),
    ];

    public async Task<IViewComponentResult> InvokeAsync()
    {
        var project = ProjectId.Parse((string)RouteData.Values["projectId"]!, provider: null);
        var role = await memberships.FindRoleAsync(project, actor.PersonId, HttpContext.RequestAborted);
        var shown = All.Where(tab => actor.May(role, tab.Roles)).Select(tab => (tab.Text, Href: $"/p/{project}{tab.Path}")).ToList();
        // None for a page that is no tab's, such as the onboarding.
        var current = shown.Select(tab => tab.Href)
            .Where(href => HttpContext.Request.Path.StartsWithSegments(href, StringComparison.OrdinalIgnoreCase)).MaxBy(href => href.Length);
        return View(shown.ConvertAll(tab => new Tab(tab.Text, tab.Href, string.Equals(tab.Href, current, StringComparison.Ordinal))));
    }

    public sealed record Tab(string Text, string Href, bool IsCurrent);
}
