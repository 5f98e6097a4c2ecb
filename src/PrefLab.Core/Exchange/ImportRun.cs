using System.Text.Json;
using Npgsql;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Exchange;

/// <summary>One file on its way in.</summary>
internal sealed class ImportRun(
    Database database, TimeProvider time, ImportRequest request, Import import, RowDefaults defaults, Random random, IProgress<ImportProgress>? progress)
{
    private readonly ProblemList problems = new();
    private ImportTransaction? transaction;
    private IdSet ids = new();
    private ImportId savedId;

    /// <summary>Whether a comparison was added that may stand ahead of others in the project's order.</summary>
    public bool HasPriorities { get; private set; }

    public async Task<ImportReport> RunAsync(Stream body, CancellationToken ct)
    {
        var limits = request.Limits ?? new ImportLimits();
        ImportReader? reader = null;
        try
        {
            var counted = new CountedStream(body);
            var text = await ImportStream.OpenAsync(counted, limits, ct);
            reader = new ImportReader(text, request.Format, request.Map ?? FieldMap.None, defaults, limits, problems);
            await ReadRowsAsync(reader, counted, ct);
            CheckFile(reader);
            if (problems.ErrorCount == 0)
            {
                await CommitAsync(reader, ct);
            }
        }
        catch (ImportRefusedException refused)
        {
            problems.Error(reader?.Line ?? 0, null, refused.Message);
        }
        catch (PostgresException e) when (IsAboutData(e))
        {
            // Every rule is checked before; should one be missed, the file is refused like any other.
            problems.Error(0, null, $"The database refused the rows ({e.SqlState}).");
        }
        finally
        {
            await AbandonAsync();
            reader?.Dispose();
        }

        import.Rows = reader?.Rows ?? 0;
        import.Format = reader?.Format?.Name ?? import.Format;
        return problems.ErrorCount == 0 ? Report(import, savedId) : await RefuseAsync(ct);
    }

    private async Task ReadRowsAsync(ImportReader reader, CountedStream counted, CancellationToken ct)
    {
        while (await reader.ReadAsync(ct))
        {
            if (transaction is null && problems.ErrorCount == 0)
            {
                await BeginAsync(reader, ct);
            }

            Count(reader, out var isNew);
            if (problems.ErrorCount > 0)
            {
                await AbandonAsync();
            }
            else if (isNew)
            {
                await transaction!.AddAsync(reader.Draft, random.NextDouble(), ct);
            }

            if (ImportService.IsDue(reader.Rows))
            {
                progress?.Report(new ImportProgress(counted.BytesRead, reader.Rows));
            }
        }

        progress?.Report(new ImportProgress(counted.BytesRead, reader.Rows));
    }

    private async Task BeginAsync(ImportReader reader, CancellationToken ct)
    {
        transaction = await ImportTransaction.BeginAsync(database, request.ProjectId, ct);
        ids = await transaction.LoadIdsAsync(ct);
        import.Format = reader.Format!.Value.Name;
        import.FinishedAt = import.StartedAt;
        await transaction.StartAsync(import, ct);
    }

    private void Count(ImportReader reader, out bool isNew)
    {
        var draft = reader.Draft;
        var before = ids.Add(draft.IdHash, (int)Math.Min(reader.Line, int.MaxValue));
        isNew = before == 0;
        if (isNew)
        {
            import.Added++;
            HasPriorities |= draft.Priority != 0;
            import.AddedGolds += draft.Use == ComparisonUse.Gold ? 1 : 0;
            import.LabelsNeeded += draft.Use == ComparisonUse.Label ? draft.Overlap : 0;
        }
        else if (before == IdSet.InProject)
        {
            import.AlreadyThere++;
        }
        else if (draft.IdIsContent)
        {
            import.AlreadyThere++;
            problems.Warning(reader.Line, null, FormattableString.Invariant($"The row repeats line {before} and is left out."));
        }
        else
        {
            var source = (request.Map ?? FieldMap.None).SourceOf(RowField.Id) ?? "id";
            problems.Error(reader.Line, source, FormattableString.Invariant($"The id stands on line {before} already."));
        }
    }

    private void CheckFile(ImportReader reader)
    {
        if (reader.Rows == 0)
        {
            problems.Error(0, null, "The file has no rows.");
        }
        else if (problems.ErrorCount == 0 && import is { AddedGolds: > 0, LabelsNeeded: 0, AlreadyThere: 0 })
        {
            problems.Error(0, "gold", "There are golds and nothing to hide them in. Golds are hidden among ordinary comparisons, so that a file needs some of those.");
        }
    }

    private async Task CommitAsync(ImportReader reader, CancellationToken ct)
    {
        import.Rows = reader.Rows;
        import.WarningCount = problems.WarningCount;
        import.Warnings = JsonSerializer.Serialize(problems.Warnings, ImportService.ProblemJson);
        import.FinishedAt = time.GetUtcNow();
        await transaction!.CommitAsync(import, ct);
        savedId = transaction.Id;
    }

    private async Task AbandonAsync()
    {
        if (transaction is not null)
        {
            var open = transaction;
            transaction = null;
            await open.DisposeAsync();
        }
    }

    private async Task<ImportReport> RefuseAsync(CancellationToken ct)
    {
        import.State = ImportState.Refused;
        (import.Added, import.AddedGolds, import.AlreadyThere, import.LabelsNeeded) = (0, 0, 0, 0);
        import.FinishedAt = time.GetUtcNow();
        import.ErrorCount = problems.ErrorCount;
        import.WarningCount = problems.WarningCount;
        import.Errors = JsonSerializer.Serialize(problems.Errors, ImportService.ProblemJson);
        import.Warnings = JsonSerializer.Serialize(problems.Warnings, ImportService.ProblemJson);
        await using var connection = await database.Bulk.OpenConnectionAsync(ct);
        return Report(import, await ImportRows.InsertAsync(connection, import, ct));
    }

    private ImportReport Report(Import done, ImportId id) => new(
        id, done.State, done.FileName, done.Format, done.Rows, done.Added, done.AddedGolds, done.AlreadyThere, done.LabelsNeeded,
        problems.ErrorCount, problems.Errors, problems.WarningCount, problems.Warnings);

    /// <summary>Data exceptions, broken constraints, and values beyond a limit of the server.</summary>
    private static bool IsAboutData(PostgresException e) =>
        e.SqlState.StartsWith("22", StringComparison.Ordinal) || e.SqlState.StartsWith("23", StringComparison.Ordinal) || e.SqlState.StartsWith("54", StringComparison.Ordinal);
}
