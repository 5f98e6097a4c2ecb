namespace PrefLab.Web.Hosting;

/// <summary>Whether the database was reached and has this version's schema.</summary>
public sealed class DatabaseReadiness
{
    private readonly TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsReady => ready.Task.IsCompletedSuccessfully;

    public Task WhenReady => ready.Task;

    /// <summary>The application's connection string. There is none before the database is ready, so that nothing waits for a server that is away.</summary>
    /// <exception cref="DatabaseStartingException">The database is not ready yet.</exception>
    public string ConnectionString => IsReady ? ready.Task.Result : throw new DatabaseStartingException();

    public void SetReady(string connectionString) => ready.TrySetResult(connectionString);
}

/// <summary>Asked for the database before it was there; the request is answered 503.</summary>
public sealed class DatabaseStartingException() : Exception("The database is starting.");
