using Microsoft.Extensions.DependencyInjection;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Testing.Database;
using Xunit;

namespace PrefLab.Testing.Web;

/// <summary>The application on a database of its own for a test class.</summary>
public sealed class WebDatabase : IAsyncLifetime
{
    private readonly TestDatabase database = new();

    public PrefLabFactory Factory { get; private set; } = null!;

    public TestDatabase Data => database;

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        Factory = new PrefLabFactory(
            database.ConnectionString, settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["Logging:LogLevel:Default"] = "Warning" });
        await Factory.WhenReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Factory.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>A client that calls with a key of this annotator.</summary>
    public async Task<HttpClient> ClientOfAsync(Annotator annotator)
    {
        await using var scope = Factory.Services.CreateAsyncScope();
        var key = await scope.ServiceProvider.GetRequiredService<ApiKeyService>()
            .CreateAsync(annotator.PersonId, annotator.PersonId, "test", Role.Annotator, null, TestContext.Current.CancellationToken);
        var client = Factory.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key!.Key);
        return client;
    }
}
