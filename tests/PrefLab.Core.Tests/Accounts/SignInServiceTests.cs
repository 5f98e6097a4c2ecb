using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Accounts;

public sealed class SignInServiceTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly CoreHost host = new(database);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task CheckAsync_RightPassword_FindsThePerson()
    {
        var person = await host.AddPersonAsync("right@example.org", "p\u00e4ssword ");

        Assert.Equal(person.Id, (await CheckAsync("RIGHT@example.org", "p\u00e4ssword "))?.Id);
        Assert.Equal(person.Id, (await CheckAsync("right@example.org", "pa\u0308ssword "))?.Id);
        Assert.Null(await CheckAsync("right@example.org", "p\u00e4ssword"));
    }

    [Fact]
    public async Task CheckAsync_UnknownAndKnownAddress_HashOnceEach()
    {
        await host.AddPersonAsync("known@example.org");
        foreach (var email in (string[])["known@example.org", "unknown@example.org", "", "not an address", "a\0@b"])
        {
            var before = host.Hasher.Verified;

            Assert.Null(await CheckAsync(email, "wrong password"));
            Assert.Equal(before + 1, host.Hasher.Verified);
        }
    }

    [Fact]
    public void Nobody_AgainstRealHash_HasTheSameCost()
    {
        var real = Convert.FromBase64String(host.Hasher.HashPassword(new Person { DisplayName = "" }, "any password"));
        var nobody = Convert.FromBase64String(PersonPasswordHasher.Nobody);

        // format, function, iterations, length of the salt
        Assert.Equal(real[..13], nobody[..13]);
        Assert.Equal(real.Length, nobody.Length);
    }

    [Fact]
    public async Task CheckAsync_HugePassword_IsRefusedUnhashed()
    {
        await host.AddPersonAsync("huge@example.org");
        var before = host.Hasher.Verified;

        Assert.Null(await CheckAsync("huge@example.org", new string('x', 1_000_000)));
        Assert.Equal(before, host.Hasher.Verified);
    }

    [Fact]
    public async Task CheckAsync_TenFailuresInParallel_LockForFiveMinutes()
    {
        await host.AddPersonAsync("locked@example.org", "the right one");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => CheckAsync("locked@example.org", "a wrong one")));

        Assert.Null(await CheckAsync("locked@example.org", "the right one"));
        host.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        Assert.NotNull(await CheckAsync("locked@example.org", "the right one"));
    }

    [Fact]
    public async Task CheckAsync_NineFailuresThenSuccess_StartsCountingAgain()
    {
        await host.AddPersonAsync("nine@example.org", "the right one");
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 9; i++)
            {
                await CheckAsync("nine@example.org", "a wrong one");
            }

            Assert.NotNull(await CheckAsync("nine@example.org", "the right one"));
        }
    }

    private Task<Person?> CheckAsync(string email, string password) =>
        host.InScopeAsync((SignInService signIns) => signIns.CheckAsync(email, password, TestContext.Current.CancellationToken));
}
