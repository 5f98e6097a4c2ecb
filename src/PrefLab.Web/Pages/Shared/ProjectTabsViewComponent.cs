using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PrefLab.Core.Accounts;
using PrefLab.Web.Authorization;
using PrefLab.Web.Languages;

namespace PrefLab.Web.Pages.Shared;

/// <summary>The tabs of a project, those that the person's role opens; the longest address that fits is the current one.</summary>
public sealed class ProjectTabsViewComponent(Actor actor, MembershipCache memberships, IStringLocalizer<Texts> texts) : ViewComponent
{
    private static readonly Role[] Leads = [Role.Lead];
    private static readonly Role[] Staff = [Role.Lead, Role.Operations];
    private static readonly Role[] Everybody = [Role.Lead, Role.Operations, Role.Expert, Role.Annotator];

    private readonly (string Text, string Path, Role[] Roles)[] all =
    [
        (texts["Annotate"], "/annotate", [Role.Annotator]),
        (texts["Your work"], "/me", [Role.Annotator]),
        (texts["Overview"], "", Staff),
        (texts["Comparisons"], "/comparisons", Staff),
        (texts["Import"], "/import", Leads),
        (texts["Export"], "/export", Leads),
        (texts["Annotators"], "/annotators", Staff),
        (texts["Members"], "/members", Leads),
        (texts["Guidelines"], "/guidelines", Everybody),
        (texts["Settings"], "/settings", Leads),
        (texts["Audit"], "/audit", Leads),
    ];

    public async Task<IViewComponentResult> InvokeAsync()
    {
        var project = ProjectId.Parse((string)RouteData.Values["projectId"]!, provider: null);
        var role = await memberships.FindRoleAsync(project, actor.PersonId, HttpContext.RequestAborted);
        var shown = all.Where(tab => actor.May(role, tab.Roles)).Select(tab => (tab.Text, Href: $"/p/{project}{tab.Path}")).ToList();
        // None for a page that is no tab's, such as the onboarding.
        var current = shown.Select(tab => tab.Href)
            .Where(href => HttpContext.Request.Path.StartsWithSegments(href, StringComparison.OrdinalIgnoreCase)).MaxBy(href => href.Length);
        return View(shown.ConvertAll(tab => new Tab(tab.Text, tab.Href, string.Equals(tab.Href, current, StringComparison.Ordinal))));
    }

    public sealed record Tab(string Text, string Href, bool IsCurrent);
}
