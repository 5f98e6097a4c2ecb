using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PrefLab.Core.Storage.Postgres;

/// <summary>What an <see cref="EmbeddedPostgres"/> is started with.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The folder of the cluster, its lock and its log; created when missing. One program at a time holds it.</summary>
    public required string DataFolder { get; init; }

    /// <summary>PostgreSQL's programs; found by <see cref="PostgresSearch"/> when null.</summary>
    public PostgresBinaries? Binaries { get; init; }

    /// <summary>Where binaries are kept that had to be fetched; the data folder when null.</summary>
    public string? DownloadFolder { get; init; }

    /// <summary>False for throw-away clusters only: nothing is forced to disk and a crash of the machine loses everything.</summary>
    public bool Durable { get; init; } = true;

    public int MaxConnections { get; init; } = 100;

    /// <summary>Made when missing, owned by <see cref="EmbeddedPostgres.Owner"/>; the first is the one of <see cref="EmbeddedPostgres.OwnerConnectionString"/>.</summary>
    public IReadOnlyList<string> Databases { get; init; } = ["preflab"];

    /// <summary>Server settings that win over PrefLab's own.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public ILogger Logger { get; init; } = NullLogger.Instance;
}
