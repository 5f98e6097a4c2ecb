namespace PrefLab.Web.Demonstration;

public static class DemonstrationServices
{
    /// <summary>Nothing unless <c>Demonstration:Enabled</c> is set: its people sign in without a password.</summary>
    public static IServiceCollection AddPrefLabDemonstration(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetValue("Demonstration:Enabled", false))
        {
            services.AddScoped<DemonstrationPeople>();
            services.AddScoped<DemonstrationProject>();
            services.AddHostedService<DemonstrationSeed>();
        }

        return services;
    }
}
