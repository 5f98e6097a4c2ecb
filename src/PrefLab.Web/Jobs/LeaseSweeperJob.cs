using PrefLab.Core.Assignments;
using PrefLab.Web.Hosting;

namespace PrefLab.Web.Jobs;

/// <summary>Gives places back, twice a minute, whose leases ran out. Several nodes may run it: one sweeps at a time.</summary>
public sealed partial class LeaseSweeperJob(
    IServiceProvider services, DatabaseReadiness readiness, TimeProvider time, ILogger<LeaseSweeperJob> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReady.WaitAsync(stoppingToken);
        // Not before: it needs the connection string, which an embedded server has only once it runs.
        var sweeper = services.GetRequiredService<LeaseSweeper>();
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                var ended = await sweeper.SweepAsync(stoppingToken);
                if (ended > 0)
                {
                    LogSwept(ended);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The database may be away for a while; the next round makes up for it.
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Ended {Count} leases")]
    private partial void LogSwept(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sweeping leases failed")]
    private partial void LogFailed(Exception exception);
}
