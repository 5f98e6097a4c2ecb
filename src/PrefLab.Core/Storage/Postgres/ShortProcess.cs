using System.ComponentModel;
using System.Diagnostics;

namespace PrefLab.Core.Storage.Postgres;

/// <summary>Runs a program that ends by itself and returns what it wrote.</summary>
internal static class ShortProcess
{
    /// <returns>Exit code and both outputs together; code 127 when the program cannot be started at all.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(ProcessStartInfo start, CancellationToken ct)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (Win32Exception e)
        {
            return (127, e.Message);
        }
        using (process)
        {
            process!.StandardInput.Close();
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(ct);
                var error = process.StandardError.ReadToEndAsync(ct);
                await process.WaitForExitAsync(ct);
                return (process.ExitCode, await output + await error);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
    }

    /// <summary>The full path of a program, from PATH or the usual system folders; null when it is nowhere.</summary>
    public static string? Find(string program, string? path)
    {
        var folders = (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }

    /// <summary>PATH with the system folders that a service's PATH often lacks.</summary>
    public static string SystemPath { get; } =
        string.Join(Path.PathSeparator, Environment.GetEnvironmentVariable("PATH"), "/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin");
}
