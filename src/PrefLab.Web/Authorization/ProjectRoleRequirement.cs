using Microsoft.AspNetCore.Authorization;
using PrefLab.Core.Accounts;

namespace PrefLab.Web.Authorization;

/// <param name="Roles">The roles in the project of the route, any of which will do.</param>
public sealed record ProjectRoleRequirement(params Role[] Roles) : IAuthorizationRequirement;
