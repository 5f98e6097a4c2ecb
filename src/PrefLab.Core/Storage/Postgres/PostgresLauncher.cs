using System.Collections;
using System.Diagnostics;
using System.Globalization;

namespace PrefLab.Core.Storage.Postgres;

/// <summary>
/// Starts PostgreSQL's programs so that they run for root, too, and end with the thread that started them.
/// Every step of the command line replaces the one before it: the process started is PostgreSQL's own in the end.
/// </summary>
internal sealed class PostgresLauncher
{
    // The parent may die before the death signal is set; it is then no longer the parent that the shell sees.
    // Output goes to a file and not to a pipe, so that PostgreSQL can still log when the program is gone.
    private const string Script = """[ "$PPID" = "$1" ] || exit 1; log=$2; shift 2; exec "$@" >>"$log" 2>&1 </dev/null""";

    private readonly string[] prefix;

    private PostgresLauncher(string[] prefix)
    {
        this.prefix = prefix;
    }

    /// <summary>Finds out what this machine allows.</summary>
    /// <exception cref="PostgresUnavailableException">The program runs as root, which PostgreSQL refuses, and there is no way around it.</exception>
    public static async Task<PostgresLauncher> DetectAsync(CancellationToken ct)
    {
        var prefix = new List<string>();
        if (Environment.IsPrivilegedProcess)
        {
            // A user namespace without a mapping: PostgreSQL sees "nobody" and works with root's files all the same.
            prefix.AddRange(await UsableAsync("unshare", ["--user", "--"], ct) ?? throw new PostgresUnavailableException(
                "PostgreSQL refuses to run as root, and `unshare --user` does not work here. Run PrefLab as an ordinary user, or name a running server in ConnectionStrings__PrefLab."));
        }
        // A session of its own: Ctrl+C reaches the program alone, which then stops PostgreSQL after its last request.
        prefix.AddRange(await UsableAsync("setsid", [], ct) ?? []);
        prefix.AddRange(await UsableAsync("setpriv", ["--pdeathsig", "INT"], ct) ?? []);
        return new PostgresLauncher([.. prefix]);
    }

    /// <summary>Starts a program whose output is appended to a file. Call it on a thread that lives as long as the program shall.</summary>
    public Process Start(string logFile, string folder, string program, IEnumerable<string> arguments)
    {
        var parent = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        string[] command = [.. prefix, "/bin/sh", "-c", Script, "preflab", parent, logFile, program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder };
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key))
        {
            // PGDATA, PGPORT and the like are meant for somebody else's server.
            if (name.StartsWith("PG", StringComparison.Ordinal))
            {
                start.Environment.Remove(name);
            }
        }
        return Process.Start(start)!;
    }

    private static async Task<string[]?> UsableAsync(string tool, string[] arguments, CancellationToken ct)
    {
        if (ShortProcess.Find(tool, ShortProcess.SystemPath) is not { } path)
        {
            return null;
        }
        // BusyBox has a setpriv without the option; containers often forbid namespaces.
        var (exitCode, _) = await ShortProcess.RunAsync(new ProcessStartInfo(path, [.. arguments, "true"]), ct);
        return exitCode == 0 ? [path, .. arguments] : null;
    }
}
