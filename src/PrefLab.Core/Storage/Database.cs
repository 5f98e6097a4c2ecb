using Npgsql;

namespace PrefLab.Core.Storage;

/// <summary>The two pools of connections of the application; both work under the restricted role.</summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>The role that migrations create and grant to, whoever signs in to the server.</summary>
    public const string ApplicationRole = "preflab_app";

    public Database(string connectionString)
    {
        Requests = NpgsqlDataSource.Create(RequestConnectionString(connectionString));
        Bulk = NpgsqlDataSource.Create(BulkConnectionString(connectionString));
    }

    /// <summary>
    /// For requests: every wait is bounded, so that a request on a stuck server ends within 5 seconds. Plans are generic: made for
    /// the average project instead of for a new one whose id the statistics have not seen, which the planner takes to be empty.
    /// </summary>
    public NpgsqlDataSource Requests { get; }

    /// <summary>For imports, exports and long reports: few connections, statements of up to 30 minutes.</summary>
    public NpgsqlDataSource Bulk { get; }

    public async ValueTask DisposeAsync()
    {
        await Requests.DisposeAsync();
        await Bulk.DisposeAsync();
    }

    public static string RequestConnectionString(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = "preflab",
        Options = Settings("-c plan_cache_mode=force_generic_plan -c lock_timeout=2000 -c statement_timeout=4000 -c idle_in_transaction_session_timeout=10000"),
        Timeout = 3,
        CommandTimeout = 4,
        CancellationTimeout = 500,
        MaxPoolSize = 40,
    }.ConnectionString;

    private static string BulkConnectionString(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = "preflab bulk",
        Options = Settings("-c lock_timeout=10000 -c statement_timeout=1800000 -c idle_in_transaction_session_timeout=60000"),
        Timeout = 3,
        CommandTimeout = 0,
        MaxPoolSize = 8,
    }.ConnectionString;

    private static string Settings(string timeouts) => $"-c role={ApplicationRole} {timeouts}";
}
