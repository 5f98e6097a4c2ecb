namespace PrefLab.Web.Hosting;

/// <summary>Whether the database was reached and has this version's schema.</summary>
public sealed class DatabaseReadiness
{
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsReady => ready.Task.IsCompletedSuccessfully;

    public Task WhenReady => ready.Task;

    public void SetReady() => ready.TrySetResult();
}
