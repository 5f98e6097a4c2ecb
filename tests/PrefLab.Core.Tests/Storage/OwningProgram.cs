using System.Diagnostics;
using System.Runtime.CompilerServices;
using PrefLab.Core.Storage.Postgres;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Storage;

/// <summary>This test program, started once more to own a server and be killed.</summary>
internal static class OwningProgram
{
    private const string Variable = "PREFLAB_TEST_OWNS";

    /// <summary>Starts a program that starts a server in a folder, writes the server's process id, and lives until its input ends.</summary>
    public static Process Start(string folder)
    {
        var program = Environment.ProcessPath!;
        string[] arguments = Path.GetFileNameWithoutExtension(program) is "dotnet" ? [typeof(OwningProgram).Assembly.Location] : [];
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment[Variable] = folder;
        return Process.Start(start)!;
    }

    public static EmbeddedPostgresOptions Options(string folder) =>
        new() { DataFolder = folder, DownloadFolder = TestServer.DownloadFolder, Durable = false };

    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder)
        {
            return;
        }
        var server = EmbeddedPostgres.StartAsync(Options(folder), CancellationToken.None).GetAwaiter().GetResult();
        Console.WriteLine(server.ProcessId);
        Console.In.ReadToEnd();
        server.DisposeAsync().AsTask().Wait();
        Environment.Exit(0);
    }
}
