using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace PrefLab.Core.Storage.Postgres;

/// <summary>
/// Runs the server of one cluster on a thread of its own until it is stopped, and starts it again when it dies.
/// The thread is what PostgreSQL's life hangs on: the kernel signals a process when the thread that started it ends.
/// </summary>
internal sealed partial class Postmaster(
    ClusterFolder cluster, PostgresBinaries binaries, PostgresLauncher launcher, EmbeddedPostgresOptions options, string socketFolder, Action restarted) : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly ILogger logger = options.Logger;
    private readonly TimeProvider clock = options.Clock;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? current;

    public int ProcessId { get; private set; }

    /// <summary>Starts the thread; completes when the server takes connections.</summary>
    public Task StartAsync()
    {
        new Thread(Supervise) { IsBackground = true, Name = "PostgreSQL" }.Start();
        return started.Task;
    }

    /// <summary>Fast shutdown; after ten seconds an immediate one, which the next start recovers from.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            stopping.Cancel();
        }
        for (var second = 0; !ended.Task.IsCompleted; second++)
        {
            // Again every second: a signal sent before the server has set itself up may be lost.
            SendToCurrent(second switch { < 10 => NativeMethods.Interrupt, < 15 => NativeMethods.Quit, _ => NativeMethods.Kill });
            await Task.WhenAny(ended.Task, Task.Delay(TimeSpan.FromSeconds(1), clock));
        }

        stopping.Dispose();
    }

    private void Supervise()
    {
        try
        {
            Initialise();
            RunOnce();
            RunAgain();
        }
        catch (OperationCanceledException)
        {
            started.TrySetCanceled(stopping.Token);
        }
        catch (Exception e)
        {
            started.TrySetException(e);
        }
        finally
        {
            ended.SetResult();
        }
    }

    private void RunAgain()
    {
        for (var pause = ShortestPause; !stopping.Token.WaitHandle.WaitOne(pause);)
        {
            try
            {
                pause = RunOnce() ? ShortestPause : pause * 2;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRestartFailed(logger, e);
                pause *= 2;
            }
            pause = pause < LongestPause ? pause : LongestPause;
        }
    }

    /// <returns>True when the server took connections before it ended.</returns>
    private bool RunOnce()
    {
        var start = clock.GetTimestamp();
        ClusterProcesses.ClearLeftovers(cluster, clock, stopping.Token);
        SocketFolder.Prepare(socketFolder);
        using var process = Launch(binaries.Postgres, ["-D", cluster.Path, .. PostgresSettings.Of(options, socketFolder, AvailableMemory).SelectMany(s => new[] { "-c", $"{s.Key}={s.Value}" })]);
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(10)))
        {
            if (cluster.IsReady(process.Id))
            {
                ReportReady(process.Id, clock.GetElapsedTime(start));
                process.WaitForExit();
                return LogEnd(process, wasReady: true);
            }
        }
        stopping.Token.ThrowIfCancellationRequested();
        return started.Task.IsCompleted
            ? LogEnd(process, wasReady: false)
            : throw new PostgresUnavailableException($"PostgreSQL did not start (exit code {process.ExitCode}). The end of {cluster.Log}:\n{cluster.LogTail()}");
    }

    private void ReportReady(int processId, TimeSpan took)
    {
        ProcessId = processId;
        LogReady(logger, binaries.Version, processId, cluster.Path, took.TotalMilliseconds);
        if (started.TrySetResult())
        {
            return;
        }
        try
        {
            restarted();
        }
        catch (Exception e)
        {
            // The server is well; a listener that is not must not bring it down.
            LogListenerFailed(logger, e);
        }
    }

    private bool LogEnd(Process process, bool wasReady)
    {
        if (!stopping.IsCancellationRequested)
        {
            LogDied(logger, process.Id, process.ExitCode, cluster.Log);
        }
        return wasReady;
    }

    private void Initialise()
    {
        cluster.TruncateLog();
        if (cluster.Exists)
        {
            return;
        }
        ClusterProcesses.ClearLeftovers(cluster, clock, stopping.Token);
        cluster.DeletePartial();
        string[] arguments =
        [
            "-D", cluster.Partial, "-U", EmbeddedPostgres.Owner, "-E", "UTF8", "--locale=C", "--auth-local=trust", "--auth-host=reject", "--no-instructions",
            options.Durable ? "--data-checksums" : "--no-sync",
        ];
        using var process = Launch(binaries.InitDb, arguments);
        process.WaitForExit();
        stopping.Token.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
        {
            throw new PostgresUnavailableException($"initdb failed (exit code {process.ExitCode}). The end of {cluster.Log}:\n{cluster.LogTail()}");
        }
        cluster.KeepPartial();
    }

    private Process Launch(string program, string[] arguments)
    {
        lock (gate)
        {
            stopping.Token.ThrowIfCancellationRequested();
            return current = launcher.Start(cluster.Log, Path.GetDirectoryName(cluster.Path)!, program, arguments);
        }
    }

    private void SendToCurrent(int signal)
    {
        lock (gate)
        {
            try
            {
                if (current is { HasExited: false } process)
                {
                    NativeMethods.Send(signal, process.Id);
                }
            }
            catch (InvalidOperationException)
            {
                // Ended and disposed.
            }
        }
    }

    private static long AvailableMemory => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    [LoggerMessage(LogLevel.Information, "PostgreSQL {Version} (process {ProcessId}) is ready in {Folder} after {Milliseconds:F0} ms")]
    private static partial void LogReady(ILogger logger, string version, int processId, string folder, double milliseconds);

    [LoggerMessage(LogLevel.Error, "PostgreSQL (process {ProcessId}) ended with code {ExitCode} and is started again; its log is {Log}")]
    private static partial void LogDied(ILogger logger, int processId, int exitCode, string log);

    [LoggerMessage(LogLevel.Error, "PostgreSQL is back, but a listener to that failed")]
    private static partial void LogListenerFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Error, "PostgreSQL could not be started again; the next attempt follows")]
    private static partial void LogRestartFailed(ILogger logger, Exception exception);
}
