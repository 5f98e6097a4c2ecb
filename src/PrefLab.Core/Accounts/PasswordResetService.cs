using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Audit;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Accounts;

/// <summary>A forgotten password is mended by a link that an administrator makes and hands over.</summary>
public sealed class PasswordResetService(PrefLabDb db, IPasswordHasher<Person> hasher, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>A new link, which replaces earlier ones for the same person; null when there is no such person.</summary>
    public async Task<IssuedLink?> CreateAsync(Actor actor, long personId, CancellationToken ct)
    {
        if (!await db.Users.AnyAsync(person => person.Id == personId && !person.IsSimulated, ct))
        {
            return null;
        }

        var now = time.GetUtcNow();
        var token = SecretToken.Create();
        var link = new OneTimeLink
        {
            Purpose = LinkPurpose.PasswordReset,
            TokenHash = SecretToken.Hash(token),
            PersonId = personId,
            CreatedBy = actor.PersonId,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.OneTimeLinks.Live(LinkPurpose.PasswordReset, now).Where(earlier => earlier.PersonId == personId).RevokeAsync(now, ct);
        db.OneTimeLinks.Add(link);
        Audit(actor.PersonId, "password.link_created", personId, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new IssuedLink(link.Id, token, link.ExpiresAt);
    }

    /// <summary>Whose password the link resets; null when it does not work any more.</summary>
    public async Task<Person?> FindPersonAsync(string token, CancellationToken ct)
    {
        var link = await db.FindLiveAsync(LinkPurpose.PasswordReset, token, time.GetUtcNow(), ct);
        return link is null ? null : await db.Users.AsNoTracking().SingleAsync(person => person.Id == link.PersonId, ct);
    }

    /// <summary>Sets the password once; sessions open elsewhere end within a minute. A lock by an administrator stays.</summary>
    /// <param name="password">Has passed <see cref="AccountRules.CheckPassword"/>.</param>
    public async Task<bool> ResetAsync(string token, string password, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.FindLiveAsync(LinkPurpose.PasswordReset, token, now, ct) is not { } link)
        {
            return false;
        }

        var person = await db.Users.SingleAsync(person => person.Id == link.PersonId, ct);
        person.PasswordHash = hasher.HashPassword(person, password);
        person.SecurityStamp = SecretToken.Create();
        person.AccessFailedCount = 0;
        person.LockoutEnd = person.LockoutEnd >= Person.UntilUnlocked ? person.LockoutEnd : null;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await db.TryUseAsync(link, now, ct))
        {
            return false;
        }

        Audit(person.Id, "password.reset", person.Id, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private void Audit(long actorId, string kind, long personId, DateTimeOffset at) =>
        db.AuditEvents.Add(new AuditEvent { At = at, ActorId = actorId, Kind = kind, Subject = $"person:{personId}" });
}
