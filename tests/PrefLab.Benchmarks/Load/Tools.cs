using System.Diagnostics;

namespace PrefLab.Benchmarks.Load;

/// <summary>Programs of PostgreSQL that the figures need.</summary>
internal static class Tools
{
    /// <summary>A forced write of 8 kB, as fast as the disk does it: the ceiling of one connection's commits.</summary>
    public static async Task<string> DiskSpeedAsync()
    {
        var output = Find("pg_test_fsync") is { } program
            ? await RunAsync(program, ["-s", "1", "-f", Path.Combine(Path.GetTempPath(), $"fsync-{Environment.ProcessId}")])
            : "";
        var line = output.Split('\n').FirstOrDefault(line => line.TrimStart().StartsWith("fdatasync", StringComparison.Ordinal));
        return line is null ? "pg_test_fsync is not installed" : string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Null when the program is neither in PATH nor in an installation of Debian's layout.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin")) : [])
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    /// <returns>Standard output, and standard error after it.</returns>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return await output + await errors;
    }
}
