using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Audit;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Accounts;

/// <param name="Answered">Answers so far, golds included: a simulation that was cut short goes on from there.</param>
public sealed record SimulatedAnnotator(AnnotatorId AnnotatorId, string Key, int Answered);

public abstract record SimulatedResult
{
    private SimulatedResult()
    {
    }

    public sealed record Ready(SimulatedAnnotator Annotator) : SimulatedResult;

    public sealed record NoProject : SimulatedResult;

    /// <summary>People have labelled in the project, and it is no demonstration.</summary>
    public sealed record PeopleHaveLabelled : SimulatedResult;
}

/// <summary>Annotators that are programs: no password, a key with the scope Annotator, marked as simulated everywhere.</summary>
public sealed class SimulatedAnnotatorService(
    PrefLabDb db, ApiKeyService keys, MembershipService memberships, ILookupNormalizer normalizer, TimeProvider time)
{
    /// <summary>Creates the simulated annotator of this name in the project, or gives the one that is there a new key.</summary>
    /// <param name="name">Has passed <see cref="AccountRules.CheckName"/>.</param>
    public async Task<SimulatedResult> CreateOrRekeyAsync(Actor actor, ProjectId project, string name, CancellationToken ct)
    {
        try
        {
            return await TryAsync(actor, project, name.Trim(), ct);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            // somebody created the same one at the same moment: now it is there
            db.ChangeTracker.Clear();
            return await TryAsync(actor, project, name.Trim(), ct);
        }
    }

    private async Task<SimulatedResult> TryAsync(Actor actor, ProjectId project, string name, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await AdmitAsync(actor, project, ct) is { } refusal)
        {
            return refusal;
        }

        var person = await FindOrCreateAsync(project, name, ct);
        var now = time.GetUtcNow();
        await db.ApiKeys.Where(key => key.PersonId == person.Id && key.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, now), ct);
        var key = await keys.AddAsync(person.Id, actor.PersonId, "simulation", Role.Annotator, expiresAt: null, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new SimulatedResult.Ready(await db.Annotators
            .Where(annotator => annotator.ProjectId == project && annotator.PersonId == person.Id)
            .Select(annotator => new SimulatedAnnotator(annotator.Id, key.Key, annotator.Answered))
            .SingleAsync(ct));
    }

    /// <summary>Lets simulated annotators into the project, which makes it a demonstration; null when they are in.</summary>
    private async Task<SimulatedResult?> AdmitAsync(Actor actor, ProjectId id, CancellationToken ct)
    {
        var found = await db.Projects.Where(project => project.Id == id)
            .Select(project => new
            {
                project.IsDemonstration,
                PeopleHaveLabelled = db.Annotators.Any(annotator => annotator.ProjectId == id && !annotator.IsSimulated && annotator.Answered > 0),
            })
            .SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return new SimulatedResult.NoProject();
        }

        if (!ProjectRules.AdmitsSimulated(found.IsDemonstration, found.PeopleHaveLabelled))
        {
            return new SimulatedResult.PeopleHaveLabelled();
        }

        var marked = found.IsDemonstration ? 0 : await db.Projects.Where(project => project.Id == id && !project.IsDemonstration)
            .ExecuteUpdateAsync(set => set.SetProperty(project => project.IsDemonstration, true), ct);
        if (marked == 1)
        {
            db.AuditEvents.Add(new AuditEvent
            {
                ProjectId = id,
                At = time.GetUtcNow(),
                ActorId = actor.PersonId,
                Kind = "project.demonstration",
                Subject = $"project:{id}",
            });
        }

        return null;
    }

    private async Task<Person> FindOrCreateAsync(ProjectId project, string name, CancellationToken ct)
    {
        var userName = string.Create(CultureInfo.InvariantCulture, $"simulated:{project}:{name}");
        var normalized = normalizer.NormalizeName(userName);
        var person = await db.Users.SingleOrDefaultAsync(person => person.NormalizedUserName == normalized, ct);
        if (person is null)
        {
            person = new Person
            {
                UserName = userName,
                NormalizedUserName = normalized,
                DisplayName = name,
                SecurityStamp = SecretToken.Create(),
                IsSimulated = true,
                CreatedAt = time.GetUtcNow(),
            };
            db.Users.Add(person);
            await db.SaveChangesAsync(ct);
        }

        if (!await db.Memberships.AnyAsync(membership => membership.ProjectId == project && membership.PersonId == person.Id, ct))
        {
            await memberships.AddAsync(project, person, Role.Annotator, ct);
            await db.SaveChangesAsync(ct);
        }

        return person;
    }
}
