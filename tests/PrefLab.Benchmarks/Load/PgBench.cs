using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Core.Storage;
using PrefLab.Testing.Database;
using PrefLab.Testing.Load;

namespace PrefLab.Benchmarks.Load;

/// <summary>The statements of next and submit as pgbench scripts, written from the code's own constants.</summary>
internal static partial class PgBench
{
    private const string Lease = "interval '30 minutes'";

    /// <returns>Pairs a second; null without pgbench.</returns>
    public static async Task<double?> MeasureAsync(DurableSite site, int clients, int seconds)
    {
        if (Tools.Find("pgbench") is not { } program)
        {
            return null;
        }

        var project = await TestProject.CreateAsync(site.Database);
        await GeneratedComparisons.AddAsync(site.Database, project.Id, 50_000, overlap: 3, characters: 900, golds: 3_000);
        var first = await project.AddAnnotatorAsync();
        for (var i = 1; i < clients; i++)
        {
            await project.AddAnnotatorAsync();
        }

        await ExecuteAsync(
            site,
            $"""
             INSERT INTO batches (project_id, annotator_id, size, gold_positions, next_position, created_at)
             SELECT project_id, id, 50, ARRAY[0], 0, now() FROM annotators WHERE project_id = {project.Id}
             """);
        var folder = Directory.CreateTempSubdirectory("preflab-pgbench-");
        var ordinary = Path.Combine(folder.FullName, "ordinary.sql");
        var gold = Path.Combine(folder.FullName, "gold.sql");
        await File.WriteAllTextAsync(ordinary, Script(project.Id.Value, first.Id.Value, first.PersonId, isGold: false));
        await File.WriteAllTextAsync(gold, Script(project.Id.Value, first.Id.Value, first.PersonId, isGold: true));
        string[] arguments =
        [
            "-n", "-h", site.SocketFolder, "-p", new NpgsqlConnectionStringBuilder(site.OwnerConnectionString).Port.ToString(CultureInfo.InvariantCulture),
            "-U", new NpgsqlConnectionStringBuilder(site.OwnerConnectionString).Username!, "-M", "prepared", "-c", $"{clients}", "-j", "2",
            "-T", $"{seconds}", "-f", ordinary + "@9", "-f", gold + "@1", new NpgsqlConnectionStringBuilder(site.OwnerConnectionString).Database!,
        ];
        // The settings of the application's own connections: its role, and how it lets plans be made.
        var options = new NpgsqlConnectionStringBuilder(Database.RequestConnectionString(site.OwnerConnectionString)).Options!;
        var output = await Tools.RunAsync(program, arguments, ("PGOPTIONS", options));
        folder.Delete(recursive: true);
        var rate = Rate().Match(output);
        return rate.Success && !output.Contains("aborted", StringComparison.Ordinal)
            ? double.Parse(rate.Groups["rate"].ValueSpan, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"pgbench failed:\n{output}");
    }

    /// <summary>As long as the real one; a colon before a letter would be a variable of pgbench.</summary>
    private const string Evidence =
        """
        '{"golds": {"golds": 10, "correct": 8}, "drift": 0.91629073187415511, "peers": {"answers": 100, "forA": 45, "forB": 40, "forLeft": 42, "honest": -41.27635187236, "ties": -0.21872361827, "firstFlag": null}}'
        """;

    private static string Script(long project, long annotator, long person, bool isGold)
    {
        var next = isGold
            ? Fill(AssignmentSql.PickGold, ":project", ":annotator", "true", "ARRAY[random(), random()]", "gen_random_uuid()", "true", ":batch", "0", Lease, "NULL", ":a_cursor::bigint")
            : Fill(AssignmentSql.PickComparison, ":project", ":annotator", ":a_cursor::bigint", "gen_random_uuid()", "true", ":batch", "0", Lease);
        string[] lines =
        [
            $"\\set project {project}",
            $"\\set annotator {annotator} + :client_id",
            $"\\set person {person} + :client_id",
            "BEGIN;",
            Fill(AssignmentSql.LoadAnnotator, ":project", ":person") + " \\gset a_",
            "\\set batch :a_id",
            Fill(AssignmentSql.RenewHeld, ":project", ":person", Lease) + ";",
            Fill(AssignmentSql.LoadHeld, ":project", ":person", "3", "'{}'::uuid[]") + ";",
            next + " \\gset n_",
            "COMMIT;",
            "BEGIN;",
            Fill(LabelSql.LoadAnnotator, ":project", ":person") + " \\gset w_",
            Fill(LabelSql.LoadByKey, ":project", "gen_random_uuid()") + ";",
            Fill(LabelSql.LoadAssignment, ":project", ":n_token::uuid", ":person") + " \\gset s_",
            Fill(LabelSql.LoadWaiting, ":project", ":person", "8") + ";",
            Fill(
                LabelSql.Write, ":project", ":annotator", ":s_id::bigint", ":s_comparison_id::bigint", "gen_random_uuid()", "3", ":s_left_is_a::boolean", "false",
                "NULL", "NULL", "1.5::double precision", "NULL", ":w_clock_timestamp::timestamptz", "0", isGold ? "true" : "false", isGold ? "true" : "false",
                "0", "1", ":w_time_bins::int[]", ":person", "false", Evidence, ":w_waiting::bigint[]", "0.05") + ";",
            "COMMIT;",
        ];
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>Puts values for $1, $2, …</summary>
    private static string Fill(string sql, params string[] values) => Parameter().Replace(
        sql, match => values[int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) - 1]);

    private static async Task ExecuteAsync(DurableSite site, string sql)
    {
        await using var command = site.Database.Bulk.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex(@"\$(?<number>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("tps = (?<rate>[0-9.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rate();
}
