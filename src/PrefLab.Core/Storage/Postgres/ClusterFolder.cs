using System.Globalization;

namespace PrefLab.Core.Storage.Postgres;

/// <summary>The files of a cluster: <c>postgres-&lt;major&gt;</c> in the data folder, and the log beside it.</summary>
internal sealed class ClusterFolder
{
    private const string Prefix = "postgres-";
    private const long LongestLog = 10 * 1024 * 1024;

    /// <param name="dataFolder">The data folder with symbolic links resolved, held by the caller.</param>
    /// <param name="major">The major version of the programs that will run on it.</param>
    /// <exception cref="PostgresUnavailableException">The data folder has data of other versions only.</exception>
    public ClusterFolder(string dataFolder, int major)
    {
        DataFolder = dataFolder;
        Path = System.IO.Path.Combine(dataFolder, Prefix + major.ToString(CultureInfo.InvariantCulture));
        var others = Majors(dataFolder);
        if (others.Count > 0 && !others.Contains(major))
        {
            // Starting beside them would look as if all work were lost.
            throw new PostgresUnavailableException(
                $"The data in {dataFolder} were written by PostgreSQL {others[0]}, and PostgreSQL {major} cannot read them. " +
                $"Install PostgreSQL {others[0]} or name its folder in {PostgresSearch.Variable}; to begin afresh, choose another folder with PREFLAB_DATA.");
        }
    }

    public string DataFolder { get; }

    public string Path { get; }

    /// <summary>The cluster while it is being made.</summary>
    public string Partial => Path + ".partial";

    public string Log => System.IO.Path.Combine(DataFolder, "postgres.log");

    public bool Exists => Directory.Exists(Path);

    /// <summary>The major versions that have a cluster in a data folder, newest first.</summary>
    public static List<int> Majors(string dataFolder) =>
        [.. (Directory.Exists(dataFolder) ? Directory.GetDirectories(dataFolder, Prefix + "*") : [])
            .Select(folder => int.TryParse(System.IO.Path.GetFileName(folder).AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0)
            .Where(major => major > 0)
            .OrderDescending()];

    public void TruncateLog()
    {
        var log = new FileInfo(Log);
        if (log.Exists && log.Length > LongestLog)
        {
            using var file = log.Open(FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite);
        }
    }

    public void DeletePartial()
    {
        if (Directory.Exists(Partial))
        {
            Directory.Delete(Partial, recursive: true);
        }
    }

    /// <summary>Puts the complete cluster in its place: at no moment is there half a cluster under its name.</summary>
    public void KeepPartial() => Directory.Move(Partial, Path);

    /// <summary>True when the server with this process id takes connections, by its own account in <c>postmaster.pid</c>.</summary>
    public bool IsReady(int processId)
    {
        var lines = PidFileLines();
        return lines.Length > 7 && lines[7].AsSpan().Trim() is "ready" && PostmasterId(lines) == processId;
    }

    /// <summary>The process id in <c>postmaster.pid</c>, which a killed server leaves behind; null without the file.</summary>
    public int? PostmasterId() => PostmasterId(PidFileLines());

    /// <summary>Removes a <c>postmaster.pid</c> whose server is gone: its number may belong to some other process by now, and PostgreSQL would refuse to start.</summary>
    public void DeletePidFile()
    {
        if (File.Exists(PidFile))
        {
            File.Delete(PidFile);
        }
    }

    /// <summary>The last lines of the log, for a message.</summary>
    public string LogTail()
    {
        const int Longest = 2000;
        try
        {
            using var file = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            file.Seek(-Math.Min(file.Length, Longest), SeekOrigin.End);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd().Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private string PidFile => System.IO.Path.Combine(Path, "postmaster.pid");

    private static int? PostmasterId(string[] lines) =>
        lines.Length > 0 && int.TryParse(lines[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out var id) ? Math.Abs(id) : null;

    private string[] PidFileLines()
    {
        try
        {
            return File.ReadAllLines(PidFile);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }
}
