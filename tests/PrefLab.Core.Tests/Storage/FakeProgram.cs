namespace PrefLab.Core.Tests.Storage;

/// <summary>Shell scripts that stand for PostgreSQL's programs and npm.</summary>
internal static class FakeProgram
{
    public static void Write(string path, string script)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Both programs of a version in a folder.</summary>
    public static void WritePostgres(string folder, string version)
    {
        Write(Path.Combine(folder, "postgres"), $"echo 'postgres (PostgreSQL) {version}'");
        Write(Path.Combine(folder, "initdb"), $"echo 'initdb (PostgreSQL) {version}'");
    }
}
