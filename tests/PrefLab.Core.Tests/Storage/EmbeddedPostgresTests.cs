using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;
using PrefLab.Core.Storage.Postgres;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Storage;

[Collection(nameof(OwningProgram))]
public sealed class EmbeddedPostgresTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;
    private readonly string folder = Directory.CreateTempSubdirectory(TestServer.FolderPrefix).FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Start_AfterStop_KeepsTheData()
    {
        await using (var server = await StartAsync())
        {
            await WriteAsync(server);
        }
        Assert.False(IsServerUp(folder));

        await using var again = await StartAsync();

        Assert.Equal(42, await ReadAsync(again));
    }

    [Fact]
    public async Task Start_FolderInUse_NamesFolderAndHolder()
    {
        await using var server = await StartAsync();

        var refusal = await Assert.ThrowsAsync<PostgresUnavailableException>(StartAsync);

        Assert.Contains(folder, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId})", refusal.Message, StringComparison.Ordinal);
        await WriteAsync(server);
    }

    [Fact]
    public async Task Postmaster_Killed_ComesBackWithTheData()
    {
        // Throw-away servers answer before the data are safe from this.
        await using var server = await EmbeddedPostgres.StartAsync(OwningProgram.Options(folder) with { Durable = true }, ct);
        await WriteAsync(server);
        var first = server.ProcessId;
        var restarted = new TaskCompletionSource();
        server.Restarted += (_, _) => restarted.TrySetResult();

        using (var postmaster = Process.GetProcessById(first))
        {
            postmaster.Kill();
        }
        await restarted.Task.WaitAsync(Patience, ct);

        Assert.NotEqual(first, server.ProcessId);
        Assert.Equal(42, await ReadAsync(server));
    }

    [Fact]
    public async Task Postmaster_KilledWithAFailingListener_StaysUp()
    {
        await using var server = await StartAsync();
        var restarts = new List<int>();
        server.Restarted += (_, _) =>
        {
            restarts.Add(server.ProcessId);
            throw new InvalidOperationException("A listener that fails.");
        };

        using (var postmaster = Process.GetProcessById(server.ProcessId))
        {
            postmaster.Kill();
        }
        await UntilAsync(() => restarts.Count > 0, "PostgreSQL did not come back");
        await WriteAsync(server);

        Assert.Equal(restarts, [server.ProcessId]);
    }

    [Fact]
    public async Task Owner_Killed_ServerEndsAndTheDataStay()
    {
        using (var owner = OwningProgram.Start(folder))
        {
            var server = await owner.StandardOutput.ReadLineAsync(ct).AsTask().WaitAsync(Patience, ct);
            Assert.True(int.Parse(server!, CultureInfo.InvariantCulture) > 0);
            var refusal = await Assert.ThrowsAsync<PostgresUnavailableException>(StartAsync);
            Assert.Contains($"process {owner.Id})", refusal.Message, StringComparison.Ordinal);
            await WriteAsync(SocketOf(folder));

            owner.Kill();
            await UntilAsync(() => !IsServerUp(folder), "PostgreSQL outlived its program");
        }

        await using var next = await StartAsync();

        Assert.Equal(42, await ReadAsync(next));
    }

    [Fact]
    public async Task Owner_KilledDuringInitdb_NextStartIsWhole()
    {
        using (var owner = OwningProgram.Start(folder))
        {
            // Or at the latest when it is done, should this program have been asleep.
            await UntilAsync(() => File.Exists(Path.Combine(Cluster("*.partial"), "PG_VERSION")) || Cluster("??").Length > 0, "initdb did not begin");
            owner.Kill();
            await owner.WaitForExitAsync(ct);
        }

        await using var server = await StartAsync();
        await WriteAsync(server);

        Assert.Empty(Cluster("*.partial"));
        Assert.Equal(42, await ReadAsync(server));
    }

    [Fact]
    public async Task Start_CancelledDuringInitdb_LeavesNoClusterAndNoLock()
    {
        var hanging = Directory.CreateDirectory(Path.Combine(folder, "programs")).FullName;
        FakeProgram.Write(Path.Combine(hanging, "initdb"), "mkdir \"$2\" && exec sleep 60");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var start = EmbeddedPostgres.StartAsync(OwningProgram.Options(folder) with { Binaries = new PostgresBinaries(hanging, "99.0", 99) }, cancellation.Token);
        await UntilAsync(() => Cluster("99.partial").Length > 0, "initdb did not begin");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.WaitAsync(Patience, ct));
        Assert.Empty(Cluster("99"));
        await using var server = await StartAsync();
        await WriteAsync(server);
    }

    [Fact]
    public async Task Start_DeepFolder_KeepsTheSocketPathShort()
    {
        var deep = Path.Combine(folder, new string('d', 120), "mit Leerzeichen und Ümläuten " + new string('ü', 60));
        await using var server = await EmbeddedPostgres.StartAsync(OwningProgram.Options(deep), ct);

        await WriteAsync(server);

        Assert.InRange(Encoding.UTF8.GetByteCount(Path.Combine(server.SocketFolder, ".s.PGSQL.5432")), 1, 107);
    }

    private Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(OwningProgram.Options(folder), ct);

    private string Cluster(string suffix) => Directory.GetDirectories(folder, "postgres-" + suffix).FirstOrDefault("");

    /// <summary>PostgreSQL deletes the file as the last thing of an orderly shutdown.</summary>
    private static bool IsServerUp(string dataFolder) =>
        Directory.GetDirectories(dataFolder, "postgres-*").Any(cluster => File.Exists(Path.Combine(cluster, "postmaster.pid")));

    /// <summary>The connection string of another program's server, by the socket folder that its pid file names.</summary>
    private string SocketOf(string dataFolder) => new NpgsqlConnectionStringBuilder
    {
        Host = File.ReadAllLines(Path.Combine(Directory.GetDirectories(dataFolder, "postgres-??")[0], "postmaster.pid"))[4],
        Username = EmbeddedPostgres.Owner,
        Database = "preflab",
    }.ConnectionString;

    private Task WriteAsync(EmbeddedPostgres server) => WriteAsync(server.OwnerConnectionString);

    private async Task WriteAsync(string server) => await ScalarAsync(server, "CREATE TABLE kept AS SELECT 42 AS value");

    private async Task<int> ReadAsync(EmbeddedPostgres server) => (int)(await ScalarAsync(server.OwnerConnectionString, "SELECT value FROM kept"))!;

    private async Task<object?> ScalarAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(ct);
    }

    private async Task UntilAsync(Func<bool> condition, string otherwise)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, otherwise);
            await timer.WaitForNextTickAsync(ct);
        }
    }
}
