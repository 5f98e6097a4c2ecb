namespace PrefLab.Testing;

/// <summary>
/// Reference data that are not in the repository: <c>../shared/data</c> beside it, or the folder that <c>PREFLAB_SHARED</c> names instead.
/// Linked into the tests of Metrics as well, which know nothing of databases.
/// </summary>
public static class SharedData
{
    /// <summary>The root of the repository; null outside a clone.</summary>
    public static string? Repository { get; } = FindRepository();

    /// <summary>The path of a file in the folder; null where it is absent.</summary>
    public static string? Find(params string[] path)
    {
        var folder = Environment.GetEnvironmentVariable("PREFLAB_SHARED") is { Length: > 0 } named ? named : Beside();
        var file = folder is null ? null : Path.Combine([folder, .. path]);
        return File.Exists(file) ? file : null;
    }

    private static string? Beside() => Repository is null ? null : Path.Combine(Path.GetDirectoryName(Repository)!, "shared", "data");

    private static string? FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PrefLab.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
