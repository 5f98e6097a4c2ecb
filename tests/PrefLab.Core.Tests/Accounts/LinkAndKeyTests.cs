using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Accounts;

/// <summary>The first administrator, new passwords, keys, simulated annotators.</summary>
public sealed class LinkAndKeyTests : IAsyncLifetime
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
    public async Task FirstAdministrator_TwoLinksInParallel_MakeOneAdministrator()
    {
        var replaced = await IssueAsync();
        var link = await IssueAsync();

        var results = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(i => RedeemAsync(i % 2 == 0 ? link!.Token : replaced!.Token, $"a{i}@example.org")));

        Assert.Single(results.OfType<CreatePersonResult.Created>());
        Assert.Null(await IssueAsync());
        await using var db = database.Open();
        Assert.Equal(1, await db.Users.CountAsync(person => person.IsAdministrator, Ct));
    }

    [Fact]
    public async Task FirstAdministrator_AfterADay_IsDead()
    {
        var link = await IssueAsync();
        host.Clock.Advance(TimeSpan.FromHours(24));

        Assert.Null(await RedeemAsync(link!.Token, "late@example.org"));
    }

    [Fact]
    public async Task Reset_Link_SetsThePasswordOnceAndEndsSessions()
    {
        var administrator = new Actor((await host.AddPersonAsync("admin@example.org", isAdministrator: true)).Id, true, null);
        var person = await host.AddPersonAsync("forgetful@example.org", "the old password");
        var replaced = await ResetLinkAsync(administrator, person.Id);
        var link = await ResetLinkAsync(administrator, person.Id);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => ResetAsync(link!.Token, $"new password {i}")));

        Assert.Single(results, done => done);
        Assert.False(await ResetAsync(replaced!.Token, "another password"));
        await using var db = database.Open();
        Assert.NotEqual(person.SecurityStamp, (await db.Users.SingleAsync(row => row.Id == person.Id, Ct)).SecurityStamp);
        Assert.Null(await host.InScopeAsync((SignInService service) => service.CheckAsync("forgetful@example.org", "the old password", Ct)));
    }

    [Fact]
    public async Task Key_RevokedExpiredOrOwnerLocked_HasNoOwner()
    {
        var person = await host.AddPersonAsync("owner@example.org");
        var revoked = await KeyAsync(person.Id);
        var expiring = await KeyAsync(person.Id, host.Clock.GetUtcNow().AddDays(1));
        var lasting = await KeyAsync(person.Id);
        Assert.NotNull(await OwnerAsync(revoked.Key));
        Assert.NotNull(await OwnerAsync(expiring.Key));
        Assert.Null(await OwnerAsync(lasting.Key.ToUpperInvariant()));
        Assert.False(await host.InScopeAsync((ApiKeyService service) => service.RevokeAsync(person.Id + 1, revoked.Id, Ct)));
        Assert.True(await host.InScopeAsync((ApiKeyService service) => service.RevokeAsync(person.Id, revoked.Id, Ct)));
        host.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Null(await OwnerAsync(revoked.Key));
        Assert.Null(await OwnerAsync(expiring.Key));
        Assert.NotNull(await OwnerAsync(lasting.Key));

        var administrator = new Actor((await host.AddPersonAsync("locks@example.org", isAdministrator: true)).Id, true, null);
        Assert.True(await host.InScopeAsync((PersonService service) => service.LockAsync(administrator, person.Id, Ct)));
        Assert.Null(await OwnerAsync(lasting.Key));
        Assert.True(await host.InScopeAsync((PersonService service) => service.UnlockAsync(administrator, person.Id, Ct)));
        Assert.NotNull(await OwnerAsync(lasting.Key));
    }

    [Fact]
    public async Task Key_TenWrongPasswordsOfTheOwner_StillWorks()
    {
        var person = await host.AddPersonAsync("attacked@example.org");
        var key = await KeyAsync(person.Id);
        for (var i = 0; i < 10; i++)
        {
            await host.InScopeAsync((SignInService service) => service.CheckAsync("attacked@example.org", "wrong password", Ct));
        }

        Assert.NotNull(await OwnerAsync(key.Key));
    }

    [Fact]
    public async Task Key_LastOneWantedByManyAtOnce_IsMadeOnce()
    {
        var person = await host.AddPersonAsync("collector@example.org");
        for (var i = 1; i < ApiKeyService.MaxKeys; i++)
        {
            await KeyAsync(person.Id);
        }

        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            host.InScopeAsync((ApiKeyService service) => service.CreateAsync(person.Id, person.Id, "key", null, null, Ct))));

        Assert.Single(made, key => key is not null);
    }

    [Fact]
    public async Task Lock_Oneself_IsRefused()
    {
        var person = await host.AddPersonAsync("self@example.org", isAdministrator: true);

        Assert.False(await host.InScopeAsync((PersonService service) => service.LockAsync(new Actor(person.Id, true, null), person.Id, Ct)));
    }

    [Fact]
    public async Task Simulated_SameNameAgain_RekeysTheSameAnnotator()
    {
        var actor = new Actor((await host.AddPersonAsync("sim-admin@example.org", isAdministrator: true)).Id, true, null);
        var project = await TestProject.CreateAsync(database.Database);
        var other = await TestProject.CreateAsync(database.Database);

        var created = await SimulateAsync(actor, project.Id, "robot 1");
        var rekeyed = await SimulateAsync(actor, project.Id, " Robot 1");
        var elsewhere = await SimulateAsync(actor, other.Id, "robot 1");

        Assert.Equal(created.AnnotatorId, rekeyed.AnnotatorId);
        Assert.NotEqual(created.AnnotatorId, elsewhere.AnnotatorId);
        Assert.Null(await OwnerAsync(created.Key));
        var owner = await OwnerAsync(rekeyed.Key);
        Assert.Equal((Role?)Role.Annotator, owner!.Scope);
        await using var db = database.Open();
        Assert.True((await db.Users.SingleAsync(person => person.Id == owner.PersonId, Ct)).IsSimulated);
        Assert.All(await db.Annotators.ToListAsync(Ct), annotator => Assert.True(annotator.IsSimulated));
        Assert.IsType<SimulatedResult.NoProject>(await TrySimulateAsync(actor, new ProjectId(99_999)));
    }

    [Fact]
    public async Task Simulated_SameNameInParallel_MakesOne()
    {
        var actor = new Actor((await host.AddPersonAsync("par-admin@example.org", isAdministrator: true)).Id, true, null);
        var project = await TestProject.CreateAsync(database.Database);

        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SimulateAsync(actor, project.Id, "twin")));

        Assert.Single(made.Select(one => one.AnnotatorId).Distinct());
    }

    [Fact]
    public async Task Simulated_FirstInAProject_MakesItADemonstrationOnce()
    {
        var actor = new Actor((await host.AddPersonAsync("demo-admin@example.org", isAdministrator: true)).Id, true, null);
        var project = await TestProject.CreateAsync(database.Database);
        await project.AddAnnotatorAsync();

        await SimulateAsync(actor, project.Id, "robot 1");
        await SimulateAsync(actor, project.Id, "robot 2");

        await using var db = database.Open();
        Assert.True((await db.Projects.SingleAsync(row => row.Id == project.Id, Ct)).IsDemonstration);
        Assert.Equal(1, await db.AuditEvents.CountAsync(row => row.ProjectId == project.Id && row.Kind == "project.demonstration", Ct));
    }

    [Fact]
    public async Task Simulated_WherePeopleHaveLabelled_AreKeptOutUnlessItIsADemonstration()
    {
        var actor = new Actor((await host.AddPersonAsync("mix-admin@example.org", isAdministrator: true)).Id, true, null);
        var real = await LabelledAsync(isDemonstration: false);
        var demonstration = await LabelledAsync(isDemonstration: true);

        Assert.IsType<SimulatedResult.PeopleHaveLabelled>(await TrySimulateAsync(actor, real.Id));
        Assert.IsType<SimulatedResult.Ready>(await TrySimulateAsync(actor, demonstration.Id));

        await using var db = database.Open();
        Assert.False((await db.Projects.SingleAsync(row => row.Id == real.Id, Ct)).IsDemonstration);
        Assert.False(await db.Annotators.AnyAsync(row => row.ProjectId == real.Id && row.IsSimulated, Ct));
    }

    private async Task<TestProject> LabelledAsync(bool isDemonstration)
    {
        var project = await TestProject.CreateAsync(database.Database, isDemonstration: isDemonstration);
        await project.AddComparisonsAsync(1);
        await new Annotating(database.Database, project, await project.AddAnnotatorAsync()).DrainAsync();
        return project;
    }

    private Task<IssuedLink?> IssueAsync() => host.InScopeAsync((FirstAdministratorService service) => service.IssueAsync(Ct));

    private Task<CreatePersonResult?> RedeemAsync(string token, string email) =>
        host.InScopeAsync((FirstAdministratorService service) => service.RedeemAsync(token, new NewPerson(email, "First", "long enough"), Ct));

    private Task<IssuedLink?> ResetLinkAsync(Actor actor, long person) =>
        host.InScopeAsync((PasswordResetService service) => service.CreateAsync(actor, person, Ct));

    private Task<bool> ResetAsync(string token, string password) =>
        host.InScopeAsync((PasswordResetService service) => service.ResetAsync(token, password, Ct));

    private async Task<IssuedKey> KeyAsync(long person, DateTimeOffset? expiresAt = null) =>
        (await host.InScopeAsync((ApiKeyService service) => service.CreateAsync(person, person, "key", null, expiresAt, Ct)))!;

    private Task<ApiKeyOwner?> OwnerAsync(string key) =>
        host.InScopeAsync((ApiKeyService service) => service.FindOwnerAsync(SecretToken.Hash(key), Ct));

    private Task<SimulatedResult> TrySimulateAsync(Actor actor, ProjectId project, string name = "robot 1") =>
        host.InScopeAsync((SimulatedAnnotatorService service) => service.CreateOrRekeyAsync(actor, project, name, Ct));

    private async Task<SimulatedAnnotator> SimulateAsync(Actor actor, ProjectId project, string name) =>
        Assert.IsType<SimulatedResult.Ready>(await TrySimulateAsync(actor, project, name)).Annotator;
}
