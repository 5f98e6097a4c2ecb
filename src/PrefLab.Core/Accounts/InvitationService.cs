using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Audit;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Accounts;

/// <summary>What an invitation offers to who holds its link.</summary>
public sealed record Invitation(ProjectId ProjectId, string ProjectName, Role Role, string? Email, DateTimeOffset ExpiresAt);

public abstract record JoinResult
{
    private JoinResult() { }

    public sealed record Joined(Person Person, ProjectId Project, Role Role) : JoinResult;

    /// <summary>Used, revoked, expired, or never made.</summary>
    public sealed record DeadLink : JoinResult;

    /// <summary>The invitation is for another e-mail address.</summary>
    public sealed record NotForYou : JoinResult;

    /// <summary>The person has a role in the project; roles are exclusive.</summary>
    public sealed record AlreadyMember(ProjectId Project) : JoinResult;

    public sealed record Invalid(IReadOnlyDictionary<string, string> Problems) : JoinResult;
}

/// <summary>Links into a project, bound to one role and perhaps one e-mail address; each lets one person in.</summary>
public sealed class InvitationService(
    PrefLabDb db, PersonService people, MembershipService memberships, ILookupNormalizer normalizer, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <param name="email">Null lets in whoever holds the link; otherwise it has passed <see cref="AccountRules.CheckEmail"/>.</param>
    public async Task<IssuedLink> CreateAsync(Actor actor, ProjectId project, Role role, string? email, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var token = SecretToken.Create();
        var link = new OneTimeLink
        {
            Purpose = LinkPurpose.Invitation,
            TokenHash = SecretToken.Hash(token),
            ProjectId = project,
            Role = role,
            Email = email,
            CreatedBy = actor.PersonId,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.OneTimeLinks.Add(link);
        await db.SaveChangesAsync(ct);
        Audit(project, actor.PersonId, "invitation.created", link.Id, new { role = role.ToString(), bound = email is not null });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new IssuedLink(link.Id, token, link.ExpiresAt);
    }

    public async Task<bool> RevokeAsync(Actor actor, ProjectId project, long linkId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var revoked = await db.OneTimeLinks.Live(LinkPurpose.Invitation, now)
            .Where(link => link.Id == linkId && link.ProjectId == project)
            .RevokeAsync(now, ct);
        if (revoked == 0)
        {
            return false;
        }

        Audit(project, actor.PersonId, "invitation.revoked", linkId, data: null);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>What the link offers; null when it does not work.</summary>
    public async Task<Invitation?> FindAsync(string token, CancellationToken ct)
    {
        var link = await db.FindLiveAsync(LinkPurpose.Invitation, token, time.GetUtcNow(), ct);
        return link is null
            ? null
            : await db.Projects.Where(project => project.Id == link.ProjectId)
                .Select(project => new Invitation(project.Id, project.Name, link.Role!.Value, link.Email, link.ExpiresAt))
                .SingleOrDefaultAsync(ct);
    }

    /// <summary>Makes an account and lets it in.</summary>
    public async Task<JoinResult> RegisterAsync(string token, NewPerson input, CancellationToken ct)
    {
        var problems = input.Check();
        if (problems.Count > 0)
        {
            return new JoinResult.Invalid(problems);
        }

        var now = time.GetUtcNow();
        var link = await db.FindLiveAsync(LinkPurpose.Invitation, token, now, ct);
        if (Refuse(link, input.Email) is { } refusal)
        {
            return refusal;
        }

        var person = people.Prepare(input);
        return await UseAsync(link!, now, CreatePersonResult.EmailTaken.Problems, () => people.AddAsync(person, actorId: null, ct), ct);
    }

    /// <summary>Lets somebody in who has an account.</summary>
    public async Task<JoinResult> AcceptAsync(string token, long personId, CancellationToken ct)
    {
        var person = await db.Users.AsNoTracking().SingleAsync(person => person.Id == personId, ct);
        var now = time.GetUtcNow();
        var link = await db.FindLiveAsync(LinkPurpose.Invitation, token, now, ct);
        if (Refuse(link, person.Email) is { } refusal)
        {
            return refusal;
        }

        var project = link!.ProjectId!.Value;
        return await db.Memberships.AnyAsync(membership => membership.ProjectId == project && membership.PersonId == personId, ct)
            ? new JoinResult.AlreadyMember(project)
            : await UseAsync(link, now, taken: null, () => Task.FromResult(person), ct);
    }

    /// <summary>The link's use, the account and the membership stand or fall together. The role is the link's, whatever was sent.</summary>
    private async Task<JoinResult> UseAsync(
        OneTimeLink link, DateTimeOffset now, IReadOnlyDictionary<string, string>? taken, Func<Task<Person>> who, CancellationToken ct)
    {
        var (project, role) = (link.ProjectId!.Value, link.Role!.Value);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (!await db.TryUseAsync(link, now, ct))
            {
                return new JoinResult.DeadLink();
            }

            var person = await who();
            await memberships.AddAsync(project, person, role, ct);
            Audit(project, person.Id, "invitation.used", link.Id, data: null);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return new JoinResult.Joined(person, project, role);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            return taken is null ? new JoinResult.AlreadyMember(project) : new JoinResult.Invalid(taken);
        }
    }

    private JoinResult? Refuse(OneTimeLink? link, string? email) => link switch
    {
        null => new JoinResult.DeadLink(),
        { Email: { } bound } when !string.Equals(
            normalizer.NormalizeEmail(bound), normalizer.NormalizeEmail(email), StringComparison.Ordinal) => new JoinResult.NotForYou(),
        _ => null,
    };

    private void Audit(ProjectId project, long actorId, string kind, long linkId, object? data) =>
        db.AuditEvents.Add(new AuditEvent
        {
            ProjectId = project,
            At = time.GetUtcNow(),
            ActorId = actorId,
            Kind = kind,
            Subject = $"invitation:{linkId}",
            Data = data is null ? null : JsonSerializer.Serialize(data),
        });
}
