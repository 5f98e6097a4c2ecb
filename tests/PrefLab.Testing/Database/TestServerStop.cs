namespace PrefLab.Testing.Database;

/// <summary>
/// Stops the throw-away PostgreSQL after the last test of an assembly. When the process exits is late: that may take more than the second
/// after which the runner warns of threads that keep the process from ending.
/// </summary>
public sealed class TestServerStop : IAsyncDisposable
{
    public ValueTask DisposeAsync() => TestServer.StopAsync();
}
