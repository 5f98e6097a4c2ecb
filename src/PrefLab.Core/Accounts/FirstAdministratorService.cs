using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Audit;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Accounts;

/// <summary>The way in to an empty installation: a link that makes the first administrator, while there is none.</summary>
public sealed class FirstAdministratorService(PrefLabDb db, PersonService people, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>A new link, which replaces earlier ones; null once there is an administrator.</summary>
    public async Task<IssuedLink?> IssueAsync(CancellationToken ct)
    {
        await using var transaction = await db.BeginAmongAdministratorsAsync(ct);
        if (await ExistsAsync(ct))
        {
            return null;
        }

        var now = time.GetUtcNow();
        await db.OneTimeLinks.Live(LinkPurpose.FirstAdministrator, now).RevokeAsync(now, ct);
        var token = SecretToken.Create();
        var link = new OneTimeLink
        {
            Purpose = LinkPurpose.FirstAdministrator,
            TokenHash = SecretToken.Hash(token),
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };
        db.OneTimeLinks.Add(link);
        db.AuditEvents.Add(new AuditEvent { At = now, Kind = "administrator.link_created", Subject = "site" });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new IssuedLink(link.Id, token, link.ExpiresAt);
    }

    public async Task<bool> IsLiveAsync(string token, CancellationToken ct) =>
        await db.FindLiveAsync(LinkPurpose.FirstAdministrator, token, time.GetUtcNow(), ct) is not null && !await ExistsAsync(ct);

    /// <returns>Null when the link does not work any more.</returns>
    public async Task<CreatePersonResult?> RedeemAsync(string token, NewPerson input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.FindLiveAsync(LinkPurpose.FirstAdministrator, token, now, ct) is not { } link)
        {
            return null;
        }

        var problems = input.Check();
        if (problems.Count > 0)
        {
            return new CreatePersonResult.Invalid(problems);
        }

        var person = people.Prepare(input, isAdministrator: true);
        try
        {
            await using var transaction = await db.BeginAmongAdministratorsAsync(ct);
            if (await ExistsAsync(ct) || !await db.TryUseAsync(link, now, ct))
            {
                return null;
            }

            await people.AddAsync(person, actorId: null, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return new CreatePersonResult.Created(person);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            return CreatePersonResult.EmailTaken;
        }
    }

    private Task<bool> ExistsAsync(CancellationToken ct) => db.Users.AnyAsync(person => person.IsAdministrator, ct);
}
