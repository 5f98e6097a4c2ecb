using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Accounts;

/// <summary>What the three kinds of one-time links have in common.</summary>
internal static class OneTimeLinks
{
    public static IQueryable<OneTimeLink> Live(this IQueryable<OneTimeLink> links, LinkPurpose purpose, DateTimeOffset now) =>
        links.Where(link => link.Purpose == purpose && link.UsedAt == null && link.RevokedAt == null && link.ExpiresAt > now);

    /// <summary>The link, if it still works. Only <see cref="TryUseAsync"/> decides who gets to use it.</summary>
    public static async Task<OneTimeLink?> FindLiveAsync(
        this PrefLabDb db, LinkPurpose purpose, string token, DateTimeOffset now, CancellationToken ct)
    {
        var hash = SecretToken.Hash(token);
        return await db.OneTimeLinks.AsNoTracking().Live(purpose, now).SingleOrDefaultAsync(link => link.TokenHash == hash, ct);
    }

    /// <summary>Uses the link up: of all who try, in parallel too, exactly one succeeds.</summary>
    public static async Task<bool> TryUseAsync(this PrefLabDb db, OneTimeLink link, DateTimeOffset now, CancellationToken ct) =>
        await db.OneTimeLinks.Live(link.Purpose, now).Where(stored => stored.Id == link.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(stored => stored.UsedAt, now), ct) == 1;

    public static Task<int> RevokeAsync(this IQueryable<OneTimeLink> links, DateTimeOffset now, CancellationToken ct) =>
        links.ExecuteUpdateAsync(set => set.SetProperty(link => link.RevokedAt, now), ct);
}
