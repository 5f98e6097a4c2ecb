using Microsoft.Extensions.Caching.Memory;
using PrefLab.Core.Accounts;

namespace PrefLab.Web.Authentication;

/// <summary>Owners of keys, remembered for 30 seconds, so that a revoked key or a locked owner is refused within a minute on every node.</summary>
public sealed class ApiKeyCache(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    /// <summary>The owner; null for a key that does not work. Wrong keys are not remembered, or guessing would fill the cache.</summary>
    public async Task<ApiKeyOwner?> FindOwnerAsync(string key, CancellationToken ct)
    {
        if (key.Length != ApiKeyService.Length || !key.StartsWith(ApiKeyService.Mark, StringComparison.Ordinal))
        {
            return null;
        }

        var hash = SecretToken.Hash(key);
        var name = Convert.ToHexString(hash);
        var now = time.GetUtcNow();
        if (cache.TryGetValue(name, out Remembered? known) && known!.Until > now)
        {
            return known.Owner;
        }

        await using var scope = scopes.CreateAsyncScope();
        var owner = await scope.ServiceProvider.GetRequiredService<ApiKeyService>().FindOwnerAsync(hash, ct);
        if (owner is null)
        {
            return null;
        }

        var until = owner.ExpiresAt < now + Lifetime ? owner.ExpiresAt.Value : now + Lifetime;
        cache.Set(name, new Remembered(owner, until), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime });
        return owner;
    }

    public void Dispose() => cache.Dispose();

    private sealed record Remembered(ApiKeyOwner Owner, DateTimeOffset Until);
}
