using System.Text.Json;
using Npgsql;
using PrefLab.Core.Assignments;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Exchange;

/// <summary>
/// Imports files of comparisons, all or nothing: rows stream through the checks straight into the table, the first error
/// rolls everything back, and the rest of the file is still read so that the report has all errors.
/// </summary>
/// <param name="random">Seeds the order in which golds are tried; nobody can foretell it.</param>
public sealed class ImportService(Database database, OrderRewind order, TableStatistics statistics, TimeProvider time, Random random)
{
    private const int ProgressEvery = 2_000;

    public static readonly JsonSerializerOptions ProblemJson = new(JsonSerializerDefaults.Web);

    public async Task<ImportResult> ImportAsync(
        ImportRequest request, Stream body, CancellationToken ct, IProgress<ImportProgress>? progress = null)
    {
        if (await ReadProjectAsync(request.ProjectId, ct) is not { } project)
        {
            return new ImportResult.NoProject();
        }

        if (project.State == ProjectState.Archived)
        {
            return new ImportResult.ProjectArchived();
        }

        var import = new Import
        {
            ProjectId = request.ProjectId,
            FileName = FileNames.Clean(request.FileName),
            Format = request.Format?.Name ?? "",
            State = ImportState.Done,
            StartedBy = request.PersonId,
            StartedAt = time.GetUtcNow(),
        };
        var defaults = new RowDefaults(request.Overlap ?? project.Overlap, project.TiesAllowed);
        var run = new ImportRun(database, time, request, import, defaults, new Random(random.Next()), progress);
        var report = await run.RunAsync(body, ct);
        if (import.State == ImportState.Done)
        {
            await statistics.RefreshAsync(CancellationToken.None);
        }

        if (run.HasPriorities && import.State == ImportState.Done)
        {
            await order.RunAsync(request.ProjectId, CancellationToken.None);
        }

        return new ImportResult.Read(report);
    }

    internal static bool IsDue(int rows) => rows % ProgressEvery == 0;

    private async Task<(int Overlap, bool TiesAllowed, ProjectState State)?> ReadProjectAsync(ProjectId id, CancellationToken ct)
    {
        await using var command = database.Requests.CreateCommand("SELECT overlap, ties_allowed, state FROM projects WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = id.Value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt32(0), reader.GetBoolean(1), (ProjectState)reader.GetInt16(2)) : null;
    }
}
