using System.Globalization;
using System.Text.Json;
using Npgsql;
using PrefLab.Core;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Core.Projects;
using PrefLab.Core.Quality;
using PrefLab.Core.Review;
using PrefLab.Core.Storage;

namespace PrefLab.Testing.Load;

/// <summary>How PostgreSQL finds the rows that asking for work and submitting touch.</summary>
public static class HotPathPlans
{
    /// <summary>Tables that grow with the work; the others have a row or two for a person, where a scan is the right plan.</summary>
    private static readonly string[] Growing = ["comparisons", "assignments", "labels", "audit_events"];

    /// <summary>Explains every statement of next and submit as the application prepares it.</summary>
    /// <returns>The tables that grow with the work and are read without an index, each with its statement; empty when all is well.</returns>
    public static async Task<IReadOnlyList<string>> ScansAsync(Core.Storage.Database database, ProjectId project, Annotator annotator, CancellationToken ct)
    {
        var scans = new List<string>();
        foreach (var (statement, values) in Statements(project.Value, annotator.Id.Value, annotator.PersonId))
        {
            using var plan = await ExplainAsync(database, "FORMAT JSON", statement, values, ct);
            Collect(plan.RootElement[0].GetProperty("Plan"), statement, scans);
        }

        return scans;
    }

    /// <summary>Runs the pick of a comparison, or of a gold, and takes it back.</summary>
    /// <returns>Pages of tables and indexes that it read.</returns>
    public static async Task<long> PagesOfPickAsync(
        Core.Storage.Database database, ProjectId project, Annotator annotator, long cursor, bool ofGold, CancellationToken ct)
    {
        object?[] values = ofGold
            ? [project.Value, annotator.Id.Value, true, new[] { .3, .7 }, Guid.NewGuid(), true, null, null, AssignmentService.Lease, 100, cursor]
            : [project.Value, annotator.Id.Value, cursor, Guid.NewGuid(), true, null, null, AssignmentService.Lease];
        return await PagesAsync(database, ofGold ? AssignmentSql.PickGold : AssignmentSql.PickComparison, values, ct);
    }

    /// <summary>Reads a page of the experts' queue, the number on its tab, and opens the next.</summary>
    /// <returns>Pages of tables and indexes that each of the three read.</returns>
    public static async Task<long[]> PagesOfReviewAsync(Core.Storage.Database database, ProjectId project, ReviewId after, CancellationToken ct) =>
    [
        await PagesAsync(database, ReviewSql.Queue, [project.Value, 7, null, null, 51], ct),
        await PagesAsync(database, ReviewSql.CountWaiting, [project.Value, 100], ct),
        await PagesAsync(database, ReviewSql.PickNext, [project.Value, 7, null, null, 1L], ct),
        await PagesAsync(database, ReviewSql.Decided, [project.Value, null, 51], ct),
        await PagesAsync(database, ReviewSql.Decided, [project.Value, after.Value, 51], ct),
    ];

    /// <summary>Reads how far a project is, and how fast it goes by its newest thousand labels: what the overview reads in its request.</summary>
    /// <returns>Pages of tables and indexes that both read.</returns>
    public static async Task<long> PagesOfProgressAsync(Core.Storage.Database database, ProjectId project, CancellationToken ct) =>
        await PagesAsync(database, ProgressQuery.ProgressSql, [new[] { project.Value }], ct)
        + await PagesAsync(database, ProgressQuery.PaceSql, [project.Value, TimeProvider.System.GetUtcNow(), 1_000], ct);

    /// <summary>Explains what the list of annotators, and the page of the first of them, read beside their own rows.</summary>
    /// <returns>As <see cref="ScansAsync"/>.</returns>
    public static async Task<IReadOnlyList<string>> ScansOfAnnotatorsAsync(
        Core.Storage.Database database, ProjectId project, IEnumerable<Annotator> annotators, CancellationToken ct)
    {
        var ids = annotators.Select(it => it.Id.Value).ToArray();
        var scans = new List<string>();
        foreach (var (statement, values) in new (string, object?[])[]
        {
            (AnnotatorTableQuery.DailySql, [project.Value, ids, DateTimeOffset.UnixEpoch, AnnotatorTableQuery.Days]),
            (AnnotatorTableQuery.NewestSql(AnnotatorTableQuery.NewestInList), [project.Value, ids, .1, .1, .5, 14_400.0]),
            (ProjectPaceQuery.NewestSql, [project.Value]),
            (AnnotatorWorkQuery.AnswersSql, [project.Value, ids[0]]),
            (AnnotatorWorkQuery.LabelsSql, [project.Value, ids[0]]),
            (AnnotatorWorkQuery.SharedSql, [project.Value, ids[0]]),
        })
        {
            using var plan = await ExplainAsync(database, "FORMAT JSON", statement, values, ct);
            Collect(plan.RootElement[0].GetProperty("Plan"), statement, scans);
        }

        return scans;
    }

