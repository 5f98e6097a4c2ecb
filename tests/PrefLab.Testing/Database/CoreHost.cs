using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using PrefLab.Core;
using PrefLab.Core.Accounts;

namespace PrefLab.Testing.Database;

/// <summary>Core's services on a test's database, with a clock of its own and a count of the passwords that were hashed.</summary>
public sealed class CoreHost : IAsyncDisposable
{
    private readonly ServiceProvider services;

    public CoreHost(TestDatabase database)
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddPrefLabCore(_ => database.ConnectionString);
        collection.AddSingleton<PersonPasswordHasher>();
        collection.AddSingleton<CountingHasher>();
        collection.AddSingleton<IPasswordHasher<Person>>(provider => provider.GetRequiredService<CountingHasher>());
        services = collection.BuildServiceProvider(validateScopes: true);
    }

    public TestClock Clock { get; } = new();

    public CountingHasher Hasher => services.GetRequiredService<CountingHasher>();

    /// <summary>Runs something in a scope of its own, as a request would.</summary>
    public async Task<T> InScopeAsync<TService, T>(Func<TService, Task<T>> action)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await action(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async Task<Person> AddPersonAsync(string email, string password = "long enough", bool isAdministrator = false)
    {
        var result = await InScopeAsync((PersonService people) => people.CreateAsync(
            new NewPerson(email, "Somebody", password), actorId: null, isAdministrator, isDemonstration: false, CancellationToken.None));
        return ((CreatePersonResult.Created)result).Person;
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}

/// <summary>The real hasher, counted.</summary>
public sealed class CountingHasher(PersonPasswordHasher hasher) : IPasswordHasher<Person>
{
    private int verified;

    public int Verified => verified;

    public string HashPassword(Person user, string password) => hasher.HashPassword(user, password);

    public PasswordVerificationResult VerifyHashedPassword(Person user, string hashedPassword, string providedPassword)
    {
        Interlocked.Increment(ref verified);
        return hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
