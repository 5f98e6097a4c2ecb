using System.Collections.Concurrent;
using Npgsql;
using PrefLab.Core.Storage.Postgres;

namespace PrefLab.Testing.Database;

/// <summary>The PostgreSQL of a test process: the server named by <c>PREFLAB_TEST_POSTGRES</c>, or a throw-away one that goes with the process.</summary>
public static class TestServer
{
    /// <summary>Begins the names of throw-away data folders.</summary>
    public const string FolderPrefix = "preflab-test-";

    /// <summary>Where all test programs share the binaries that had to be fetched: not in the temporary folder, where anybody could put others under that name.</summary>
    public static readonly string DownloadFolder = Path.Combine(SharedData.Repository ?? AppContext.BaseDirectory, "artifacts", "postgres");

    private static readonly Lazy<Task<string>> Owner = new(StartAsync);
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new(StringComparer.Ordinal);
    private static Func<Task>? stop;

    /// <summary>Makes a database from a template that <paramref name="prepare"/> fills once in a process.</summary>
    /// <returns>The connection string of its owner.</returns>
    public static async Task<string> CreateDatabaseAsync(string template, Func<string, Task> prepare)
    {
        var name = await Templates.GetOrAdd(template, _ => new Lazy<Task<string>>(() => MakeTemplateAsync(template, prepare))).Value;
        var database = $"test_{Guid.CreateVersion7():N}";
        await ExecuteAsync($"CREATE DATABASE {database} TEMPLATE {name}");
        return Named(await Owner.Value, database);
    }

    /// <summary>Stops the throw-away server; nothing happens where there is none (any more).</summary>
    public static async ValueTask StopAsync()
    {
        if (Interlocked.Exchange(ref stop, null) is { } stopNow)
        {
            await stopNow();
        }
    }

    public static async Task DropDatabaseAsync(string connectionString) =>
        await ExecuteAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    private static async Task<string> MakeTemplateAsync(string template, Func<string, Task> prepare)
    {
        // The process in the name: a named server is shared by the test processes.
        var name = $"template_{template}_{Environment.ProcessId}";
        await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await ExecuteAsync($"CREATE DATABASE {name}");
        await prepare(Named(await Owner.Value, name));
        return name;
    }

    private static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("PREFLAB_TEST_POSTGRES") is { Length: > 0 } named)
        {
            return named;
        }

        DeleteAbandoned();
        var folder = Directory.CreateTempSubdirectory(FolderPrefix);
        var server = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions
            {
                DataFolder = folder.FullName,
                DownloadFolder = DownloadFolder,
                Durable = false,
                MaxConnections = 200,
            },
            CancellationToken.None);
        stop = async () =>
        {
            await server.DisposeAsync();
            folder.Delete(recursive: true);
        };
        AppDomain.CurrentDomain.ProcessExit += (_, _) => StopAsync().AsTask().Wait(TimeSpan.FromSeconds(20));
        return server.OwnerConnectionString;
    }

    /// <summary>Deletes the folders of test processes that were killed or interrupted: no longer locked, and older than the moment between making a folder and locking it.</summary>
    private static void DeleteAbandoned()
    {
        var anHourAgo = TimeProvider.System.GetUtcNow().AddHours(-1).UtcDateTime;
        foreach (var folder in new DirectoryInfo(Path.GetTempPath()).EnumerateDirectories(FolderPrefix + "*").Where(f => f.LastWriteTimeUtc < anHourAgo))
        {
            try
            {
                using var held = new FileStream(Path.Combine(folder.FullName, "preflab.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                folder.Delete(recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use, another user's, or deleted by another test process.
            }
        }
    }

    private static string Named(string connectionString, string database) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database }.ConnectionString;

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(await Owner.Value) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}
