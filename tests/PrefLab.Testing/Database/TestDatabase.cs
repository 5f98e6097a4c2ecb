using Npgsql;
using PrefLab.Core.Storage;
using Xunit;

namespace PrefLab.Testing.Database;

/// <summary>A migrated, empty database of its own for a test class.</summary>
public sealed class TestDatabase : IAsyncLifetime
{
    /// <summary>The owner's connection to an empty database on a server of the test's own; otherwise one is made on the server that tests share.</summary>
    public string? Own { get; init; }

    /// <summary>Signs in as the owner of the tables.</summary>
    public string ConnectionString { get; private set; } = "";

    public Core.Storage.Database Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        ConnectionString = Own ?? await TestServer.CreateDatabaseAsync("migrated", owner => Migrator.MigrateAsync(owner, CancellationToken.None));
        if (Own is not null)
        {
            await Migrator.MigrateAsync(Own, CancellationToken.None);
        }

        Database = new Core.Storage.Database(ConnectionString);
    }

    public PrefLabDb Open() => TestProject.Open(Database);

    /// <summary>Takes the database away from everybody who uses it, or gives it back, as a restart of the server would; other databases go on.</summary>
    public async Task SetReachableAsync(bool isReachable)
    {
        var owner = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false };
        var name = owner.Database!;
        owner.Database = "postgres";
        await using var connection = new NpgsqlConnection(owner.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"ALTER DATABASE {name} ALLOW_CONNECTIONS {isReachable}; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND NOT {isReachable}",
            connection);
        await command.ExecuteNonQueryAsync();
        Database.Requests.Clear();
    }

    /// <summary>Runs SQL as the owner of the tables, for what the application may not do.</summary>
    public async Task ExecuteAsOwnerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (Own is null)
        {
            await TestServer.DropDatabaseAsync(ConnectionString);
        }
    }
}
