using Microsoft.AspNetCore.Authorization;
using PrefLab.Core.Accounts;
using PrefLab.Web.Authentication;

namespace PrefLab.Web.Authorization;

/// <summary>Compares the actor's role in the project of the route with the roles that the policy wants.</summary>
public sealed class ProjectRoleHandler(MembershipCache memberships) : AuthorizationHandler<ProjectRoleRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, ProjectRoleRequirement requirement)
    {
        if (context.User.ToActor() is not { } actor || context.Resource is not HttpContext http)
        {
            return;
        }

        if (!ProjectId.TryParse(http.GetRouteValue("projectId")?.ToString(), provider: null, out var project))
        {
            context.Fail(new ProjectNotVisible(this));
            return;
        }

        var role = await memberships.FindRoleAsync(project, actor.PersonId, http.RequestAborted);
        if (role is null && (!actor.IsAdministrator || !await memberships.ProjectExistsAsync(project, http.RequestAborted)))
        {
            context.Fail(new ProjectNotVisible(this));
        }
        else if (actor.May(role, requirement.Roles))
        {
            context.Succeed(requirement);
        }
    }
}

/// <summary>The project of the route is not there as far as the actor can tell: 404 rather than 403.</summary>
public sealed class ProjectNotVisible(IAuthorizationHandler handler) : AuthorizationFailureReason(handler, "No such project.");
