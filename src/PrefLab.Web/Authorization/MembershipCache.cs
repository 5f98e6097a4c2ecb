using Microsoft.Extensions.Caching.Memory;
using PrefLab.Core.Accounts;

namespace PrefLab.Web.Authorization;

/// <summary>
/// Roles in projects, remembered for 30 seconds, so that a withdrawn role stops working within a minute on every node.
/// That somebody is no member is never remembered: who has just joined is let in at once.
/// </summary>
public sealed class MembershipCache(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    public async Task<Role?> FindRoleAsync(ProjectId project, long personId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (cache.TryGetValue((project, personId), out Remembered? known) && known!.Until > now)
        {
            return known.Role;
        }

        await using var scope = scopes.CreateAsyncScope();
        var role = await scope.ServiceProvider.GetRequiredService<MembershipQuery>().FindRoleAsync(project, personId, ct);
        if (role is { } found)
        {
            var options = new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime };
            cache.Set((project, personId), new Remembered(found, now + Lifetime), options);
        }

        return role;
    }

    /// <summary>For administrators, who need no membership: a project that is not there is not found by them either.</summary>
    public async Task<bool> ProjectExistsAsync(ProjectId project, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MembershipQuery>().ProjectExistsAsync(project, ct);
    }

    /// <summary>Forgets a role that was changed through this node.</summary>
    public void Forget(ProjectId project, long personId) => cache.Remove((project, personId));

    public void Dispose() => cache.Dispose();

    private sealed record Remembered(Role Role, DateTimeOffset Until);
}
