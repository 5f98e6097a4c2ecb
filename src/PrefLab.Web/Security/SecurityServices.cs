using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using PrefLab.Web.Hosting;

namespace PrefLab.Web.Security;

public static class SecurityServices
{
    private const int MostFormFields = 1_000;

    public static IServiceCollection AddPrefLabSecurity(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<FormOptions>(options =>
        {
            options.ValueCountLimit = MostFormFields;
            options.MultipartBodyLengthLimit = KestrelLimits.DefaultBody;
        });
        services.AddAntiforgery(options => options.HeaderName = ApiAntiforgery.Header);
        services.AddOptions<AntiforgeryOptions>().Configure<PublicAddress>((options, address) =>
            Secure(options.Cookie, "antiforgery", address));
        return services.AddPrefLabRateLimits(configuration);
    }

    /// <summary>A cookie that scripts and other sites never see; on https it is bound to this host. Plain http is for localhost.</summary>
    public static void Secure(CookieBuilder cookie, string name, PublicAddress address)
    {
        cookie.Name = address.IsHttps ? $"__Host-preflab-{name}" : $"preflab-{name}";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Strict;
        cookie.SecurePolicy = address.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.Path = "/";
        cookie.IsEssential = true;
    }
}
