using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace PrefLab.Web.Languages;

/// <summary>Keeps in the browser which language was chosen there.</summary>
public static class LanguageCookie
{
    public const string Name = "preflab-language";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    public static void Append(HttpContext context, CultureInfo language) => context.Response.Cookies.Append(
        Name,
        CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(CultureInfo.InvariantCulture, language)),
        new CookieOptions { MaxAge = Lifetime, HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps });
}