    private static async Task<long> PagesAsync(Core.Storage.Database database, string statement, object?[] values, CancellationToken ct)
    {
        using var plan = await ExplainAsync(database, "ANALYZE, BUFFERS, FORMAT JSON", statement, values, ct);
        var top = plan.RootElement[0].GetProperty("Plan");
        return top.GetProperty("Shared Hit Blocks").GetInt64() + top.GetProperty("Shared Read Blocks").GetInt64();
    }

    private static IEnumerable<(string Statement, object?[] Values)> Statements(long project, long annotator, long person)
    {
        var (key, lease) = (Guid.NewGuid(), AssignmentService.Lease);
        yield return (AssignmentSql.LoadAnnotator, [project, person]);
        yield return (AssignmentSql.RenewHeld, [project, person, lease]);
        yield return (AssignmentSql.LoadHeld, [project, person, 12, new[] { key }]);
        yield return (DraftService.LoadRules, [project, key, person]);
        yield return (DraftService.Save, [project, key, person, "{}"]);
        yield return (AssignmentSql.PickComparison, [project, annotator, 0L, key, true, 1L, 0, lease]);
        yield return (AssignmentSql.PickGold, [project, annotator, true, new[] { .3, .7 }, key, true, 1L, 0, lease, 100, 0L]);
        yield return (LapsedSql.Look, [project, annotator, lease, 3]);
        yield return (LapsedSql.HasPlace, [project, annotator, lease, 1L]);
        yield return (LapsedSql.Revive, [project, 1L, 1L, lease, TimeSpan.Zero]);
        yield return (LabelSql.LoadByKey, [project, key]);
        yield return (CorrectionSql.LoadNamed, [project, person, key, key]);
        yield return (
            CorrectionSql.Write,
            [project, annotator, 1L, 1L, key, 1, 1L, 0, false, false, "{}", "x", 1.0, DateTimeOffset.UnixEpoch, 0, 1, -1, person, Array.Empty<long>(), 0]);
        yield return (CorrectionSql.Recent, [project, person, 20]);
        yield return (LabelSql.LoadAssignment, [project, key, person]);
        yield return (LabelSql.LoadWaiting, [project, person, LiveTest.LookedAt]);
        yield return (
            LabelSql.Write,
            [
                project, annotator, 1L, 1L, key, 1, true, false, "{}", "x", 1.0, 1.0, DateTimeOffset.UnixEpoch, 0, false, false, 0, -1, new int[64], person, false,
                Evidence.None.ToJson(), Array.Empty<long>(), LiveTest.Prior,
            ]);
    }

    /// <summary>With EXECUTE, since a plain EXPLAIN with parameters plans for their values.</summary>
    private static async Task<JsonDocument> ExplainAsync(
        Core.Storage.Database database, string options, string statement, object?[] values, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(ct, Sql.Statement($"PREPARE hot_path ({string.Join(", ", values.Select(TypeOf))}) AS {statement}"));
        await using var explain = new NpgsqlCommand($"EXPLAIN ({options}) EXECUTE hot_path ({string.Join(", ", values.Select(Literal))})", connection, transaction);
        var plan = JsonDocument.Parse((string)(await explain.ExecuteScalarAsync(ct))!);
        await connection.ExecuteAsync(ct, Sql.Statement("DEALLOCATE hot_path"));
        return plan;
    }

    private static string TypeOf(object? value) => value switch
    {
        null => "unknown",
        long => "bigint",
        int => "integer",
        double => "double precision",
        bool => "boolean",
        Guid => "uuid",
        TimeSpan => "interval",
        DateTimeOffset => "timestamptz",
        int[] => "integer[]",
        long[] => "bigint[]",
        double[] => "double precision[]",
        Guid[] => "uuid[]",
        _ => "text",
    };

    private static string Literal(object? value) => value switch
    {
        null => "NULL",
        int[] numbers => $"'{{{string.Join(',', numbers)}}}'",
        long[] numbers => $"'{{{string.Join(',', numbers)}}}'",
        double[] numbers => $"'{{{string.Join(',', numbers.Select(it => it.ToString(CultureInfo.InvariantCulture)))}}}'",
        Guid[] ids => $"'{{{string.Join(',', ids)}}}'",
        DateTimeOffset at => $"'{at:O}'",
        _ => string.Create(CultureInfo.InvariantCulture, $"'{value}'"),
    };

    private static void Collect(JsonElement node, string statement, List<string> scans)
    {
        if (node.GetProperty("Node Type").GetString() == "Seq Scan" && Growing.Contains(node.GetProperty("Relation Name").GetString()))
        {
            scans.Add($"{node.GetProperty("Relation Name")} is scanned by:\n{statement}");
        }

        if (node.TryGetProperty("Plans", out var children))
        {
            foreach (var child in children.EnumerateArray())
            {
                Collect(child, statement, scans);
            }
        }
    }
}
