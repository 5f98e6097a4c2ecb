using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
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
            })
            .ToListAsync(ct);
        // Only staff sees how much there is and how far it has come.
        bool IsStaff(Role? role) => actor.IsAdministrator || role is Role.Lead or Role.Operations;
        var numbers = await progress.LoadAsync(rows.Where(row => IsStaff(row.Role)).Select(row => row.Id), ct);
        Projects = rows.ConvertAll(row =>
        {
            var isStaff = IsStaff(row.Role);
            var path = isStaff ? "" : row.Role == Role.Annotator ? "/annotate" : "/review";
            return new View(row.Name, row.State, row.IsDemonstration, row.Role, $"/p/{row.Id}{path}", row.Role == Role.Annotator ? $"/p/{row.Id}/me" : null, numbers.GetValueOrDefault(row.Id));
        });
    }

    /// <param name="OwnHref">An annotator's own page.</param>
    /// <param name="Role">Null for an administrator who is no member.</param>
    public sealed record View(string Name, ProjectState State, bool IsDemonstration, Role? Role, string Href, string? OwnHref, ProjectProgress? Progress);
}
