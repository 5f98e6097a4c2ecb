using PrefLab.Core.Storage;

namespace PrefLab.Core.Assignments;

/// <summary>Sends a project's annotators back to the start of its order, after something was put ahead of where they are.</summary>
public sealed class OrderRewind(Database database)
{
    /// <summary>Runs in a transaction of its own, after the change: it takes annotators' locks, which come before all others.</summary>
    public Task RunAsync(ProjectId project, CancellationToken ct) => Retry.OnConflictAsync(async () =>
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        return await connection.ExecuteAsync(
            ct, Sql.Statement("UPDATE annotators SET cursor = $2 WHERE project_id = $1", project.Value, AssignmentService.StartOfOrder));
    });
}
