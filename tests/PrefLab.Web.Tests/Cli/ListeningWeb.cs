using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;
using PrefLab.Testing.Web;

namespace PrefLab.Web.Tests.Cli;

/// <summary>The application on a port of its own, with an administrator's key.</summary>
public sealed class ListeningWeb : IAsyncLifetime
{
    private PrefLabFactory factory = null!;

    public TestDatabase Data { get; } = new();

    public Uri Address { get; private set; } = null!;

    public string Key { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Data.InitializeAsync();
        factory = new PrefLabFactory(
            Data.ConnectionString, settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["Logging:LogLevel:Default"] = "Warning" });
        factory.UseKestrel(0);
        factory.StartServer();
        Address = new Uri(factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await factory.WhenReadyAsync();
        Key = await MakeAdministratorKeyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        await Data.DisposeAsync();
    }

    private async Task<string> MakeAdministratorKeyAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var scope = factory.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<PersonService>();
        var input = new NewPerson("administrator@example.org", "Administrator", "a long enough password");
        var made = Assert.IsType<CreatePersonResult.Created>(await people.CreateAsync(input, null, isAdministrator: true, isDemonstration: false, ct));
        var keys = scope.ServiceProvider.GetRequiredService<ApiKeyService>();
        return (await keys.CreateAsync(made.Person.Id, made.Person.Id, "test", null, null, ct))!.Key;
    }
}
