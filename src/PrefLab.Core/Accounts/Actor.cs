namespace PrefLab.Core.Accounts;

/// <summary>Who is asking.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="IsAdministrator">Whether site-wide rights apply; false for a scoped key, whoever owns it.</param>
/// <param name="Scope">The role that an API key is narrowed to; null for a signed-in person and for an unscoped key.</param>
public sealed record Actor(long PersonId, bool IsAdministrator, Role? Scope)
{
    /// <summary>Whether one of <paramref name="wanted"/> is both what the person is in a project and what the key reaches.</summary>
    /// <param name="role">The person's role in the project; null when there is none.</param>
    /// <param name="wanted">The roles, any of which will do.</param>
    public bool May(Role? role, IReadOnlyCollection<Role> wanted)
    {
        var byRole = role is { } own && wanted.Contains(own);
        var byOffice = IsAdministrator && wanted.Contains(Role.Lead);
        var reached = Scope is not { } scope || wanted.Contains(scope);
        return (byRole || byOffice) && reached;
    }
}
