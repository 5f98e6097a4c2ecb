using System.Data.Common;
using System.Globalization;
using PrefLab.Core.Accounts;
using PrefLab.Web.Hosting;

namespace PrefLab.Web.Authentication;

/// <summary>At every start without an administrator, prints the link that makes one. The log says so, without the link.</summary>
public sealed partial class FirstAdministratorAnnouncement(
    DatabaseReadiness readiness,
    IServiceScopeFactory scopes,
    PublicAddress address,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<FirstAdministratorAnnouncement> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // the address is known once the server listens
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await Task.WhenAll(started.Task, readiness.WhenReady).WaitAsync(stoppingToken);
        while (!await TryAnnounceAsync(stoppingToken))
        {
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task<bool> TryAnnounceAsync(CancellationToken ct)
    {
        try
        {
            await AnnounceAsync(ct);
            return true;
        }
        catch (DbException exception)
        {
            LogFailed(exception.Message);
            return false;
        }
    }

    private async Task AnnounceAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var link = await scope.ServiceProvider.GetRequiredService<FirstAdministratorService>().IssueAsync(ct);
        if (link is null)
        {
            return;
        }

        var url = address.To($"/first-administrator/{link.Token}");
        LogIssued(link.ExpiresAt);
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"Make the first administrator here (once, until {link.ExpiresAt:u}): {url}"));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no administrator: a link that makes the first one is on the console until {Until:u}")]
    private partial void LogIssued(DateTimeOffset until);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The link for the first administrator waits for the database: {Reason}")]
    private partial void LogFailed(string reason);
}
