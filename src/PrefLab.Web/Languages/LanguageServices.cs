using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace PrefLab.Web.Languages;

/// <summary>The language of the pages: what was chosen in this browser, or else what the browser asks for, or else English.</summary>
public static class LanguageServices
{
    /// <summary>English first: the default.</summary>
    public static IReadOnlyList<CultureInfo> Offered { get; } = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("de")];

    public static IServiceCollection AddPrefLabLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.Configure<MvcOptions>(options => options.Filters.Add<TranslatedPages>());
        return services.Configure<RequestLocalizationOptions>(options =>
        {
            // Only texts follow the language. Numbers are read from forms as every browser sends them, with a point.
            options.DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, Offered[0]);
            options.SupportedCultures = [CultureInfo.InvariantCulture];
            options.SupportedUICultures = [.. Offered];
            options.RequestCultureProviders =
            [
                new CookieRequestCultureProvider { CookieName = LanguageCookie.Name },
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });
    }
}
