using Npgsql;
using PrefLab.Core.Assignments;

namespace PrefLab.Testing.Database;

/// <summary>Lets time pass for the leases of a project.</summary>
public static class Leases
{
    /// <summary>Moves every live lease two hours into the past and sweeps.</summary>
    public static async Task ExpireAsync(TestDatabase database, TestProject project)
    {
        await using var command = database.Database.Requests.CreateCommand(
            "UPDATE assignments SET issued_at = now() - interval '2 hours', expires_at = now() - interval '1 hour' WHERE project_id = $1 AND state = 1");
        command.Parameters.Add(new NpgsqlParameter { Value = project.Id.Value });
        await command.ExecuteNonQueryAsync();
        await new LeaseSweeper(database.Database).SweepAsync(CancellationToken.None);
    }
}
