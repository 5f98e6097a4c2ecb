using System.Globalization;
using System.Security.Claims;
using PrefLab.Core.Accounts;

namespace PrefLab.Web.Authentication;

/// <summary>What the principal of a request says beyond its id and name, and how an <see cref="Actor"/> is read from it.</summary>
public static class PrefLabClaims
{
    /// <summary>Present when site-wide rights apply; never on a scoped key.</summary>
    public const string Administrator = "preflab:administrator";

    /// <summary>The role that an API key is narrowed to.</summary>
    public const string Scope = "preflab:scope";

    /// <summary>What a page keys by that keeps something of this person in the browser.</summary>
    public static string Tag(this Actor actor) => actor.PersonId.ToString(CultureInfo.InvariantCulture);

    /// <summary>The actor; null for an anonymous request.</summary>
    public static Actor? ToActor(this ClaimsPrincipal principal)
    {
        if (principal.Identity is not { IsAuthenticated: true }
            || !long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var personId))
        {
            return null;
        }

        Role? scope = Enum.TryParse<Role>(principal.FindFirstValue(Scope), out var narrowed) ? narrowed : null;
        return new Actor(personId, principal.HasClaim(claim => string.Equals(claim.Type, Administrator, StringComparison.Ordinal)), scope);
    }
}
