using System.Security.Cryptography;
using System.Text;

namespace PrefLab.Core.Storage.Postgres;

/// <summary>The private folder of a cluster's Unix socket: short, because the kernel allows 107 bytes for the socket's whole path.</summary>
internal static class SocketFolder
{
    public const int Port = 5432;
    private const int LongestPath = 107;
    private static readonly string SocketName = $".s.PGSQL.{Port}";

    /// <summary>The same folder for the same data folder and user, whatever the current folder; different ones for different users.</summary>
    public static string For(string dataFolder)
    {
        var identity = Encoding.UTF8.GetBytes($"{dataFolder}\n{NativeMethods.EffectiveUserId}");
        var name = "preflab-" + Convert.ToHexStringLower(SHA256.HashData(identity).AsSpan(0, 8));
        var folder = Path.Combine(Path.GetTempPath(), name);
        return Encoding.UTF8.GetByteCount(Path.Combine(folder, SocketName)) <= LongestPath ? folder : Path.Combine("/tmp", name);
    }

    /// <summary>Makes the folder afresh, for its owner alone, instead of what a killed server left. Only under the data folder's lock.</summary>
    public static void Prepare(string folder)
    {
        try
        {
            if (new DirectoryInfo(folder).LinkTarget is not null)
            {
                throw new PostgresUnavailableException($"{folder} is a symbolic link; PostgreSQL's socket needs a folder of its own there. Remove the link.");
            }
            if (Directory.Exists(folder))
            {
                Clear(folder);
                Directory.Delete(folder);
            }
            Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
            // Never one that is there: root could use another user's, who could then put a server of his own behind the socket.
            NativeMethods.MakePrivateFolder(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PostgresUnavailableException($"The folder {folder} for PostgreSQL's socket cannot be used: {e.Message}", e);
        }
    }

    public static void Remove(string folder)
    {
        try
        {
            Clear(folder);
            Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty folder left in the temporary folder harms nobody; failing to stop would.
        }
    }

    private static void Clear(string folder)
    {
        File.Delete(Path.Combine(folder, SocketName));
        File.Delete(Path.Combine(folder, SocketName + ".lock"));
    }
}
