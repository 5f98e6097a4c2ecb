namespace PrefLab.Core.Storage;

/// <summary>
/// Keeps the planner's statistics in step with tables that grow fast: autovacuum looks once a minute, and a plan made while a table
/// was all but empty would be kept until then. New statistics also make PostgreSQL plan anew.
/// </summary>
public sealed class TableStatistics(Database database)
{
    /// <summary>Analyzes the tables in which as many rows have changed since the last time as there were then.</summary>
    /// <returns>How many tables were analyzed.</returns>
    public async Task<int> RefreshAsync(CancellationToken ct)
    {
        await using var command = database.Bulk.CreateCommand("SELECT refresh_statistics()");
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }
}
