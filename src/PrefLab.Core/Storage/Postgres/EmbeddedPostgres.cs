using Npgsql;

namespace PrefLab.Core.Storage.Postgres;

/// <summary>
/// A private PostgreSQL in a data folder, reached through a Unix socket that only the program's user can open.
/// It starts and stops with the program, ends when the program is killed, and comes back when it is killed itself.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    /// <summary>The superuser: for migrations and maintenance, not for serving.</summary>
    public const string Owner = "preflab_owner";

    private readonly DataFolderLock dataFolder;
    private readonly Postmaster postmaster;
    private bool disposed;

    private EmbeddedPostgres(DataFolderLock dataFolder, PostgresBinaries binaries, PostgresLauncher launcher, EmbeddedPostgresOptions options)
    {
        this.dataFolder = dataFolder;
        SocketFolder = Postgres.SocketFolder.For(dataFolder.Folder);
        Version = binaries.Version;
        MajorVersion = binaries.Major;
        OwnerConnectionString = ConnectionStringFor(options.Databases[0], Owner);
        postmaster = new Postmaster(
            new ClusterFolder(dataFolder.Folder, binaries.Major), binaries, launcher, options, SocketFolder, () => Restarted?.Invoke(this, EventArgs.Empty));
    }

    /// <summary>Raised when the server, having died, takes connections again: the moment to clear pools, whose connections are all dead.</summary>
    public event EventHandler? Restarted;

    public string OwnerConnectionString { get; }

    public string SocketFolder { get; }

    /// <summary>The server's process now; another one after a restart.</summary>
    public int ProcessId => postmaster.ProcessId;

    public string Version { get; }

    public int MajorVersion { get; }

    /// <summary>Starts the cluster of a data folder, which is made when missing, and waits until it takes connections.</summary>
    /// <exception cref="PostgresUnavailableException">No binaries, the folder is in use or unusable, or the server fails to start.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, CancellationToken ct)
    {
        var dataFolder = DataFolderLock.Take(options.DataFolder);
        EmbeddedPostgres? postgres = null;
        try
        {
            var binaries = options.Binaries ?? await FindBinariesAsync(dataFolder.Folder, options, ct);
            postgres = new EmbeddedPostgres(dataFolder, binaries, await PostgresLauncher.DetectAsync(ct), options);
            // No time limit: recovery after a crash takes what it takes.
            await postgres.postmaster.StartAsync().WaitAsync(ct);
            foreach (var database in options.Databases)
            {
                await postgres.CreateDatabaseAsync(database, ct);
            }
            return postgres;
        }
        catch
        {
            if (postgres is null)
            {
                dataFolder.Dispose();
            }
            else
            {
                await postgres.DisposeAsync();
            }
            throw;
        }
    }

    /// <summary>For any role: whoever can open the socket is trusted.</summary>
    public string ConnectionStringFor(string database, string user) => new NpgsqlConnectionStringBuilder
    {
        Host = SocketFolder,
        Port = Postgres.SocketFolder.Port,
        Database = database,
        Username = user,
        // Neither means anything on a Unix socket, and asking for them costs round trips.
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }
        disposed = true;
        await postmaster.DisposeAsync();
        Postgres.SocketFolder.Remove(SocketFolder);
        dataFolder.Dispose();
    }

    private static Task<PostgresBinaries> FindBinariesAsync(string dataFolder, EmbeddedPostgresOptions options, CancellationToken ct)
    {
        var majors = ClusterFolder.Majors(dataFolder);
        var search = new PostgresSearch
        {
            DownloadFolder = options.DownloadFolder ?? dataFolder,
            PreferredMajor = majors.Count > 0 ? majors[0] : null,
            Logger = options.Logger,
        };
        return search.FindAsync(ct);
    }

    private async Task CreateDatabaseAsync(string database, CancellationToken ct)
    {
        var maintenance = new NpgsqlConnectionStringBuilder(ConnectionStringFor("postgres", Owner)) { Pooling = false };
        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await connection.OpenAsync(ct);
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = database } } };
        if (await exists.ExecuteScalarAsync(ct) is null)
        {
            var name = new NpgsqlCommandBuilder().QuoteIdentifier(database);
            await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
            await create.ExecuteNonQueryAsync(ct);
        }
    }
}
