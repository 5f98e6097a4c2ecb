using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using PrefLab.Core.Accounts;
using PrefLab.Core.Storage;
using PrefLab.Web.Hosting;
using PrefLab.Web.Security;

namespace PrefLab.Web.Authentication;

public static class AuthenticationServices
{
    /// <summary>Chooses between the two others: a key where the API is called with one, the cookie everywhere else.</summary>
    private const string CookieOrKey = nameof(CookieOrKey);

    private static readonly TimeSpan SessionLifetime = TimeSpan.FromHours(12);

    /// <summary>Half of the minute within which a lock or a new password ends other sessions.</summary>
    private static readonly TimeSpan StampInterval = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddPrefLabAuthentication(this IServiceCollection services)
    {
        services.AddIdentityCore<Person>(options =>
            {
                options.User.AllowedUserNameCharacters = "";
                options.Password.RequiredLength = AccountRules.MinPassword;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.Password.RequiredUniqueChars = 1;
                options.Lockout.MaxFailedAccessAttempts = SignInService.MaxFailures;
                options.Lockout.DefaultLockoutTimeSpan = SignInService.Lockout;
            })
            .AddEntityFrameworkStores<PrefLabDb>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<PersonPrincipalFactory>();
        services.AddOptions<SecurityStampValidatorOptions>().Configure<TimeProvider>((options, time) =>
        {
            options.ValidationInterval = StampInterval;
            options.TimeProvider = time;
        });
        services.AddSingleton<ApiKeyCache>();
        services.AddHostedService<FirstAdministratorAnnouncement>();
        services.AddAuthentication(CookieOrKey)
            .AddPolicyScheme(CookieOrKey, displayName: null, options => options.ForwardDefaultSelector = Select)
            .AddScheme<ApiKeyOptions, ApiKeyHandler>(ApiKeyHandler.Scheme, configureOptions: null)
            .AddCookie(IdentityConstants.ApplicationScheme)
            // never issued; Identity clears them when it ends a session whose stamp has changed
            .AddCookie(IdentityConstants.ExternalScheme)
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme)
            .AddCookie(IdentityConstants.TwoFactorRememberMeScheme);
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<PublicAddress, TimeProvider>(ConfigureCookie);
        return services;
    }

    private static string Select(HttpContext context) =>
        IsApi(context.Request) && context.Request.Headers.Authorization.Count > 0
            ? ApiKeyHandler.Scheme
            : IdentityConstants.ApplicationScheme;

    private static void ConfigureCookie(CookieAuthenticationOptions options, PublicAddress address, TimeProvider time)
    {
        SecurityServices.Secure(options.Cookie, "session", address);
        // a link from elsewhere opens a page signed in; what changes something is guarded by the antiforgery token
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = SessionLifetime;
        options.SlidingExpiration = true;
        options.TimeProvider = time;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        options.Events.OnRedirectToLogin = context =>
        {
            if (IsApi(context.Request) || IsScript(context.Request))
            {
                ApiKeyHandler.Challenge(context.Response);
            }
            else
            {
                context.Response.Redirect(context.RedirectUri);
            }

            return Task.CompletedTask;
        };
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    /// <summary>A page's own script, which could do nothing with the sign-in page.</summary>
    private static bool IsScript(HttpRequest request) => request.Headers.XRequestedWith == "XMLHttpRequest";

    private static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
}
