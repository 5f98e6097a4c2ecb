using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Review;
using PrefLab.Web.Authorization;
using PrefLab.Web.Languages;

namespace PrefLab.Web.Pages.Shared;

/// <summary>The tabs of a project, those that the person's role opens; the longest address that fits is the current one.</summary>
public sealed class ProjectTabsViewComponent(Actor actor, MembershipCache memberships, ReviewQueueQuery queue, AppealService appeals, IStringLocalizer<Texts> texts) : ViewComponent
{
    private const string ReviewPath = "/review";
    private const string AnnotatorsPath = "/annotators";

    private static readonly Role[] Leads = [Role.Lead];
    private static readonly Role[] Reviewers = [Role.Lead, Role.Expert];
    private static readonly Role[] Staff = [Role.Lead, Role.Operations];
    private static readonly Role[] Everybody = [Role.Lead, Role.Operations, Role.Expert, Role.Annotator];

    private readonly (string Text, string Path, Role[] Roles)[] all =
    [
        (texts["Annotate"], "/annotate", [Role.Annotator]),
        (texts["Your work"], "/me", [Role.Annotator]),
        (texts["Overview"], "", Staff),
        (texts["Comparisons"], "/comparisons", Staff),
        (texts["Golds"], "/golds", Staff),
        (texts["Review"], ReviewPath, Reviewers),
        (texts["Import"], "/import", Leads),
        (texts["Export"], "/export", Leads),
        (texts["Annotators"], AnnotatorsPath, Staff),
        (texts["Members"], "/members", Leads),
        (texts["Guidelines"], "/guidelines", Everybody),
        (texts["Settings"], "/settings", Leads),
        (texts["Audit"], "/audit", Leads),
    ];

    public async Task<IViewComponentResult> InvokeAsync()
    {
        var project = ProjectId.Parse((string)RouteData.Values["projectId"]!, provider: null);
        var role = await memberships.FindRoleAsync(project, actor.PersonId, HttpContext.RequestAborted);
        var shown = all.Where(tab => actor.May(role, tab.Roles)).Select(tab => (tab.Text, tab.Path, Href: $"/p/{project}{tab.Path}")).ToList();
        // None for a page that is no tab's, such as the onboarding.
        var current = shown.Select(tab => tab.Href)
            .Where(href => HttpContext.Request.Path.StartsWithSegments(href, StringComparison.OrdinalIgnoreCase)).MaxBy(href => href.Length);
        var disputed = actor.May(role, Reviewers) ? await queue.CountForTabAsync(project, HttpContext.RequestAborted) : 0;
        var open = actor.May(role, Staff) ? await appeals.CountOpenAsync(project, ReviewQueueQuery.MostOnTab + 1, HttpContext.RequestAborted) : 0;
        return View(shown.ConvertAll(tab => new Tab(
            tab.Text, tab.Href, string.Equals(tab.Href, current, StringComparison.Ordinal), CountOf(tab.Path switch { ReviewPath => disputed, AnnotatorsPath => open, _ => 0 }))));
    }

    private static string? CountOf(int waiting) => waiting switch
    {
        0 => null,
        > ReviewQueueQuery.MostOnTab => $"{ReviewQueueQuery.MostOnTab}+",
        _ => $"{waiting}",
    };

    /// <param name="Count">How much waits there; null for nothing.</param>
    public sealed record Tab(string Text, string Href, bool IsCurrent, string? Count);
}
