using System.Net;
using Npgsql;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Hosting;

public sealed class DatabaseStartTests
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_WithoutItsDatabase_LivesAndGoesGreenByItself()
    {
        var owner = await TestServer.CreateDatabaseAsync("empty", _ => Task.CompletedTask);
        await TestServer.DropDatabaseAsync(owner);
        await using var factory = new PrefLabFactory(owner);
        using var client = factory.NewClient();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/health/live"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(client, "/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/css/tokens.css"));
        using (var page = await client.GetAsync(new Uri("/", UriKind.Relative), ct))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
            Assert.NotNull(page.Headers.RetryAfter);
            Assert.Contains("cannot reach its database", await page.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
        }

        await CreateAsync(owner);
        await factory.WhenReadyAsync().WaitAsync(TimeSpan.FromSeconds(30), ct);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/health/ready"));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(client, "/"));
    }

    [Fact]
    public async Task Ready_DatabaseGone_IsRedWhileLivenessStaysGreen()
    {
        var owner = await TestServer.CreateDatabaseAsync("empty", _ => Task.CompletedTask);
        await using var factory = new PrefLabFactory(owner);
        await factory.WhenReadyAsync();
        using var client = factory.NewClient();

        await TestServer.DropDatabaseAsync(owner);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(client, "/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/health/live"));
    }

    private async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), ct);
        return response.StatusCode;
    }

    private static async Task CreateAsync(string owner)
    {
        var builder = new NpgsqlConnectionStringBuilder(owner) { Pooling = false };
        var name = builder.Database;
        builder.Database = "postgres";
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
    }
}
