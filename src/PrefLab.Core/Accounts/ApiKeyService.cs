using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Audit;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Accounts;

/// <summary>A key that was just made; it cannot be read again.</summary>
public sealed record IssuedKey(long Id, string Key);

/// <summary>Who calls with a key. Without an account of its own: everything comes from the owner, narrowed by the scope.</summary>
public sealed record ApiKeyOwner(long KeyId, long PersonId, string DisplayName, bool IsAdministrator, Role? Scope, DateTimeOffset? ExpiresAt);

public sealed class ApiKeyService(PrefLabDb db, TimeProvider time)
{
    public const string Mark = "pl_";

    /// <summary>Length of every key: the mark and 43 characters.</summary>
    public const int Length = 46;

    public const int MaxKeys = 50;

    private const int PrefixLength = 8;

    /// <param name="name">Has passed <see cref="AccountRules.CheckName"/>.</param>
    /// <returns>Null when the person has as many working keys as anybody may have.</returns>
    public async Task<IssuedKey?> CreateAsync(
        long personId, long actorId, string name, Role? scope, DateTimeOffset? expiresAt, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // One at a time, or requests in parallel would all count before any of them adds.
        await db.Database.ExecuteSqlAsync($"SELECT id FROM people WHERE id = {personId} FOR NO KEY UPDATE", ct);
        var working = await db.ApiKeys.CountAsync(
            key => key.PersonId == personId && key.RevokedAt == null && (key.ExpiresAt == null || key.ExpiresAt > now), ct);
        if (working >= MaxKeys)
        {
            return null;
        }

        var issued = await AddAsync(personId, actorId, name, scope, expiresAt, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return issued;
    }

    /// <summary>Ends one of the person's own keys, everywhere within a minute.</summary>
    public async Task<bool> RevokeAsync(long personId, long keyId, CancellationToken ct)
    {
        var key = await db.ApiKeys.SingleOrDefaultAsync(key => key.Id == keyId && key.PersonId == personId && key.RevokedAt == null, ct);
        if (key is null)
        {
            return false;
        }

        key.RevokedAt = time.GetUtcNow();
        Audit(personId, "key.revoked", keyId);
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>The owner of a working key whose account is not locked by an administrator; null for every other key.</summary>
    public Task<ApiKeyOwner?> FindOwnerAsync(byte[] hash, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var live = db.ApiKeys.Where(key => key.Hash == hash && key.RevokedAt == null && (key.ExpiresAt == null || key.ExpiresAt > now));
        var unlocked = db.Users.Where(person => person.LockoutEnd == null || person.LockoutEnd < Person.UntilUnlocked);
        return live
            .Join(
                unlocked,
                key => key.PersonId,
                person => person.Id,
                (key, person) => new ApiKeyOwner(key.Id, person.Id, person.DisplayName, person.IsAdministrator, key.Scope, key.ExpiresAt))
            .SingleOrDefaultAsync(ct)!;
    }

    /// <summary>Inserts a key, so that its id is known, and leaves its event to the caller's SaveChanges.</summary>
    internal async Task<IssuedKey> AddAsync(
        long personId, long actorId, string name, Role? scope, DateTimeOffset? expiresAt, CancellationToken ct)
    {
        var secret = Mark + SecretToken.Create();
        var key = new ApiKey
        {
            PersonId = personId,
            Name = name.Trim(),
            Prefix = secret[..PrefixLength],
            Hash = SecretToken.Hash(secret),
            Scope = scope,
            CreatedAt = time.GetUtcNow(),
            ExpiresAt = expiresAt,
        };
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync(ct);
        Audit(actorId, "key.created", key.Id);
        return new IssuedKey(key.Id, secret);
    }

    private void Audit(long actorId, string kind, long keyId) =>
        db.AuditEvents.Add(new AuditEvent { At = time.GetUtcNow(), ActorId = actorId, Kind = kind, Subject = $"key:{keyId}" });
}
