using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Accounts;

public sealed record SimulatedAnnotator(AnnotatorId AnnotatorId, string Key);

/// <summary>Annotators that are programs: no password, a key with the scope Annotator, marked as simulated everywhere.</summary>
public sealed class SimulatedAnnotatorService(
    PrefLabDb db, ApiKeyService keys, MembershipService memberships, ILookupNormalizer normalizer, TimeProvider time)
{
    /// <summary>Creates the simulated annotator of this name in the project, or gives the one that is there a new key.</summary>
    /// <param name="name">Has passed <see cref="AccountRules.CheckName"/>.</param>
    /// <returns>Null when there is no such project.</returns>
    public async Task<SimulatedAnnotator?> CreateOrRekeyAsync(Actor actor, ProjectId project, string name, CancellationToken ct)
    {
        if (!await db.Projects.AnyAsync(candidate => candidate.Id == project, ct))
        {
            return null;
        }

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

    private async Task<SimulatedAnnotator> TryAsync(Actor actor, ProjectId project, string name, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
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

        var now = time.GetUtcNow();
        await db.ApiKeys.Where(key => key.PersonId == person.Id && key.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, now), ct);
        var key = await keys.AddAsync(person.Id, actor.PersonId, "simulation", Role.Annotator, expiresAt: null, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        var annotator = await db.Annotators
            .Where(annotator => annotator.ProjectId == project && annotator.PersonId == person.Id)
            .Select(annotator => annotator.Id)
            .SingleAsync(ct);
        return new SimulatedAnnotator(annotator, key.Key);
    }
}
