using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http.Timeouts;
using PrefLab.Web.Logging;
using PrefLab.Web.Security;

namespace PrefLab.Web.Hosting;

public static class HostingServices
{
    /// <summary>Every request ends within five seconds; the database's own limits and the cancelling of a query come on top of this.</summary>
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(4);

    public static IServiceCollection AddPrefLabHosting(this IServiceCollection services)
    {
        services.AddSingleton<PublicAddress>();
        // A job that fails must not take the pages down with it; it is logged as an error.
        services.Configure<HostOptions>(options => options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        services.AddOptions<HostFilteringOptions>().Configure<IConfiguration>((options, configuration) =>
        {
            options.IncludeFailureMessage = false;
            if (configuration["AllowedHosts"] is not { Length: > 0 })
            {
                options.AllowedHosts = ["localhost", "127.0.0.1", "[::1]", .. ConfiguredHost(configuration)];
            }
        });
        services.AddExceptionHandler<UnhandledErrors>();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
            context.ProblemDetails.Extensions["requestId"] = RequestLog.IdOf(context.HttpContext));
        services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = RequestLimit,
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        });
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        return services;
    }

    /// <summary>What surrounds every request: its log line, its headers, its errors.</summary>
    public static void UsePrefLabHosting(this WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<SecurityHeaders>();
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseRequestLocalization();
        app.UseMiddleware<ErrorAnswers>();
        app.UseExceptionHandler();
    }

    private static IEnumerable<string> ConfiguredHost(IConfiguration configuration) =>
        Uri.TryCreate(configuration[PublicAddress.Setting], UriKind.Absolute, out var address) ? [address.Host] : [];
}
