using Npgsql;
using NpgsqlTypes;

namespace PrefLab.Core.Storage;

/// <summary>Statements with positional parameters ($1, $2, …) for the hot path, which does not go through EF.</summary>
internal static class Sql
{
    public static NpgsqlBatchCommand Statement(string text, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }

    /// <summary>A value that may be null, of a type that does not depend on whether it is: what a prepared statement wants.</summary>
    public static NpgsqlParameter Maybe(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    /// <summary>
    /// As <see cref="ReadAsync"/>, with statements that a connection prepares once, in a round trip of its own. Automatic preparation is off:
    /// when the use that prepares a statement fails, Npgsql 10.0.0 misreads its answers on that connection from then on
    /// (https://github.com/npgsql/npgsql/issues/6391).
    /// </summary>
    public static async Task<NpgsqlDataReader> ReadPreparedAsync(
        this NpgsqlConnection connection, CancellationToken ct, params NpgsqlBatchCommand[] statements)
    {
        await using var batch = Batch(connection, statements);
        await batch.PrepareAsync(ct);
        return await batch.ExecuteReaderAsync(ct);
    }

    /// <summary>One round trip for all statements, in the connection's current transaction.</summary>
    public static async Task<NpgsqlDataReader> ReadAsync(this NpgsqlConnection connection, CancellationToken ct, params NpgsqlBatchCommand[] statements)
    {
        await using var batch = Batch(connection, statements);
        return await batch.ExecuteReaderAsync(ct);
    }

    public static async Task<int> ExecuteAsync(this NpgsqlConnection connection, CancellationToken ct, params NpgsqlBatchCommand[] statements)
    {
        await using var batch = Batch(connection, statements);
        return await batch.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlBatch Batch(NpgsqlConnection connection, NpgsqlBatchCommand[] statements)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement);
        }

        return batch;
    }

    public static T? Nullable<T>(this NpgsqlDataReader reader, int ordinal)
        where T : struct =>
        reader.IsDBNull(ordinal) ? null : reader.GetFieldValue<T>(ordinal);

    public static string? NullableString(this NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
}
