using System.Net.Sockets;
using Npgsql;
using PrefLab.Core.Storage;

namespace PrefLab.Web.Hosting;

/// <summary>Migrates the database, and keeps trying for as long as it cannot be reached.</summary>
public sealed partial class DatabaseStart(
    IConfiguration configuration,
    DatabaseConnections connections,
    DatabaseReadiness readiness,
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
                await ConnectAsync();
                await Migrator.MigrateAsync(connections.Owner!, stoppingToken);
                readiness.SetReady();
                LogReady();
                return;
            }
            catch (Exception exception) when (IsTransient(exception))
            {
                LogWaiting(exception.GetType().Name, exception.Message);
            }
            catch (NewerSchemaException exception)
            {
                LogWaiting(exception.GetType().Name, exception.Message);
            }

            await Task.Delay(pause, time, stoppingToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private Task ConnectAsync()
    {
        var application = configuration.GetConnectionString("PrefLab")
            ?? throw new InvalidOperationException("Set ConnectionStrings:PrefLab.");
        connections.Set(application, configuration.GetConnectionString("PrefLabMigrations") ?? application);
        return Task.CompletedTask;
    }

    private static bool IsTransient(Exception exception) =>
        exception is NpgsqlException or TimeoutException or SocketException or IOException;

    [LoggerMessage(Level = LogLevel.Information, Message = "The database is ready")]
    private partial void LogReady();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is not ready: {Kind}: {Reason}")]
    private partial void LogWaiting(string kind, string reason);
}
