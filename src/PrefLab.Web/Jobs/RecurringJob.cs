using PrefLab.Web.Hosting;

namespace PrefLab.Web.Jobs;

/// <summary>Work that is done again and again once the database is ready. A round that fails is logged, and the next one makes up for it.</summary>
public abstract partial class RecurringJob(DatabaseReadiness readiness, TimeProvider time, TimeSpan every, ILogger logger) : BackgroundService
{
    /// <summary>One round. Services that need the connection string are asked for here: an embedded server has none before it runs.</summary>
    protected abstract Task RunAsync(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReady.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(every, time);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(exception, GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Job} failed; it will be tried again")]
    private partial void LogFailed(Exception exception, string job);
}
