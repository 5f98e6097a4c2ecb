using Microsoft.AspNetCore.Authorization;

namespace PrefLab.Web.Authorization;

/// <summary>The fallback: an endpoint that names no policy is refused. What is no route passes, to become 404 or, where only the method is wrong, 405.</summary>
public sealed class ExplicitPolicyRequirement : AuthorizationHandler<ExplicitPolicyRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ExplicitPolicyRequirement requirement)
    {
        if (context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
