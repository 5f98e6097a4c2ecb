using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Audit;
using PrefLab.Core.Quality;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Accounts;

/// <summary>Who belongs to a project.</summary>
public sealed class MembershipService(PrefLabDb db, TimeProvider time)
{
    /// <summary>Ends a membership. What an annotator did stays, with the standing Removed; the places still held go back at once.</summary>
    /// <returns>Whether there was a membership to end: of two who remove the same person, one ends it.</returns>
    public Task<bool> RemoveAsync(Actor actor, ProjectId project, long personId, CancellationToken ct) => Retry.OnConflictAsync(async () =>
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var membership = db.Memberships.Where(membership => membership.ProjectId == project && membership.PersonId == personId);
        var role = await membership.Select(membership => (Role?)membership.Role).SingleOrDefaultAsync(ct);
        if (role is not { } former || await membership.ExecuteDeleteAsync(ct) == 0)
        {
            return false;
        }

        if (former == Role.Annotator)
        {
            await db.EndLeasesAsync(personId, project, ct);
            if (await FindAnnotatorAsync(project, personId, ct) is { } annotator)
            {
                SetStanding(annotator, Standing.Removed, "No longer a member of the project.");
            }
        }

        Audit(project, actor.PersonId, "member.removed", personId, former);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    });

    /// <summary>Adds a membership, for an annotator with the row that work hangs on; the caller saves.</summary>
    /// <remarks>Who was removed and is let in again goes on where they were, with the evidence of the live tests reset.</remarks>
    internal async Task AddAsync(ProjectId project, Person person, Role role, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        db.Memberships.Add(new Membership { ProjectId = project, PersonId = person.Id, Role = role, CreatedAt = now });
        Audit(project, person.Id, "member.joined", person.Id, role);
        if (role != Role.Annotator)
        {
            return;
        }

        var isAsked = !person.IsSimulated && (await db.Projects.Where(it => it.Id == project).Select(it => it.Onboarding).SingleAsync(ct)).AsksAnything;
        var standing = isAsked ? Standing.Onboarding : Standing.Active;
        if (await FindAnnotatorAsync(project, person.Id, ct) is { } former)
        {
            SetStanding(former, standing, reason: null);
            former.Evidence = null;
            former.EvidenceAfter = await db.Labels.Where(label => label.ProjectId == project && label.AnnotatorId == former.Id)
                .OrderByDescending(label => label.Id).Select(label => label.Id).FirstOrDefaultAsync(ct);
            former.Waiting = [];
            former.Risk = LiveTest.Prior;
            former.ConcernSince = null;
            return;
        }

        db.Annotators.Add(new Annotator
        {
            ProjectId = project,
            PersonId = person.Id,
            IsSimulated = person.IsSimulated,
            Standing = standing,
            StandingSince = now,
            JoinedAt = now,
        });
    }

    private Task<Annotator?> FindAnnotatorAsync(ProjectId project, long personId, CancellationToken ct) =>
        db.Annotators.SingleOrDefaultAsync(annotator => annotator.ProjectId == project && annotator.PersonId == personId, ct);

    private void SetStanding(Annotator annotator, Standing standing, string? reason)
    {
        annotator.Standing = standing;
        annotator.StandingReason = reason;
        annotator.StandingSince = time.GetUtcNow();
    }

    private void Audit(ProjectId project, long actorId, string kind, long personId, Role role) =>
        db.AuditEvents.Add(new AuditEvent
        {
            ProjectId = project,
            At = time.GetUtcNow(),
            ActorId = actorId,
            Kind = kind,
            Subject = $"person:{personId}",
            Data = $$"""{"role":"{{role}}"}""",
        });
}
