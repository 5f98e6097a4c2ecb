using PrefLab.Core.Storage;
using PrefLab.Web.Hosting;

namespace PrefLab.Web.Jobs;

/// <summary>Looks every five seconds whether a table has doubled since the planner last looked at it. Several nodes may run it.</summary>
public sealed class TableStatisticsJob(IServiceProvider services, DatabaseReadiness readiness, TimeProvider time, ILogger<TableStatisticsJob> logger)
    : RecurringJob(readiness, time, TimeSpan.FromSeconds(5), logger)
{
    protected override Task RunAsync(CancellationToken ct) => services.GetRequiredService<TableStatistics>().RefreshAsync(ct);
}
