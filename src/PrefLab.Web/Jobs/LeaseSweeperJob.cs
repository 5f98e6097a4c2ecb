using PrefLab.Core.Assignments;
using PrefLab.Web.Hosting;

namespace PrefLab.Web.Jobs;

/// <summary>Gives places back, twice a minute, whose leases ran out. Several nodes may run it: one sweeps at a time.</summary>
public sealed partial class LeaseSweeperJob(
    IServiceProvider services, DatabaseReadiness readiness, TimeProvider time, ILogger<LeaseSweeperJob> logger)
    : RecurringJob(readiness, time, TimeSpan.FromSeconds(30), logger)
{
    protected override async Task RunAsync(CancellationToken ct)
    {
        var ended = await services.GetRequiredService<LeaseSweeper>().SweepAsync(ct);
        if (ended > 0)
        {
            LogSwept(ended);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Ended {Count} leases")]
    private partial void LogSwept(int count);
}
