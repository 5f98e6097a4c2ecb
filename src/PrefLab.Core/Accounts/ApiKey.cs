namespace PrefLab.Core.Accounts;

/// <summary>A personal key for the API: shown once, stored as a SHA-256 of 256 random bits.</summary>
public sealed class ApiKey
{
    public long Id { get; init; }

    public long PersonId { get; init; }

    public required string Name { get; init; }

    /// <summary>The first characters, so that its owner can tell keys apart.</summary>
    public required string Prefix { get; init; }

    public required byte[] Hash { get; init; }

    /// <summary>The role that the key is narrowed to; null gives everything that its owner may do.</summary>
    public Role? Scope { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }
}
