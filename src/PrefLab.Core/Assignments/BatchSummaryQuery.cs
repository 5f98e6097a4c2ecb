using PrefLab.Core.Storage;

namespace PrefLab.Core.Assignments;

/// <summary>How an annotator's batch went, against the same person's earlier pace. Golds are counted like everything else.</summary>
/// <param name="SecondsEach">Median seconds from one answer to the next in this batch; null without answers.</param>
/// <param name="EarlierSecondsEach">The same over this person's up to 500 answers before it; null when there are none.</param>
public sealed record BatchSummary(int Answered, int Skipped, double? SecondsEach, double? EarlierSecondsEach);

/// <summary>Reads the summary of a person's newest batch once all its positions are reached and nothing is held.</summary>
public sealed class BatchSummaryQuery(Database database)
{
    /// <summary>$1 project, $2 person.</summary>
    private const string SummarySql =
        """
        WITH batch AS (
            SELECT b.id, b.annotator_id FROM annotators a
            JOIN batches b ON b.project_id = a.project_id AND b.annotator_id = a.id AND b.finished_at IS NULL
            WHERE a.project_id = $1 AND a.person_id = $2 AND b.next_position = b.size),
        done AS (
            SELECT s.state, l.id AS label, l.server_seconds FROM batch
            JOIN assignments s ON s.project_id = $1 AND s.batch_id = batch.id
            LEFT JOIN labels l ON l.project_id = $1 AND l.assignment_id = s.id AND l.supersedes IS NULL),
        earlier AS (
            SELECT l.server_seconds FROM batch
            JOIN labels l ON l.project_id = $1 AND l.annotator_id = batch.annotator_id
            WHERE l.id < (SELECT min(label) FROM done) AND l.supersedes IS NULL
            ORDER BY l.id DESC LIMIT 500)
        SELECT (SELECT count(*)::int FROM done WHERE state = 2), (SELECT count(*)::int FROM done WHERE state = 3),
               (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY server_seconds) FROM done),
               (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY server_seconds) FROM earlier)
        FROM batch
        """;

    /// <returns>Null while the batch goes on, and before the first.</returns>
    public async Task<BatchSummary?> FinishedAsync(ProjectId project, long person, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(SummarySql, project.Value, person));
        return await reader.ReadAsync(ct)
            ? new BatchSummary(reader.GetInt32(0), reader.GetInt32(1), reader.Nullable<double>(2), reader.Nullable<double>(3))
            : null;
    }
}
