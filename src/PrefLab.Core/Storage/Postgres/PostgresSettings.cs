using System.Globalization;

namespace PrefLab.Core.Storage.Postgres;

/// <summary>The server settings of an embedded cluster. They go on the command line, so that a new release brings its own to an old cluster.</summary>
internal static class PostgresSettings
{
    private const long Megabyte = 1024 * 1024;

    public static Dictionary<string, string> Of(EmbeddedPostgresOptions options, string socketFolder, long memory)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["listen_addresses"] = "",
            ["port"] = SocketFolder.Port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = socketFolder,
            ["unix_socket_permissions"] = "0700",
            ["max_connections"] = options.MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
        };
        foreach (var (name, value) in options.Durable ? Durable(memory) : ThrowAway())
        {
            settings[name] = value;
        }
        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }
        return settings;
    }

    private static Dictionary<string, string> Durable(long memory) => new(StringComparer.Ordinal)
    {
        ["fsync"] = "on",
        ["synchronous_commit"] = "on",
        ["full_page_writes"] = "on",
        ["shared_buffers"] = Megabytes(Math.Min(256, memory / 4 / Megabyte)),
        ["effective_cache_size"] = Megabytes(memory / 2 / Megabyte),
        ["max_wal_size"] = "4GB",
        ["checkpoint_timeout"] = "15min",
        ["wal_compression"] = "on",
        // A failed statement or a detail line would carry what people wrote, or their e-mail, into the log.
        ["log_min_error_statement"] = "panic",
        ["log_error_verbosity"] = "terse",
    };

    private static Dictionary<string, string> ThrowAway() => new(StringComparer.Ordinal)
    {
        ["fsync"] = "off",
        ["synchronous_commit"] = "off",
        ["full_page_writes"] = "off",
        ["shared_buffers"] = "64MB",
        ["wal_level"] = "minimal",
        ["max_wal_senders"] = "0",
    };

    private static string Megabytes(long count) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(count, 16)}MB");
}
