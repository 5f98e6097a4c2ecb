using System.Diagnostics;
using Npgsql;

namespace PrefLab.Benchmarks.Exchange;

/// <summary>Runs a command in PostgreSQL's own client.</summary>
internal sealed class Psql(string connectionString)
{
    /// <summary>All that is not generated or identity.</summary>
    public const string Columns =
        "project_id, external_id, prompt, prompt_is_chat, response_a, response_b, model_a, model_b, metadata, imported_labels, import_id, "
        + "priority, overlap, taken, n0, n1, n2, n3, n4, gold_preference, gold_explanation, gold_key, exposures, use";

    public async Task<TimeSpan> RunAsync(string command)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo("psql") { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in new[] { "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", settings.Host!, "-U", settings.Username!, "-d", settings.Database!, "-c", command })
        {
            start.ArgumentList.Add(argument);
        }

        if (settings.Port != NpgsqlConnection.DefaultPort)
        {
            start.Environment["PGPORT"] = settings.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        start.Environment["PGPASSWORD"] = settings.Password ?? "";
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? clock.Elapsed : throw new InvalidOperationException($"psql ended with {process.ExitCode}: {command}");
    }
}
