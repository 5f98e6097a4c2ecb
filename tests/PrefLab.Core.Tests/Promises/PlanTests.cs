using System.Text.Json;
using Npgsql;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Core.Storage;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Promises;

/// <summary>The statements of asking for work and of submitting find their rows by index, in a project of some size.</summary>
public sealed class PlanTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Comparisons = 20_000;
    private const int Answered = 5_000;

    /// <summary>Tables that grow with the work; the others have a row or two here, where a scan is the right plan.</summary>
    private static readonly string[] Growing = ["comparisons", "assignments", "labels", "audit_events"];

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task HotPath_InAProjectOfSomeSize_ScansNoGrowingTable()
    {
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddGoldsAsync(20);
        var annotator = await project.AddAnnotatorAsync();
        await FillAsync(project.Id.Value, annotator.Id.Value);
        var (p, a, key) = (project.Id.Value, annotator.Id.Value, Guid.NewGuid());
        var lease = AssignmentService.Lease;
        object[][] parameters =
        [
            [p, annotator.PersonId],
            [p, annotator.PersonId, lease],
            [p, annotator.PersonId],
            [p, a, 0L, key, true, 1L, 0, lease],
            [p, a, true, .5, key, true, 1L, 0, lease, 100],
            [p, key],
            [p, key, annotator.PersonId],
            [p, a, 1L, 1L, key, 1, true, false, "{}", "x", 1.0, 1.0, DateTimeOffset.UnixEpoch, 0, false, false, 0, -1, new int[64], annotator.PersonId],
        ];
        string[] statements =
        [
            AssignmentSql.LoadAnnotator, AssignmentSql.RenewHeld, AssignmentSql.LoadHeld, AssignmentSql.PickComparison, AssignmentSql.PickGold,
            LabelSql.LoadByKey, LabelSql.LoadAssignment, LabelSql.Write,
        ];

        foreach (var (statement, values) in statements.Zip(parameters))
        {
            var scanned = await ScannedAsync(statement, values);
            Assert.True(scanned.Count == 0, $"{string.Join(", ", scanned)} scanned by:\n{statement}");
        }
    }

    /// <summary>An annotator who has answered thousands in a project with fewer people than its overlap.</summary>
    private async Task FillAsync(long project, long annotator)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(ct);
        await connection.ExecuteAsync(
            ct,
            Sql.Statement(
                """
                INSERT INTO comparisons (project_id, external_id, prompt, prompt_is_chat, response_a, response_b, priority, overlap, taken, n0, n1, n2, n3, n4, gold_key, exposures)
                SELECT $1, 'big-' || i, 'prompt ' || i, false, 'a', 'b', 0, 3, CASE WHEN i <= $2 THEN 1 ELSE 0 END, CASE WHEN i <= $2 THEN 1 ELSE 0 END, 0, 0, 0, 0, 0, 0
                FROM generate_series(1, $3) i
                """,
                project, Answered, Comparisons),
            Sql.Statement(
                """
                INSERT INTO assignments (project_id, token, comparison_id, annotator_id, left_is_a, state, issued_at, expires_at)
                SELECT $1, gen_random_uuid(), id, $2, true, 2, now(), now() + interval '1 hour' FROM comparisons WHERE project_id = $1 AND taken = 1
                """,
                project, annotator),
            Sql.Statement(
                """
                INSERT INTO labels (project_id, assignment_id, comparison_id, annotator_id, submission_key, preference, left_is_a, both_bad, received_at, guideline_version, is_gold, is_current, excluded)
                SELECT $1, id, comparison_id, annotator_id, gen_random_uuid(), 0, true, false, now(), 0, false, true, false FROM assignments WHERE project_id = $1
                """,
                project),
            Sql.Statement("ANALYZE comparisons, assignments, labels, annotators, batches"));
    }

    private async Task<List<string>> ScannedAsync(string statement, object[] values)
    {
        await using var command = database.Database.Requests.CreateCommand("EXPLAIN (FORMAT JSON) " + statement);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(ct))!);
        var scanned = new List<string>();
        Collect(plan.RootElement[0].GetProperty("Plan"), scanned);
        return scanned;
    }

    private static void Collect(JsonElement node, List<string> scanned)
    {
        if (node.GetProperty("Node Type").GetString() == "Seq Scan" && Growing.Contains(node.GetProperty("Relation Name").GetString()))
        {
            scanned.Add(node.GetProperty("Relation Name").GetString()!);
        }

        if (node.TryGetProperty("Plans", out var children))
        {
            foreach (var child in children.EnumerateArray())
            {
                Collect(child, scanned);
            }
        }
    }
}
