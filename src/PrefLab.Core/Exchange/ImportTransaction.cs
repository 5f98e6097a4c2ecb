using Npgsql;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Exchange;

/// <summary>
/// The open transaction of one import: comparisons stream into their table and nobody sees them before the commit.
/// Imports of one project run one after the other.
/// </summary>
internal sealed class ImportTransaction : IAsyncDisposable
{
    private const string Columns =
        "project_id, external_id, prompt, prompt_is_chat, response_a, response_b, model_a, model_b, metadata, imported_labels, "
        + "import_id, priority, overlap, taken, n0, n1, n2, n3, n4, gold_preference, gold_explanation, gold_key, exposures, use";

    private const short ColumnCount = 24;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly long projectId;
    private BinaryCopyWriter? copy;

    private ImportTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, long projectId)
    {
        this.connection = connection;
        this.transaction = transaction;
        this.projectId = projectId;
    }

    public ImportId Id { get; private set; }

    public static async Task<ImportTransaction> BeginAsync(Database database, ProjectId project, CancellationToken ct)
    {
        var opened = await database.Bulk.OpenConnectionAsync(ct);
        try
        {
            var begun = await opened.BeginTransactionAsync(ct);
            await LockProjectAsync(opened, project, ct);
            return new ImportTransaction(opened, begun, project.Value);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>Until the end of the transaction. Whoever comes second waits as long as the first one takes.</summary>
    public static Task LockProjectAsync(NpgsqlConnection connection, ProjectId project, CancellationToken ct) => connection.ExecuteAsync(
        ct,
        Sql.Statement("SET LOCAL lock_timeout = 0"),
        Sql.Statement("SELECT pg_advisory_xact_lock(hashtextextended('preflab import', $1))", project.Value));

    /// <summary>The same lock, for who would rather be told that somebody has it.</summary>
    public static async Task<bool> TryLockProjectAsync(NpgsqlConnection connection, ProjectId project, CancellationToken ct)
    {
        await using var reader = await connection.ReadAsync(
            ct, Sql.Statement("SELECT pg_try_advisory_xact_lock(hashtextextended('preflab import', $1))", project.Value));
        await reader.ReadAsync(ct);
        return reader.GetBoolean(0);
    }

    /// <summary>Loads the external ids of the project.</summary>
    public async Task<IdSet> LoadIdsAsync(CancellationToken ct)
    {
        var ids = new IdSet();
        await using var command = new NpgsqlCommand("SELECT convert_to(external_id, 'UTF8') FROM comparisons WHERE project_id = $1", connection, transaction);
        command.Parameters.Add(new NpgsqlParameter { Value = projectId });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            ids.Add(IdSet.HashOf(reader.GetFieldValue<byte[]>(0)), IdSet.InProject);
        }

        return ids;
    }

    public async Task StartAsync(Import import, CancellationToken ct)
    {
        Id = await ImportRows.InsertAsync(connection, import, ct);
        copy = new BinaryCopyWriter(await connection.BeginRawBinaryCopyAsync($"COPY comparisons ({Columns}) FROM STDIN (FORMAT BINARY)", ct));
    }

    public ValueTask AddAsync(ComparisonDraft draft, double goldKey, CancellationToken ct)
    {
        var row = copy!;
        row.StartRow(ColumnCount);
        row.Write(projectId);
        row.Write(draft.ExternalId);
        row.Write(draft.Prompt);
        row.Write(draft.PromptIsChat);
        row.Write(draft.ResponseA);
        row.Write(draft.ResponseB);
        row.Write(draft.ModelA);
        row.Write(draft.ModelB);
        if (draft.Metadata.IsEmpty)
        {
            row.WriteNull();
        }
        else
        {
            row.WriteJson(draft.Metadata.Span, "{"u8, "}"u8);
        }

        if (draft.ImportedLabels is { } labels)
        {
            row.WriteJson(labels.Span);
        }
        else
        {
            row.WriteNull();
        }

        row.Write(Id.Value);
        row.Write(draft.Priority);
        row.Write(draft.Overlap);
        for (var counter = 0; counter < 6; counter++)
        {
            row.Write(0);
        }

        if (draft.Gold is { } gold)
        {
            row.Write((short)gold);
        }
        else
        {
            row.WriteNull();
        }

        row.Write(draft.GoldExplanation);
        row.Write(goldKey);
        row.Write(0);
        row.Write((short)draft.Use);
        return row.EndRowAsync(ct);
    }

    /// <summary>Makes everything visible at once.</summary>
    public async Task CommitAsync(Import import, CancellationToken ct)
    {
        await copy!.CompleteAsync(ct);
        copy = null;
        await ImportRows.FinishAsync(connection, Id, import, ct);
        await transaction.CommitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (copy is not null)
            {
                await copy.CancelAsync();
            }
        }
        finally
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
