using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;

namespace PrefLab.Web.Pages.Projects;

/// <summary>The projects that the person can see, each with a link to what the person does there.</summary>
public sealed class IndexModel(PrefLabDb db, ProgressQuery progress, Actor actor) : PageModel
{
    private const int Most = 500;

    public IReadOnlyList<View> Projects { get; private set; } = [];

    public bool MayCreate => actor.IsAdministrator;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var rows = await db.Projects.VisibleTo(actor)
            .OrderBy(project => project.State == ProjectState.Archived).ThenByDescending(project => project.Id)
            .Take(Most)
            .Select(project => new
            {
                project.Id,
                project.Name,
                project.State,
                project.IsDemonstration,
                Role = db.Memberships
                    .Where(membership => membership.ProjectId == project.Id && membership.PersonId == actor.PersonId)
                    .Select(membership => (Role?)membership.Role).FirstOrDefault(),
                Standing = db.Annotators
                    .Where(annotator => annotator.ProjectId == project.Id && annotator.PersonId == actor.PersonId)
                    .Select(annotator => (Standing?)annotator.Standing).FirstOrDefault(),
            })
            .ToListAsync(ct);
        // Only staff sees how much there is and how far it has come.
        bool IsStaff(Role? role) => actor.IsAdministrator || role is Role.Lead or Role.Operations;
        var numbers = await progress.LoadAsync(rows.Where(row => IsStaff(row.Role)).Select(row => row.Id), ct);
        Projects = rows.ConvertAll(row =>
        {
            var isStaff = IsStaff(row.Role);
            var path = isStaff ? "" : row.Role == Role.Annotator ? "/annotate" : "/review";
            var work = row.State != ProjectState.Open ? null : row.Standing switch
            {
                Standing.Onboarding => $"/p/{row.Id}/onboarding",
                null or { AllowsWork: true } => $"/p/{row.Id}{path}",
                _ => null,
            };
            return new View(
                row.Name, row.State, row.IsDemonstration, row.Role, $"/p/{row.Id}{path}", work, row.Role == Role.Annotator ? $"/p/{row.Id}/me" : null, numbers.GetValueOrDefault(row.Id));
        });
    }

    /// <param name="WorkHref">Where the work is, or what comes before it; null where there is none.</param>
    /// <param name="OwnHref">An annotator's own page.</param>
    /// <param name="Role">Null for an administrator who is no member.</param>
    public sealed record View(string Name, ProjectState State, bool IsDemonstration, Role? Role, string Href, string? WorkHref, string? OwnHref, ProjectProgress? Progress);
}
