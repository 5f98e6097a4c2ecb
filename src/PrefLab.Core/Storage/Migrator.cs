using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PrefLab.Core.Storage;

/// <summary>The database was migrated by a newer PrefLab than this one.</summary>
public sealed class NewerSchemaException(string message) : Exception(message);

/// <summary>Brings a database to this version's schema, on a connection of its own that owns the tables.</summary>
public static class Migrator
{
    /// <summary>Applies what is missing and grants the application's role what it may do. Safe to run from several nodes at once.</summary>
    /// <param name="ownerConnectionString">Signs in as the owner of the tables, who may create roles.</param>
    /// <exception cref="NewerSchemaException">The database has migrations that this version does not know.</exception>
    public static async Task MigrateAsync(string ownerConnectionString, CancellationToken ct)
    {
        // No limit: an index on a large table takes as long as it takes, and a start that gives up at 30 seconds never gets past it.
        var connectionString = new NpgsqlConnectionStringBuilder(ownerConnectionString)
        {
            ApplicationName = "preflab migrations",
            Pooling = false,
            CommandTimeout = 0,
        }.ConnectionString;
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        // Released with the connection. EF's own lock lets two nodes that start on an empty database collide.
        await using (var gate = new NpgsqlCommand("SELECT pg_advisory_lock(hashtext('preflab migrations'))", connection))
        {
            await gate.ExecuteNonQueryAsync(ct);
        }

        await using var db = new PrefLabDb(new DbContextOptionsBuilder<PrefLabDb>().UseNpgsql(connectionString).Options);
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var unknown = (await db.Database.GetAppliedMigrationsAsync(ct)).Where(migration => !known.Contains(migration)).ToList();
        if (unknown.Count > 0)
        {
            throw new NewerSchemaException($"The database was migrated by a newer PrefLab (it has {unknown[^1]}). Run that version or a newer one.");
        }

        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
        {
            await db.Database.MigrateAsync(ct);
        }

        await GrantAsync(connection, ct);
    }

    private static async Task GrantAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var stream = typeof(Migrator).Assembly.GetManifestResourceStream("PrefLab.Core.Storage.Grants.sql")!;
        using var reader = new StreamReader(stream);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var command = new NpgsqlCommand(await reader.ReadToEndAsync(ct), connection, transaction))
        {
            await command.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }
}
