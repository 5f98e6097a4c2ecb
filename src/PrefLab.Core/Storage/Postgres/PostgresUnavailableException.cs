namespace PrefLab.Core.Storage.Postgres;

/// <summary>The embedded PostgreSQL cannot be had: no binaries, a folder in use, a failed start. The message is for whoever runs PrefLab.</summary>
public sealed class PostgresUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
