using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Npgsql;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Exchange;

/// <summary>Over a real socket, because it is the server that loses patience.</summary>
public sealed class StalledUploadTests(WebDatabase web) : IClassFixture<WebDatabase>
{
    private const string Rows =
        """
        {"id":"one","prompt":"p","response_a":"a","response_b":"b"}
        {"id":"two","prompt":"p","response_a":"a","response_b":"b"}

        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task B035_BodyShorterThanAnnouncedThenSilence_IsClosedWithin35SecondsAndLeavesNothing()
    {
        await using var factory = new PrefLabFactory(web.Data.ConnectionString);
        factory.UseKestrel(0);
        factory.StartServer();
        await factory.WhenReadyAsync();
        var project = await TestProject.CreateAsync(web.Data.Database);
        var lead = await factory.AddPersonAsync("lead@example.org", project: project.Id, role: Role.Lead);
        var key = (await factory.InScopeAsync((ApiKeyService keys) => keys.CreateAsync(lead.Id, lead.Id, "test", null, null, Ct)))!.Key;
        var watch = Stopwatch.StartNew();

        var answer = await SendAsync(factory.ClientOptions.BaseAddress, string.Create(
            CultureInfo.InvariantCulture,
            $"POST /api/v1/projects/{project.Id}/imports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nContent-Type: application/jsonl\r\nContent-Length: 1000000\r\n\r\n{Rows}"));

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 35);
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Equal(0, await project.ScalarAsync<long>("SELECT count(*) FROM comparisons WHERE project_id = $1", project.Id.Value));
        Assert.Equal(0, await BusyAsync());
    }

    /// <returns>All that the server says until it closes the connection.</returns>
    private static async Task<string> SendAsync(Uri address, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Ct);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Ct);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Ct);
    }

    private async Task<long> BusyAsync()
    {
        await using var connection = new NpgsqlConnection(web.Data.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'", connection);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }
}
