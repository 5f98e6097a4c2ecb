using System.Runtime.InteropServices;
using System.Text;

namespace PrefLab.Core.Storage.Postgres;

/// <summary>What .NET has no call for: signals other than SIGKILL, who we are, and a folder that must be new.</summary>
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

    /// <summary>Makes a folder for its owner alone.</summary>
    /// <exception cref="IOException">It cannot be made, or something of that name is there already.</exception>
    public static void MakePrivateFolder(string path)
    {
        const uint OwnerOnly = 0x1C0;
        if (mkdir(Encoding.UTF8.GetBytes(path + "\0"), OwnerOnly) != 0)
        {
            throw new IOException($"mkdir: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int mkdir(byte[] path, uint mode);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int processId, int signal);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint geteuid();
}
