using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace PrefLab.Web.Authorization;

/// <summary>Turns "no member of this project" into 404, so that the existence of a project is not given away.</summary>
public sealed class AuthorizationResults : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler inner = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        var hidden = authorizeResult.AuthorizationFailure?.FailureReasons.Any(reason => reason is ProjectNotVisible) ?? false;
        if (authorizeResult.Forbidden && hidden)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return inner.HandleAsync(next, context, policy, authorizeResult);
    }
}
