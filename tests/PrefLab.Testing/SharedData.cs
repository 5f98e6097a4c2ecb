namespace PrefLab.Testing;

/// <summary>Reference data beside the repository, <c>../shared/data</c>, or the folder that <c>PREFLAB_SHARED</c> names instead.</summary>
public static class SharedData
{
    /// <summary>The path of a file in it; null where it is absent.</summary>
    public static string? Find(string path)
    {
        var folder = Environment.GetEnvironmentVariable("PREFLAB_SHARED") is { Length: > 0 } named ? named : Beside();
        var file = folder is null ? null : Path.Combine(folder, path);
        return File.Exists(file) ? file : null;
    }

    private static string? Beside()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PrefLab.sln")))
            {
                return Path.Combine(folder.Parent!.FullName, "shared", "data");
            }
        }

        return null;
    }
}
