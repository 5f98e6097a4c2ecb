using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using PrefLab.Core;
using PrefLab.Core.Audit;
using PrefLab.Core.Storage;
using PrefLab.Web.Authentication;

namespace PrefLab.Web.Authorization;

/// <summary>
/// Turns "no member of this project" into 404, so that the existence of a project is not given away. Who is a member and tries to change what
/// their role may not is remembered in the project's audit.
/// </summary>
public sealed class AuthorizationResults(TimeProvider time) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler inner = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        var hidden = authorizeResult.AuthorizationFailure?.FailureReasons.Any(reason => reason is ProjectNotVisible) ?? false;
        if (authorizeResult.Forbidden && hidden)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (authorizeResult.Forbidden && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            await RememberAsync(context);
        }

        await inner.HandleAsync(next, context, policy, authorizeResult);
    }

    private async Task RememberAsync(HttpContext context)
    {
        if (context.User.ToActor() is not { } actor || !ProjectId.TryParse(context.GetRouteValue("projectId")?.ToString(), provider: null, out var project))
        {
            return;
        }

        var path = context.Request.Path.Value ?? "";
        var db = context.RequestServices.GetRequiredService<PrefLabDb>();
        db.AuditEvents.Add(new AuditEvent
        {
            ProjectId = project,
            At = time.GetUtcNow(),
            ActorId = actor.PersonId,
            Kind = "access.refused",
            Subject = path.Length <= Limits.Name && path.IsStorable() ? path : "path",
        });
        await db.SaveChangesAsync(context.RequestAborted);
    }
}
