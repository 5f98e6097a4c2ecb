using Npgsql;
using PrefLab.Core.Storage;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Storage;

public sealed class PreparedStatementTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Insert = "INSERT INTO data_protection_keys (friendly_name, xml) VALUES ($1, $2) RETURNING id";

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    /// <summary>A driver that prepares a statement in the very use that fails may take its answers for another's from then on.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Requests_AStatementThatFailedOnce_WorksAfterwards(int usesBefore)
    {
        var settings = new NpgsqlConnectionStringBuilder(Core.Storage.Database.RequestConnectionString(database.ConnectionString)) { MaxPoolSize = 1 };
        await using var source = NpgsqlDataSource.Create(settings.ConnectionString);
        for (var i = 0; i < usesBefore; i++)
        {
            Assert.True(await InsertAsync(source, "fine") > 0);
        }

        var error = await Assert.ThrowsAsync<PostgresException>(() => InsertAsync(source, "a\0b"));

        Assert.StartsWith("22", error.SqlState, StringComparison.Ordinal);
        for (var i = 0; i < 4; i++)
        {
            Assert.True(await InsertAsync(source, "fine") > 0);
        }
    }

    private async Task<int> InsertAsync(NpgsqlDataSource source, string name)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = new NpgsqlCommand(Insert, connection, transaction);
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        command.Parameters.Add(new NpgsqlParameter { Value = "<key/>" });
        var id = (int)(await command.ExecuteScalarAsync(ct))!;
        await transaction.CommitAsync(ct);
        return id;
    }
}
