using Microsoft.AspNetCore.Authorization;
using PrefLab.Core.Accounts;
using PrefLab.Web.Authentication;

namespace PrefLab.Web.Authorization;

public static class AuthorizationServices
{
    /// <summary>Policies, their handlers, and the <see cref="Actor"/> of the request.</summary>
    public static IServiceCollection AddPrefLabAuthorization(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<MembershipCache>();
        services.AddSingleton<IAuthorizationHandler, ProjectRoleHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationResults>();
        services.AddScoped(provider =>
            provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.User.ToActor()
            ?? throw new InvalidOperationException("Nobody is signed in; the endpoint needs a policy."));
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().AddRequirements(new ExplicitPolicyRequirement()).Build())
            .AddPolicy(Policies.SignedIn, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Policies.Administrator, policy => policy.RequireAuthenticatedUser().RequireClaim(PrefLabClaims.Administrator))
            .AddProjectPolicy(Policies.ProjectLead, Role.Lead)
            .AddProjectPolicy(Policies.ProjectOperations, Role.Operations, Role.Lead)
            .AddProjectPolicy(Policies.ProjectReviewer, Role.Expert, Role.Lead)
            .AddProjectPolicy(Policies.ProjectMember, Role.Annotator, Role.Expert, Role.Operations, Role.Lead)
            .AddProjectPolicy(Policies.ProjectAnnotator, Role.Annotator);
        return services;
    }

    private static AuthorizationBuilder AddProjectPolicy(this AuthorizationBuilder builder, string name, params Role[] roles) =>
        builder.AddPolicy(name, policy => policy.RequireAuthenticatedUser().AddRequirements(new ProjectRoleRequirement(roles)));
}
