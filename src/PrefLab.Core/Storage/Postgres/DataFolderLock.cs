using System.Globalization;

namespace PrefLab.Core.Storage.Postgres;

/// <summary>Holds a data folder for one program. The kernel lets go of the lock when the program dies, however it dies.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private const string LockName = "preflab.lock";
    private readonly FileStream file;

    private DataFolderLock(string folder, FileStream file)
    {
        Folder = folder;
        this.file = file;
    }

    /// <summary>The folder with symbolic links resolved, as /proc shows it for the processes in it.</summary>
    public string Folder { get; }

    /// <exception cref="PostgresUnavailableException">Another program holds the folder, or it cannot be made.</exception>
    public static DataFolderLock Take(string dataFolder)
    {
        var folder = Path.GetFullPath(dataFolder);
        try
        {
            CreatePrivate(folder);
            return Hold(folder, Open(folder));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PostgresUnavailableException($"The data folder {folder} cannot be used: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        using (file)
        {
            // The folder may be gone, as throw-away ones are.
            if (File.Exists(HolderFile(Folder)))
            {
                File.Delete(HolderFile(Folder));
            }
        }
    }

    private static DataFolderLock Hold(string folder, FileStream file)
    {
        try
        {
            // Beside the lock, since .NET cannot read a file that is held exclusively.
            File.WriteAllText(HolderFile(folder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolderLock(RealFolder(file) ?? folder, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static FileStream Open(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (Holder(folder) is { } holder)
        {
            throw new PostgresUnavailableException(
                $"The data folder {folder} is in use by another PrefLab (process {holder}). Stop that one, or choose another folder with PREFLAB_DATA.", e);
        }
    }

    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PostgresUnavailableException("The embedded PostgreSQL runs on Linux and macOS. Name a running server in ConnectionStrings__PrefLab.");
        }
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string HolderFile(string folder) => Path.Combine(folder, "preflab.pid");

    private static string? Holder(string folder)
    {
        try
        {
            return File.ReadAllText(HolderFile(folder)) is { Length: > 0 } holder ? holder : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? RealFolder(FileStream file)
    {
        var descriptor = $"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}";
        return File.Exists(descriptor) ? Path.GetDirectoryName(File.ResolveLinkTarget(descriptor, returnFinalTarget: false)!.FullName) : null;
    }
}
