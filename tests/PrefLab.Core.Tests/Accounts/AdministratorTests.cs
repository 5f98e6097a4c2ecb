using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Accounts;

/// <summary>Who administers changes only by who administers, and somebody always does.</summary>
public sealed class AdministratorTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private CoreHost host = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        host = new CoreHost(database);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Appoint_ThenDismiss_ChangesTheRightsAndIsAudited()
    {
        var first = await AddAsync("first", isAdministrator: true);
        var second = await AddAsync("second", isAdministrator: false);

        Assert.True(await AppointAsync(first, second));
        Assert.Equal([first, second], await AdministratorsAsync());
        Assert.True(await DismissAsync(second, first));
        Assert.Equal([second], await AdministratorsAsync());

        await using var db = database.Open();
        var events = await db.AuditEvents.Where(it => it.Kind.StartsWith("administrator.")).OrderBy(it => it.Id).ToListAsync(Ct);
        Assert.Equal(
            [("administrator.appointed", first, $"person:{second}"), ("administrator.dismissed", second, $"person:{first}")],
            events.Select(it => (it.Kind, it.ActorId!.Value, it.Subject)));
    }

    [Fact]
    public async Task Change_ByWhoIsNoAdministratorAnyMore_IsRefused()
    {
        var dismissed = await AddAsync("dismissed", isAdministrator: true);
        var locked = await AddAsync("locked", isAdministrator: true);
        var acting = await AddAsync("acting", isAdministrator: true);
        var somebody = await AddAsync("somebody", isAdministrator: false);
        Assert.True(await DismissAsync(acting, dismissed));
        Assert.True(await LockAsync(acting, locked));

        foreach (var actor in new[] { dismissed, locked, somebody })
        {
            Assert.False(await AppointAsync(actor, actor == somebody ? dismissed : somebody));
            Assert.False(await DismissAsync(actor, acting));
            Assert.False(await LockAsync(actor, acting));
        }
    }

    [Fact]
    public async Task Change_OfOneselfOfSimulatedOrOfNobody_IsRefused()
    {
        var only = await AddAsync("only", isAdministrator: true);
        var project = await TestProject.CreateAsync(database.Database);
        await host.InScopeAsync((SimulatedAnnotatorService service) => service.CreateOrRekeyAsync(new Actor(only, true, null), project.Id, "robot", Ct));
        await using var db = database.Open();
        var robot = await db.Users.Where(person => person.IsSimulated).Select(person => person.Id).SingleAsync(Ct);

        Assert.False(await DismissAsync(only, only));
        Assert.False(await AppointAsync(only, robot));
        Assert.False(await AppointAsync(only, 999_999));
        Assert.Equal([only], await AdministratorsAsync());
    }

    [Fact]
    public async Task Change_EachOtherAtOnce_LeavesOneWhoCanAct()
    {
        var one = await AddAsync("one", isAdministrator: true);
        var other = await AddAsync("other", isAdministrator: true);
        for (var round = 0; round < 10; round++)
        {
            var locks = round % 2 == 0;

            var done = await Task.WhenAll(
                Task.Run(() => DismissAsync(one, other), Ct),
                Task.Run(() => locks ? LockAsync(other, one) : DismissAsync(other, one), Ct));

            Assert.Single(done, won => won);
            var (winner, loser) = done[0] ? (one, other) : (other, one);
            Assert.True(await AppointAsync(winner, loser));
            await host.InScopeAsync((PersonService people) => people.UnlockAsync(new Actor(winner, true, null), loser, Ct));
        }
    }

    private async Task<long> AddAsync(string name, bool isAdministrator) =>
        (await host.AddPersonAsync($"{name}@example.org", isAdministrator: isAdministrator)).Id;

    private Task<bool> AppointAsync(long actor, long person) =>
        host.InScopeAsync((PersonService people) => people.AppointAsync(new Actor(actor, true, null), person, Ct));

    private Task<bool> DismissAsync(long actor, long person) =>
        host.InScopeAsync((PersonService people) => people.DismissAsync(new Actor(actor, true, null), person, Ct));

    private Task<bool> LockAsync(long actor, long person) =>
        host.InScopeAsync((PersonService people) => people.LockAsync(new Actor(actor, true, null), person, Ct));

    private async Task<List<long>> AdministratorsAsync()
    {
        await using var db = database.Open();
        return await db.Users.Where(person => person.IsAdministrator).OrderBy(person => person.Id).Select(person => person.Id).ToListAsync(Ct);
    }
}
