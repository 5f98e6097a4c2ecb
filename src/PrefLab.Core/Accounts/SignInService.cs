using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Accounts;

/// <summary>
/// Checks e-mail addresses and passwords. An unknown address costs the same work as a known one and gets the same answer;
/// ten wrong passwords lock an account for five minutes, during which the right one is refused too.
/// </summary>
public sealed class SignInService(PrefLabDb db, IPasswordHasher<Person> hasher, ILookupNormalizer normalizer, TimeProvider time)
{
    public const int MaxFailures = 10;

    public static readonly TimeSpan Lockout = TimeSpan.FromMinutes(5);

    private static readonly Person Nobody = new() { DisplayName = "" };

    /// <returns>The person; null when the address or the password is wrong or the account is locked: the caller cannot tell which.</returns>
    public async Task<Person?> CheckAsync(string email, string password, CancellationToken ct)
    {
        if (AccountRules.CheckPassword(password) is not null)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var person = await FindAsync(email.Trim(), ct);
        var isLocked = person?.LockoutEnd > now;
        var verified = hasher.VerifyHashedPassword(person ?? Nobody, person?.PasswordHash ?? PersonPasswordHasher.Nobody, password);
        if (person is null || isLocked || verified == PasswordVerificationResult.Failed)
        {
            await CountFailureAsync(isLocked ? 0 : person?.Id ?? 0, now, ct);
            return null;
        }

        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
        {
            person.PasswordHash = hasher.HashPassword(person, password);
            await db.SaveChangesAsync(ct);
        }

        return await TryClearFailuresAsync(person.Id, now, ct) ? person : null;
    }

    private async Task<Person?> FindAsync(string email, CancellationToken ct)
    {
        // what cannot be an address is looked up too, as one that nobody has, so that it takes as long
        var name = AccountRules.CheckEmail(email) is null ? normalizer.NormalizeName(email) : "";
        return await db.Users.SingleOrDefaultAsync(person => person.NormalizedUserName == name && !person.IsSimulated, ct);
    }

    /// <summary>One conditional UPDATE, so that guesses in parallel are all counted; for nobody it matches no row.</summary>
    private Task<int> CountFailureAsync(long personId, DateTimeOffset now, CancellationToken ct) =>
        db.Users
            .Where(person => person.Id == personId && (person.LockoutEnd == null || person.LockoutEnd <= now))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(
                        person => person.LockoutEnd,
                        person => person.AccessFailedCount + 1 >= MaxFailures ? now + Lockout : person.LockoutEnd)
                    .SetProperty(
                        person => person.AccessFailedCount,
                        person => person.AccessFailedCount + 1 >= MaxFailures ? 0 : person.AccessFailedCount + 1),
                ct);

    private async Task<bool> TryClearFailuresAsync(long personId, DateTimeOffset now, CancellationToken ct) =>
        await db.Users
            .Where(person => person.Id == personId && (person.LockoutEnd == null || person.LockoutEnd <= now))
            .ExecuteUpdateAsync(
                set => set.SetProperty(person => person.AccessFailedCount, 0).SetProperty(person => person.LockoutEnd, (DateTimeOffset?)null),
                ct) == 1;
}
