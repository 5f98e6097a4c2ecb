namespace PrefLab.Web.Jobs;

public static class JobServices
{
    /// <summary>What runs by itself; <c>Jobs:Enabled</c> switches it off on nodes that only serve.</summary>
    public static IServiceCollection AddPrefLabJobs(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetValue("Jobs:Enabled", true))
        {
            services.AddHostedService<LeaseSweeperJob>();
            services.AddHostedService<TableStatisticsJob>();
            services.AddHostedService<EvidenceSweeperJob>();
            services.AddHostedService<GoldRescorerJob>();
        }

        return services;
    }
}
