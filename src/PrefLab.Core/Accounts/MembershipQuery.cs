using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Accounts;

/// <summary>What somebody is in a project.</summary>
public sealed class MembershipQuery(PrefLabDb db)
{
    public Task<Role?> FindRoleAsync(ProjectId project, long personId, CancellationToken ct) =>
        db.Memberships
            .Where(membership => membership.ProjectId == project && membership.PersonId == personId)
            .Select(membership => (Role?)membership.Role)
            .SingleOrDefaultAsync(ct);

    public Task<bool> ProjectExistsAsync(ProjectId project, CancellationToken ct) => db.Projects.AnyAsync(it => it.Id == project, ct);
}
