using Microsoft.AspNetCore.Mvc.ModelBinding;
using PrefLab.Web.Pages.Accounts;
using PrefLab.Web.Pages.Annotators;
using PrefLab.Web.Pages.Assignments;
using PrefLab.Web.Pages.Audit;
using PrefLab.Web.Pages.Comparisons;
using PrefLab.Web.Pages.Exchange;
using PrefLab.Web.Pages.Golds;
using PrefLab.Web.Pages.Guidelines;
using PrefLab.Web.Pages.Members;
using PrefLab.Web.Pages.Onboarding;
using PrefLab.Web.Pages.Projects;
using PrefLab.Web.Pages.Quality;
using PrefLab.Web.Pages.Review;

namespace PrefLab.Web.Pages;

public static class PageServices
{
    public static IServiceCollection AddPrefLabPages(this IServiceCollection services)
    {
        services.AddRazorPages(options =>
        {
            // A feature's folder says who may open its pages.
            AccountsFolder.Configure(options);
            AnnotatorsFolder.Configure(options);
            AssignmentsFolder.Configure(options);
            AuditFolder.Configure(options);
            ComparisonsFolder.Configure(options);
            ExchangeFolder.Configure(options);
            GoldsFolder.Configure(options);
            GuidelinesFolder.Configure(options);
            MembersFolder.Configure(options);
            OnboardingFolder.Configure(options);
            ProjectsFolder.Configure(options);
            QualityFolder.Configure(options);
            ReviewFolder.Configure(options);
        }).AddMvcOptions(options =>
        {
            options.ModelBinderProviders.Insert(0, new OneNameBinder.Provider());
            options.Filters.Add<UnknownHandler>();
            options.Filters.Add<RefusedForm>();
            ChooseValues(options.ValueProviderFactories);
        });
        services.AddMemoryCache();
        services.Configure<RouteOptions>(options => options.LowercaseUrls = true);
        return services;
    }

    /// <summary>
    /// Access is checked for the project of the address, so the address goes before a form field of the same name. jQuery's way
    /// to write names is of no use here, and throws on a bracket that is not closed.
    /// </summary>
    private static void ChooseValues(IList<IValueProviderFactory> factories)
    {
        foreach (var factory in factories.Where(factory => factory is JQueryFormValueProviderFactory or JQueryQueryStringValueProviderFactory).ToList())
        {
            factories.Remove(factory);
        }

        var route = factories.OfType<RouteValueProviderFactory>().Single();
        factories.Remove(route);
        factories.Insert(0, route);
    }

    public static void MapPrefLabPages(this WebApplication app) =>
        app.MapRazorPages()
            .WithStaticAssets()
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head, HttpMethods.Post]));
}
