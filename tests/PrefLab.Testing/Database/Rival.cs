using Npgsql;

namespace PrefLab.Testing.Database;

/// <summary>Another transaction of the owner's, in the way of what a test does.</summary>
public sealed class Rival : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private Rival(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        this.connection = connection;
        this.transaction = transaction;
    }

    public static async Task<Rival> BeginAsync(TestDatabase database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return new Rival(connection, await connection.BeginTransactionAsync());
    }

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Waits until somebody waits for this transaction.</summary>
    public async Task UntilSomebodyWaitsAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        await using var command = new NpgsqlCommand(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid)))", connection);
        while (await command.ExecuteScalarAsync(ct) is false)
        {
            // What is seen of the others is kept until the end of a transaction, unless one asks anew.
            await ExecuteAsync("SELECT pg_stat_clear_snapshot()");
            await timer.WaitForNextTickAsync(ct);
        }
    }

    public Task CommitAsync() => transaction.CommitAsync();

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
