using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using PrefLab.Core.Accounts;

namespace PrefLab.Web.Authentication;

public sealed class ApiKeyOptions : AuthenticationSchemeOptions;

/// <summary>
/// <c>Authorization: Bearer pl_…</c>, read from the header only: an address with a key in it ends up in logs and histories.
/// Every key that does not work gets the same 401.
/// </summary>
public sealed class ApiKeyHandler(
    IOptionsMonitor<ApiKeyOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeyCache keys)
    : AuthenticationHandler<ApiKeyOptions>(options, logger, encoder)
{
    public new const string Scheme = "ApiKey";

    private const string Bearer = "Bearer ";

    public static void Challenge(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.Headers.WWWAuthenticate = "Bearer realm=\"PrefLab\"";
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.Fail("There is no key.");
        }

        var owner = await keys.FindOwnerAsync(header[Bearer.Length..].Trim(), Context.RequestAborted);
        return owner is null
            ? AuthenticateResult.Fail("The key does not work.")
            : AuthenticateResult.Success(new AuthenticationTicket(Principal(owner), Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Challenge(Response);
        return Task.CompletedTask;
    }

    private static ClaimsPrincipal Principal(ApiKeyOwner owner)
    {
        var identity = new ClaimsIdentity(Scheme);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, owner.PersonId.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(ClaimTypes.Name, owner.DisplayName));
        if (owner.Scope is { } scope)
        {
            identity.AddClaim(new Claim(PrefLabClaims.Scope, scope.ToString()));
        }
        else if (owner.IsAdministrator)
        {
            identity.AddClaim(new Claim(PrefLabClaims.Administrator, "true"));
        }

        return new ClaimsPrincipal(identity);
    }
}
