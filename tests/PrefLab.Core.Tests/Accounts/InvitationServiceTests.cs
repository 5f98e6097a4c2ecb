using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Accounts;

public sealed class InvitationServiceTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private static readonly Actor Lead = new(1, true, null);

    private readonly CoreHost host = new(database);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task RegisterAsync_Annotator_MakesPersonMembershipAndAnnotator()
    {
        var project = await TestProject.CreateAsync(database.Database);
        var link = await InviteAsync(project, Role.Annotator);

        var joined = Assert.IsType<JoinResult.Joined>(await RegisterAsync(link.Token, "new@example.org"));

        await using var db = database.Open();
        Assert.Equal(Role.Annotator, (await db.Memberships.SingleAsync(row => row.ProjectId == project.Id, Ct)).Role);
        var annotator = await db.Annotators.SingleAsync(row => row.ProjectId == project.Id, Ct);
        Assert.Equal((joined.Person.Id, Standing.Active, false), (annotator.PersonId, annotator.Standing, annotator.IsSimulated));
        var events = await db.AuditEvents.Where(row => row.ProjectId == project.Id).Select(row => row.Kind).ToListAsync(Ct);
        Assert.Equal(["invitation.created", "invitation.used", "member.joined"], events.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(await db.AuditEvents.Select(row => row.Data).ToListAsync(Ct), data => data?.Contains('@', StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task RegisterAsync_EightAtOnce_LetsOneIn()
    {
        var project = await TestProject.CreateAsync(database.Database);
        var link = await InviteAsync(project, Role.Annotator);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => RegisterAsync(link.Token, $"racer{i}@example.org")));

        Assert.Single(results.OfType<JoinResult.Joined>());
        Assert.Equal(7, results.OfType<JoinResult.DeadLink>().Count());
        await using var db = database.Open();
        Assert.Equal(1, await db.Memberships.CountAsync(row => row.ProjectId == project.Id, Ct));
        Assert.Equal(1, await db.Users.CountAsync(row => row.Email!.StartsWith("racer"), Ct));
    }

    [Fact]
    public async Task RegisterAsync_LinkTwiceExpiredRevokedUnknown_IsDead()
    {
        var project = await TestProject.CreateAsync(database.Database);
        var used = await InviteAsync(project, Role.Expert);
        await RegisterAsync(used.Token, "first@example.org");
        var revoked = await InviteAsync(project, Role.Expert);
        Assert.True(await host.InScopeAsync((InvitationService service) => service.RevokeAsync(Lead, project.Id, revoked.Id, Ct)));
        var expired = await InviteAsync(project, Role.Expert);
        host.Clock.Advance(TimeSpan.FromDays(7));

        foreach (var token in (string[])[used.Token, revoked.Token, expired.Token, "unknown", ""])
        {
            Assert.IsType<JoinResult.DeadLink>(await RegisterAsync(token, "second@example.org"));
            Assert.Null(await host.InScopeAsync((InvitationService service) => service.FindAsync(token, Ct)));
        }
    }

    [Fact]
    public async Task RegisterAsync_ForAnotherAddress_IsRefusedAndTheLinkStaysAlive()
    {
        var project = await TestProject.CreateAsync(database.Database);
        var link = await InviteAsync(project, Role.Annotator, "wanted@example.org");

        Assert.IsType<JoinResult.NotForYou>(await RegisterAsync(link.Token, "other@example.org"));
        Assert.IsType<JoinResult.Joined>(await RegisterAsync(link.Token, "Wanted@Example.org"));
    }

    [Fact]
    public async Task RegisterAsync_AddressTaken_KeepsTheLink()
    {
        var project = await TestProject.CreateAsync(database.Database);
        await host.AddPersonAsync("taken@example.org");
        var link = await InviteAsync(project, Role.Annotator);

        Assert.IsType<JoinResult.Invalid>(await RegisterAsync(link.Token, "TAKEN@example.org"));
        Assert.NotNull(await host.InScopeAsync((InvitationService service) => service.FindAsync(link.Token, Ct)));
    }

    [Fact]
    public async Task AcceptAsync_Member_IsNotGivenAnotherRole()
    {
        var project = await TestProject.CreateAsync(database.Database);
        var person = await host.AddPersonAsync("member@example.org");
        Assert.IsType<JoinResult.Joined>(await AcceptAsync((await InviteAsync(project, Role.Annotator)).Token, person.Id));

        var lead = await InviteAsync(project, Role.Lead);
        Assert.IsType<JoinResult.AlreadyMember>(await AcceptAsync(lead.Token, person.Id));

        await using var db = database.Open();
        Assert.Equal(Role.Annotator, (await db.Memberships.SingleAsync(row => row.PersonId == person.Id, Ct)).Role);
    }

    [Fact]
    public async Task RemoveAsync_Annotator_KeepsTheRowAndRejoinsWithoutEvidence()
    {
        var project = await TestProject.CreateAsync(database.Database);
        var annotator = await project.AddAnnotatorAsync();
        Assert.True(await host.InScopeAsync((MembershipService service) => service.RemoveAsync(Lead, project.Id, annotator.PersonId, Ct)));
        Assert.False(await host.InScopeAsync((MembershipService service) => service.RemoveAsync(Lead, project.Id, annotator.PersonId, Ct)));
        await using (var db = database.Open())
        {
            Assert.Equal(Standing.Removed, (await db.Annotators.SingleAsync(row => row.PersonId == annotator.PersonId, Ct)).Standing);
            Assert.False(await db.Memberships.AnyAsync(row => row.PersonId == annotator.PersonId, Ct));
        }

        Assert.IsType<JoinResult.Joined>(await AcceptAsync((await InviteAsync(project, Role.Annotator)).Token, annotator.PersonId));
        await using var after = database.Open();
        var again = await after.Annotators.SingleAsync(row => row.PersonId == annotator.PersonId, Ct);
        Assert.Equal((annotator.Id, Standing.Active), (again.Id, again.Standing));
    }

    private Task<IssuedLink> InviteAsync(TestProject project, Role role, string? email = null) =>
        host.InScopeAsync((InvitationService service) => service.CreateAsync(Lead, project.Id, role, email, Ct));

    private Task<JoinResult> RegisterAsync(string token, string email) =>
        host.InScopeAsync((InvitationService service) => service.RegisterAsync(token, new NewPerson(email, "New", "long enough"), Ct));

    private Task<JoinResult> AcceptAsync(string token, long person) =>
        host.InScopeAsync((InvitationService service) => service.AcceptAsync(token, person, Ct));
}
