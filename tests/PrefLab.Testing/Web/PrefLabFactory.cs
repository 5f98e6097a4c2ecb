using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PrefLab.Web.Hosting;

namespace PrefLab.Testing.Web;

/// <summary>The whole application on a test's own database, reached over an in-memory transport.</summary>
/// <param name="connectionString">The owner's connection to the database; the application takes the restricted role by itself.</param>
/// <param name="time">A clock for the application; the machine's by default.</param>
/// <param name="settings">Settings to change, such as <c>RateLimits:SignInsPerMinute</c>.</param>
public sealed class PrefLabFactory(string connectionString, TimeProvider? time = null, IReadOnlyDictionary<string, string>? settings = null)
    : WebApplicationFactory<Program>
{
    private const string Unlimited = "1000000";

    /// <summary>What makes passwords slow to guess makes hundreds of sign-ins slow too. Core's tests of signing in hash as often as the application does.</summary>
    private const int HashIterations = 1_000;

    /// <summary>Changes the services of the application.</summary>
    public Action<IServiceCollection> Change { get; init; } = _ => { };

    /// <summary>A browser without redirects, on an address that the site takes for its own.</summary>
    public HttpClient NewClient() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    /// <summary>Waits until the database is migrated, so that no test meets the 503 of the start.</summary>
    public Task WhenReadyAsync() => Services.GetRequiredService<DatabaseReadiness>().WhenReady;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("ConnectionStrings:PrefLab", connectionString);
        builder.UseSetting("Logging:File", "false");
        builder.UseSetting("Jobs:Enabled", "false");
        builder.UseSetting("RateLimits:SignInsPerMinute", Unlimited);
        foreach (var (key, value) in settings ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureServices(services =>
        {
            if (time is not null)
            {
                services.Replace(ServiceDescriptor.Singleton(time));
            }

            services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashIterations);
            Change(services);
        });
    }
}
