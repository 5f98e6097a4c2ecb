using Microsoft.AspNetCore.Identity;

namespace PrefLab.Core.Accounts;

/// <summary>Somebody who signs in, or a simulated person who only has an API key.</summary>
public sealed class Person : IdentityUser<long>
{
    /// <summary>The end of a lock by an administrator. That of too many wrong passwords ends in minutes and does not bind keys.</summary>
    public static DateTimeOffset UntilUnlocked { get; } = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public required string DisplayName { get; set; }

    public bool IsAdministrator { get; set; }

    public bool IsSimulated { get; init; }

    /// <summary>Offered on the sign-in page of a demonstration, and only there.</summary>
    public bool IsDemonstration { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary><see cref="PersonSettings"/> as JSON; null for who changed nothing.</summary>
    public string? Settings { get; init; }
}
