using System.Net.Sockets;
using Npgsql;
using PrefLab.Core.Storage;
using PrefLab.Core.Storage.Postgres;

namespace PrefLab.Web.Hosting;

/// <summary>Starts and migrates the database, and keeps trying for as long as it cannot be reached.</summary>
public sealed partial class DatabaseStart(
    DatabaseServer server,
    DatabaseReadiness readiness,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<DatabaseStart> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromMilliseconds(100);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var (application, owner) = await server.StartAsync(stoppingToken);
                await Migrator.MigrateAsync(owner, stoppingToken);
                readiness.SetReady(application);
                LogReady();
                return;
            }
            catch (Exception exception) when (IsTransient(exception))
            {
                LogWaiting(exception.GetType().Name, exception.Message);
            }
            catch (PostgresUnavailableException exception)
            {
                // The folder is another program's, or there is no PostgreSQL: waiting would not help.
                LogNoServer(exception.Message);
                Environment.ExitCode = 1;
                // A program that is told to stop while it starts dies of an exception instead.
                lifetime.ApplicationStarted.Register(lifetime.StopApplication);
                return;
            }

            await Task.Delay(pause, time, stoppingToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>A server that is away or full, or a schema that is still a newer version's while nodes are being replaced.</summary>
    private static bool IsTransient(Exception exception) =>
        exception is NpgsqlException or TimeoutException or SocketException or IOException or NewerSchemaException;

    [LoggerMessage(Level = LogLevel.Information, Message = "The database is ready")]
    private partial void LogReady();

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Reason}")]
    private partial void LogNoServer(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is not ready: {Kind}: {Reason}")]
    private partial void LogWaiting(string kind, string reason);
}
