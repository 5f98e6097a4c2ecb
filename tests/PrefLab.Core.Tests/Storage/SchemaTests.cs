using Microsoft.EntityFrameworkCore;
using Npgsql;
using PrefLab.Core.Storage;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Storage;

public sealed class SchemaTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Model_MigratedDatabase_HasNoPendingChanges()
    {
        await using var db = database.Open();

        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(ct));
    }

    [Fact]
    public async Task Model_EveryTable_CanBeReadByTheApplication()
    {
        await using var db = database.Open();
        foreach (var table in db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!))
        {
            Assert.True(await ScalarAsync<bool>($"SELECT has_table_privilege('preflab_app', '{table}', 'SELECT, INSERT')"), table);
        }
    }

    [Fact]
    public void Model_EveryForeignKey_Restricts()
    {
        using var db = database.Open();

        Assert.All(
            db.Model.GetEntityTypes().SelectMany(entity => entity.GetForeignKeys()),
            foreignKey => Assert.Equal(DeleteBehavior.Restrict, foreignKey.DeleteBehavior));
    }

    /// <summary>Comparisons are the rows that are deleted in bulk, when an import is undone; each deletion asks every table that refers to them.</summary>
    [Fact]
    public async Task ForeignKeysToComparisons_Each_HasAnIndexOfAllRows() => Assert.Equal(
        "",
        await ScalarAsync<string>(
            """
            SELECT coalesce(string_agg(con.conname, ', '), '') FROM pg_constraint con
            WHERE con.contype = 'f' AND con.confrelid = 'comparisons'::regclass
              AND NOT EXISTS (
                  SELECT FROM pg_index i
                  WHERE i.indrelid = con.conrelid AND i.indpred IS NULL
                    AND (i.indkey::int2[])[0:cardinality(con.conkey) - 1] @> con.conkey)
            """));

    [Theory]
    [InlineData("DELETE FROM labels")]
    [InlineData("TRUNCATE labels")]
    [InlineData("UPDATE labels SET preference = 0")]
    [InlineData("UPDATE labels SET submission_key = gen_random_uuid()")]
    [InlineData("DELETE FROM audit_events")]
    [InlineData("UPDATE audit_events SET kind = ''")]
    [InlineData("DELETE FROM assignments")]
    [InlineData("DELETE FROM annotators")]
    [InlineData("DELETE FROM projects")]
    [InlineData("DROP TABLE labels")]
    [InlineData("CREATE TABLE sneaky ()")]
    public async Task ApplicationRole_WhatWouldLoseWork_IsRefused(string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Theory]
    [InlineData("comparison", "project_id,id,external_id,overlap,taken,is_gold")]
    [InlineData("assignment", "project_id,id,comparison_id,annotator_id,batch_id,position,left_is_a,issued_at,expires_at,state")]
    [InlineData("label", "project_id,id,assignment_id,comparison_id,annotator_id,submission_key,preference,server_seconds,active_seconds,received_at,superseded_by,excluded")]
    [InlineData("event", "id,project_id,at,actor,kind,subject")]
    public async Task AuditViews_Columns_AreThoseOfTheContract(string view, string columns) => Assert.Equal(
        columns,
        await ScalarAsync<string>(
            $"SELECT string_agg(column_name, ',' ORDER BY ordinal_position) FROM information_schema.columns WHERE table_schema = 'audit' AND table_name = '{view}'"));

    [Theory]
    [InlineData("fsync")]
    [InlineData("synchronous_commit")]
    [InlineData("full_page_writes")]
    public async Task RequestConnection_Durability_IsNotTurnedOff(string setting)
    {
        var options = new NpgsqlConnectionStringBuilder(Core.Storage.Database.RequestConnectionString(database.ConnectionString)).Options;

        Assert.DoesNotContain(setting, options, StringComparison.Ordinal);
        Assert.Equal("preflab_app", await ScalarAsync<string>("SELECT current_user::text"));
    }

    [Fact]
    public async Task MigrateAsync_SchemaOfANewerVersion_IsRefused()
    {
        var connectionString = await TestServer.CreateDatabaseAsync("migrated", owner => Migrator.MigrateAsync(owner, ct));
        await using (var connection = new NpgsqlConnection(connectionString))
        {
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand(
                "INSERT INTO \"__EFMigrationsHistory\" VALUES ('99991231000000_Later', '99.0.0')", connection);
            await command.ExecuteNonQueryAsync(ct);
        }

        await Assert.ThrowsAsync<NewerSchemaException>(() => Migrator.MigrateAsync(connectionString, ct));
    }

    [Fact]
    public async Task MigrateAsync_TwoNodesAtOnce_BothSucceed()
    {
        var connectionString = await TestServer.CreateDatabaseAsync("empty", _ => Task.CompletedTask);

        await Task.WhenAll(Migrator.MigrateAsync(connectionString, ct), Migrator.MigrateAsync(connectionString, ct));
    }

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = database.Database.Requests.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.Database.Requests.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }
}
