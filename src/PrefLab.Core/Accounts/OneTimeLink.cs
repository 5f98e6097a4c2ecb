namespace PrefLab.Core.Accounts;

public enum LinkPurpose : short
{
    FirstAdministrator = 1,
    Invitation = 2,
    PasswordReset = 3,
}

/// <summary>A link that works once before it expires; only the SHA-256 of its token is stored.</summary>
public sealed class OneTimeLink
{
    public long Id { get; init; }

    public LinkPurpose Purpose { get; init; }

    public required byte[] TokenHash { get; init; }

    /// <summary>The project and role that an invitation is bound to.</summary>
    public ProjectId? ProjectId { get; init; }

    public Role? Role { get; init; }

    /// <summary>The only e-mail address that may use an invitation, when set.</summary>
    public string? Email { get; init; }

    /// <summary>Whose password is reset.</summary>
    public long? PersonId { get; init; }

    public long? CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}
