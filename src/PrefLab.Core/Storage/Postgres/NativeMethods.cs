using System.Runtime.InteropServices;

namespace PrefLab.Core.Storage.Postgres;

/// <summary>What .NET has no call for: signals other than SIGKILL, and who we are.</summary>
internal static class NativeMethods
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;

    public static uint EffectiveUserId => OperatingSystem.IsWindows() ? 0 : geteuid();

    /// <summary>Sends a signal; a process that is gone already is no error.</summary>
    public static void Send(int signal, int processId)
    {
        if (processId > 0)
        {
            _ = kill(processId, signal);
        }
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int processId, int signal);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint geteuid();
}
