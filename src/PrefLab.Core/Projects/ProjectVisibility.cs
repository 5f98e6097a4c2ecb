using PrefLab.Core.Accounts;

namespace PrefLab.Core.Projects;

public static class ProjectVisibility
{
    /// <summary>The projects that exist as far as the actor can tell: all for an administrator, otherwise those with a membership.</summary>
    public static IQueryable<Project> VisibleTo(this IQueryable<Project> projects, Actor actor) =>
        actor.IsAdministrator
            ? projects
            : projects.Where(project => project.Memberships.Any(membership => membership.PersonId == actor.PersonId));
}
