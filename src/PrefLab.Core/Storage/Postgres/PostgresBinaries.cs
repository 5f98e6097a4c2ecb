using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PrefLab.Core.Storage.Postgres;

/// <summary>A folder that holds <c>initdb</c> and <c>postgres</c> of one version.</summary>
/// <param name="Folder">The folder of the two programs.</param>
/// <param name="Version">As <c>postgres --version</c> tells it, for example "15.13" or "18.4".</param>
/// <param name="Major">The first number of the version; clusters of different majors cannot read each other.</param>
public sealed partial record PostgresBinaries(string Folder, string Version, int Major)
{
    /// <summary>The oldest major version that PrefLab's schema runs on.</summary>
    public const int OldestMajor = 15;

    public string Postgres => Path.Combine(Folder, "postgres");

    public string InitDb => Path.Combine(Folder, "initdb");

    /// <summary>Asks the programs in a folder for their version.</summary>
    /// <returns>Null when the folder lacks one of them, they do not run here, or they are too old; <paramref name="tried"/> then gains a line that says so.</returns>
    internal static async Task<PostgresBinaries?> TryReadAsync(string folder, ICollection<string> tried, CancellationToken ct)
    {
        if (!File.Exists(Path.Combine(folder, "postgres")) || !File.Exists(Path.Combine(folder, "initdb")))
        {
            tried.Add($"{folder}: no initdb and postgres there");
            return null;
        }
        var start = new ProcessStartInfo(Path.Combine(folder, "postgres"), ["--version"]);
        var (exitCode, output) = await ShortProcess.RunAsync(start, ct);
        var match = VersionPattern().Match(output);
        if (exitCode != 0 || !match.Success)
        {
            tried.Add($"{folder}: postgres --version failed ({output.Trim()})");
            return null;
        }
        var major = int.Parse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture);
        if (major < OldestMajor)
        {
            tried.Add($"{folder}: version {major}, {OldestMajor} or newer is needed");
            return null;
        }
        return new PostgresBinaries(folder, match.Groups["version"].Value, major);
    }

    // "postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)", "postgres (PostgreSQL) 19beta1"
    [GeneratedRegex(@"\(PostgreSQL\) (?<version>(?<major>[0-9]+)\S*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern();
}
