using System.IO.Pipelines;
using System.Text.Json;
using Npgsql;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Exchange;

/// <summary>Exports a project as it is at one moment, row by row: memory stays the same however large the project, and a slow reader slows the query.</summary>
public sealed class ExportService(Database database)
{
    private const int FlushAt = 64 * 1024;

    /// <returns>How many rows were written, and how many comparisons were read but left out.</returns>
    public async Task<ExportTally> ExportAsync(ProjectId project, ExportFormat format, PipeWriter output, CancellationToken ct)
    {
        await using var connection = await database.Bulk.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        // Rows come in the order of the key at once, instead of after a sort of everything.
        await connection.ExecuteAsync(ct, Sql.Statement("SET TRANSACTION READ ONLY"), Sql.Statement("SET LOCAL enable_sort = off"));
        var rows = format switch
        {
            ExportFormat.PrefLab => new PrefLabExport(),
            ExportFormat.Trl => new TrlExport(await HasChatAsync(connection, project, ct)),
            _ => (ExportRows)new LabelExport(),
        };
        var tally = await CopyAsync(connection, rows, project, output, ct);
        await transaction.CommitAsync(ct);
        return tally;
    }

    private static async Task<ExportTally> CopyAsync(NpgsqlConnection connection, ExportRows rows, ProjectId project, PipeWriter output, CancellationToken ct)
    {
        var copy = await connection.BeginRawBinaryCopyAsync($"COPY ({rows.Query(project)}) TO STDOUT (FORMAT BINARY)", ct);
        var reader = new BinaryCopyReader(copy, rows.Columns);
        await using var writer = new Utf8JsonWriter(output, StrictJson.WriterOptions);
        var finished = false;
        try
        {
            long written = 0;
            // Counted here: once its reader has gone, a pipe takes everything and counts nothing.
            long unsent = 0;
            long leftOut = 0;
            while (await reader.ReadAsync(ct))
            {
                if (!rows.TryWrite(reader, writer))
                {
                    leftOut++;
                    continue;
                }

                unsent += EndLine(writer, output);
                written++;
                if (unsent >= FlushAt)
                {
                    unsent = 0;
                    if ((await output.FlushAsync(ct)).IsCompleted)
                    {
                        throw new OperationCanceledException("The reader has gone.");
                    }
                }
            }

            await output.FlushAsync(ct);
            finished = true;
            return new ExportTally(written, leftOut);
        }
        finally
        {
            await EndAsync(copy, finished);
        }
    }

    /// <returns>The bytes of the line.</returns>
    private static long EndLine(Utf8JsonWriter writer, PipeWriter output)
    {
        writer.Flush();
        var bytes = writer.BytesCommitted;
        writer.Reset();
        output.GetSpan(1)[0] = (byte)'\n';
        output.Advance(1);
        return bytes + 1;
    }

    /// <summary>A query that nobody reads to its end is cancelled; otherwise closing it would read the rest.</summary>
    private static async Task EndAsync(NpgsqlRawCopyStream copy, bool finished)
    {
        try
        {
            if (!finished)
            {
                await copy.CancelAsync();
            }

            await copy.DisposeAsync();
        }
        catch (Exception e) when (!finished && e is NpgsqlException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The connection is closed next, whatever its state.
        }
    }

    private static async Task<bool> HasChatAsync(NpgsqlConnection connection, ProjectId project, CancellationToken ct)
    {
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(
            "SELECT EXISTS (SELECT FROM comparisons WHERE project_id = $1 AND prompt_is_chat AND gold_preference IS NULL)", project.Value));
        await reader.ReadAsync(ct);
        return reader.GetBoolean(0);
    }
}

/// <param name="LeftOut">Labelled comparisons without a majority, which TRL's format cannot express.</param>
public sealed record ExportTally(long Rows, long LeftOut);
