using System.Diagnostics;
using Npgsql;
using PrefLab.Core.Storage.Postgres;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Storage;

/// <summary>What an embedded server finds in its folder, leaves behind, and is told.</summary>
[Collection(nameof(OwningProgram))]
public sealed class EmbeddedPostgresRecoveryTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;
    private readonly string folder = Directory.CreateTempSubdirectory(TestServer.FolderPrefix).FullName;

    private EmbeddedPostgresOptions ThrowAway => OwningProgram.Options(folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Postmaster_KilledWithABackendAtWork_ComesBack()
    {
        await using var server = await EmbeddedPostgres.StartAsync(ThrowAway, ct);
        await using var connection = new NpgsqlConnection(server.OwnerConnectionString + ";Pooling=false");
        await connection.OpenAsync(ct);
        // A backend at work does not notice that its postmaster is gone, and its shared memory keeps a new one from starting.
        await using var endless = new NpgsqlCommand("SELECT sum(sqrt(n)) FROM generate_series(1, 1000000000000) n", connection) { CommandTimeout = 0 };
        var work = endless.ExecuteScalarAsync(ct);
        var restarted = new TaskCompletionSource();
        server.Restarted += (_, _) => restarted.TrySetResult();

        using (var postmaster = Process.GetProcessById(server.ProcessId))
        {
            postmaster.Kill();
        }
        await restarted.Task.WaitAsync(Patience, ct);

        Assert.Equal(1, await ScalarAsync(server, "SELECT 1"));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => work);
    }

    [Fact]
    public async Task Start_RightAfterTheOwnerWasKilled_WaitsForItsServer()
    {
        int killed;
        using (var owner = OwningProgram.Start(folder))
        {
            killed = int.Parse((await owner.StandardOutput.ReadLineAsync(ct).AsTask().WaitAsync(Patience, ct))!, provider: null);
            owner.Kill();
            await owner.WaitForExitAsync(ct);
        }

        await using var server = await EmbeddedPostgres.StartAsync(ThrowAway, ct);

        // Not the process itself, which is a zombie until somebody collects it.
        Assert.False(File.Exists($"/proc/{killed}/cwd/PG_VERSION"));
        Assert.Equal(1, await ScalarAsync(server, "SELECT 1"));
    }

    [Fact]
    public async Task Start_PidFileNamesAnotherProgram_Starts()
    {
        await using (await EmbeddedPostgres.StartAsync(ThrowAway, ct))
        {
        }
        // What a killed server leaves, and its number went to another process since: here, to this one.
        var cluster = Directory.GetDirectories(folder, "postgres-??")[0];
        var left = $"{Environment.ProcessId}\n{cluster}\n1\n5432\n\n\n         0         0\nready   \n";
        await File.WriteAllTextAsync(Path.Combine(cluster, "postmaster.pid"), left, ct);

        await using var server = await EmbeddedPostgres.StartAsync(ThrowAway, ct);

        Assert.Equal(1, await ScalarAsync(server, "SELECT 1"));
    }

    [Fact]
    public async Task Start_DataOfAnotherMajorOnly_DoesNotBeginAfresh()
    {
        Directory.CreateDirectory(Path.Combine(folder, "postgres-9"));

        var refusal = await Assert.ThrowsAsync<PostgresUnavailableException>(() => EmbeddedPostgres.StartAsync(ThrowAway, ct));

        Assert.Contains("written by PostgreSQL 9", refusal.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetDirectories(folder));
    }

    [Fact]
    public async Task Start_SettingThatPostgresRefuses_ShowsItsLogAndLetsGoOfTheFolder()
    {
        var options = ThrowAway with { Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["work_mem"] = "plenty" } };

        var failure = await Assert.ThrowsAsync<PostgresUnavailableException>(() => EmbeddedPostgres.StartAsync(options, ct));

        Assert.Contains("\"work_mem\": \"plenty\"", failure.Message, StringComparison.Ordinal);
        await using var server = await EmbeddedPostgres.StartAsync(ThrowAway, ct);
    }

    [Theory]
    [InlineData(true, "on")]
    [InlineData(false, "off")]
    public async Task Start_Durable_DecidesWhatIsForcedToDisk(bool durable, string expected)
    {
        await using var server = await EmbeddedPostgres.StartAsync(ThrowAway with { Durable = durable }, ct);

        Assert.Equal(expected, await ScalarAsync(server, "SHOW fsync"));
        Assert.Equal(expected, await ScalarAsync(server, "SHOW synchronous_commit"));
        Assert.Equal(expected, await ScalarAsync(server, "SHOW full_page_writes"));
    }

    [Fact]
    public async Task Start_SettingsAndDatabasesOfTheCaller_AreTaken()
    {
        var options = ThrowAway with
        {
            MaxConnections = 17,
            Databases = ["preflab", "A \"second\" one"],
            Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["work_mem"] = "5MB" },
        };

        await using var server = await EmbeddedPostgres.StartAsync(options, ct);

        Assert.Equal("17", await ScalarAsync(server, "SHOW max_connections"));
        Assert.Equal("5MB", await ScalarAsync(server, "SHOW work_mem"));
        Assert.Equal("", await ScalarAsync(server, "SHOW listen_addresses"));
        Assert.Equal(2L, await ScalarAsync(server, "SELECT count(*) FROM pg_database WHERE datname IN ('preflab', 'A \"second\" one')"));
    }

    [Fact]
    public async Task Log_OfAFailedStatement_HasNothingThatPeopleWrote()
    {
        await using (var server = await EmbeddedPostgres.StartAsync(ThrowAway with { Durable = true }, ct))
        {
            await ScalarAsync(server, "CREATE TABLE people (email text UNIQUE); INSERT INTO people VALUES ('ada@example.org')");

            await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(server, "INSERT INTO people VALUES ('ada@example.org')"));
        }

        var log = await File.ReadAllTextAsync(Path.Combine(folder, "postgres.log"), ct);
        Assert.Contains("duplicate key", log, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@example.org", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_LeavesNoProcessAndNoSocket()
    {
        var server = await EmbeddedPostgres.StartAsync(ThrowAway, ct);
        Assert.Equal(1, await ScalarAsync(server, "SELECT 1"));

        await server.DisposeAsync();

        Assert.False(Directory.Exists($"/proc/{server.ProcessId}"));
        Assert.False(Directory.Exists(server.SocketFolder));
    }

    private async Task<object?> ScalarAsync(EmbeddedPostgres server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.OwnerConnectionString + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(ct);
    }
}
