using PrefLab.Core.Storage;
using Xunit;

namespace PrefLab.Testing.Database;

/// <summary>A migrated, empty database of its own for a test class.</summary>
public sealed class TestDatabase : IAsyncLifetime
{
    /// <summary>Signs in as the owner of the tables.</summary>
    public string ConnectionString { get; private set; } = "";

    public Core.Storage.Database Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await TestServer.CreateDatabaseAsync("migrated", owner => Migrator.MigrateAsync(owner, CancellationToken.None));
        Database = new Core.Storage.Database(ConnectionString);
    }

    public PrefLabDb Open() => TestProject.Open(Database);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await TestServer.DropDatabaseAsync(ConnectionString);
    }
}
