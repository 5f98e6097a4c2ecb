using PrefLab.Core.Storage;
using PrefLab.Core.Storage.Postgres;

namespace PrefLab.Web.Hosting;

/// <summary>The server of <c>ConnectionStrings:PrefLab</c>; without that setting one of our own in the data folder, which stops with the program.</summary>
public sealed class DatabaseServer(
    IConfiguration configuration, IServiceProvider services, TimeProvider time, ILoggerFactory loggers) : IAsyncDisposable
{
    private EmbeddedPostgres? embedded;

    /// <summary>Starts the server when it is our own.</summary>
    /// <returns>The connection strings of the application and of the owner of the tables, who migrates.</returns>
    /// <exception cref="PostgresUnavailableException">Our own server does not start.</exception>
    public async Task<(string Application, string Owner)> StartAsync(CancellationToken ct)
    {
        if (configuration.GetConnectionString("PrefLab") is { Length: > 0 } application)
        {
            return (application, configuration.GetConnectionString("PrefLabMigrations") ?? application);
        }

        if (embedded is null)
        {
            embedded = await EmbeddedPostgres.StartAsync(
                new EmbeddedPostgresOptions
                {
                    DataFolder = PrefLabFolder.Of(configuration),
                    Clock = time,
                    Logger = loggers.CreateLogger<EmbeddedPostgres>(),
                },
                ct);
            embedded.Restarted += (_, _) => ForgetConnections();
        }

        return (embedded.OwnerConnectionString, embedded.OwnerConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (embedded is not null)
        {
            await embedded.DisposeAsync();
        }
    }

    /// <summary>Every pooled connection died with the server.</summary>
    private void ForgetConnections()
    {
        var database = services.GetRequiredService<Database>();
        database.Requests.Clear();
        database.Bulk.Clear();
    }
}
