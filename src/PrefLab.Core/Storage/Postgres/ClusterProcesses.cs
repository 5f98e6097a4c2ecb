using System.Globalization;

namespace PrefLab.Core.Storage.Postgres;

/// <summary>Ends what a killed program or a killed postmaster left running in a cluster. Only under the data folder's lock, which makes them ours.</summary>
internal static class ClusterProcesses
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Waits for leftovers to end, with a signal of growing force, and removes the traces that would keep a new server from starting.</summary>
    /// <exception cref="PostgresUnavailableException">Some do not end.</exception>
    public static void ClearLeftovers(ClusterFolder cluster, TimeProvider clock, CancellationToken ct)
    {
        if (!Directory.Exists("/proc/self"))
        {
            return;
        }
        var start = clock.GetTimestamp();
        var sent = 0;
        for (var left = Find(cluster); left.Count > 0; left = Find(cluster))
        {
            var waited = clock.GetElapsedTime(start);
            if (waited > Patience)
            {
                throw new PostgresUnavailableException($"PostgreSQL of an earlier run does not end: processes {string.Join(", ", left)} in {cluster.Path}.");
            }
            var postmaster = cluster.PostmasterId() is { } id && left.Contains(id) ? id : 0;
            var signal = Signal(waited, postmaster != 0);
            if (signal != sent)
            {
                // With a postmaster the rest is its business; without one they are orphans that nobody else ends.
                left.FindAll(process => postmaster == 0 || process == postmaster).ForEach(process => NativeMethods.Send(signal, process));
                sent = signal;
            }
            ct.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(20));
            ct.ThrowIfCancellationRequested();
        }
        cluster.DeletePidFile();
    }

    private static int Signal(TimeSpan waited, bool postmaster) => (postmaster, waited.TotalSeconds) switch
    {
        (true, < 10) => NativeMethods.Interrupt,
        (true, < 15) or (false, < 2) => NativeMethods.Quit,
        _ => NativeMethods.Kill,
    };

    /// <summary>PostgreSQL's processes work in their cluster's folder and <c>initdb</c> in the data folder, which is how they are told from all others.</summary>
    private static List<int> Find(ClusterFolder cluster)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) &&
                IsOurs(folder, cluster))
            {
                found.Add(id);
            }
        }
        return found;
    }

    private static bool IsOurs(string process, ClusterFolder cluster)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "comm")).Trim() switch
            {
                "postgres" => WorksIn(process) is { } place && (place == cluster.Path || place == cluster.Partial),
                // On its way out it deletes what it made, by name: that must not be the next one's work.
                "initdb" => WorksIn(process) == cluster.DataFolder,
                _ => false,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone in the meantime, or another user's.
            return false;
        }
    }

    private static string? WorksIn(string process) =>
        File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName;
}
