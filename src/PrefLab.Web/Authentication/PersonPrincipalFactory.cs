using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PrefLab.Core.Accounts;

namespace PrefLab.Web.Authentication;

/// <summary>Puts into the session's cookie what every request needs to know, so that most need no query for it. The name is the one to greet by.</summary>
public sealed class PersonPrincipalFactory(UserManager<Person> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Person>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Person user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.TryRemoveClaim(identity.FindFirst(identity.NameClaimType));
        identity.AddClaim(new Claim(identity.NameClaimType, user.DisplayName));
        if (user.IsAdministrator)
        {
            identity.AddClaim(new Claim(PrefLabClaims.Administrator, "true"));
        }

        return identity;
    }
}
