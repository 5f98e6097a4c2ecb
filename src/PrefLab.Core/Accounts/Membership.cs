namespace PrefLab.Core.Accounts;

/// <summary>A person's one role in one project.</summary>
public sealed class Membership
{
    public ProjectId ProjectId { get; init; }

    public long PersonId { get; init; }

    public Role Role { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}
