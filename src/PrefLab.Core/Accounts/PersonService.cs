using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Assignments;
using PrefLab.Core.Audit;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Accounts;

public abstract record CreatePersonResult
{
    private CreatePersonResult() { }

    public sealed record Created(Person Person) : CreatePersonResult;

    /// <param name="Problems">What is wrong, by property of <see cref="NewPerson"/>.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Problems) : CreatePersonResult;

    public static Invalid EmailTaken { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [nameof(NewPerson.Email)] = "There is an account with this e-mail address. Sign in with it, then open the link again.",
    });
}

/// <summary>Accounts of people.</summary>
public sealed class PersonService(PrefLabDb db, IPasswordHasher<Person> hasher, ILookupNormalizer normalizer, TimeProvider time)
{
    /// <summary>Stores a new account; for set-up and demonstrations. People get theirs by a link.</summary>
    public async Task<CreatePersonResult> CreateAsync(
        NewPerson input, long? actorId, bool isAdministrator, bool isDemonstration, CancellationToken ct)
    {
        var problems = input.Check();
        if (problems.Count > 0)
        {
            return new CreatePersonResult.Invalid(problems);
        }

        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var person = await AddAsync(Prepare(input, isAdministrator, isDemonstration), actorId, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return new CreatePersonResult.Created(person);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            return CreatePersonResult.EmailTaken;
        }
    }

    public async Task<bool> RenameAsync(long personId, string name, CancellationToken ct)
    {
        var person = await db.Users.SingleOrDefaultAsync(person => person.Id == personId, ct);
        if (person is null || AccountRules.CheckName(name) is not null)
        {
            return false;
        }

        person.DisplayName = name.Trim();
        Audit(personId, "person.renamed", personId);
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>
    /// Keeps somebody out until unlocked; open sessions and keys end within a minute, and what an annotator holds goes back at once.
    /// Nobody locks themselves out.
    /// </summary>
    public Task<bool> LockAsync(Actor actor, long personId, CancellationToken ct) =>
        ChangeAsync(actor, db.Users, personId, "person.locked", person => SetLock(person, Person.UntilUnlocked), ct);

    /// <summary>Lifts a lock, also that of too many wrong passwords.</summary>
    public Task<bool> UnlockAsync(Actor actor, long personId, CancellationToken ct) =>
        ChangeAsync(actor, db.Users, personId, "person.unlocked", person => SetLock(person, until: null), ct);

    /// <summary>Makes an administrator of somebody who is not simulated; their sessions and keys know it within a minute.</summary>
    public Task<bool> AppointAsync(Actor actor, long personId, CancellationToken ct) =>
        ChangeAsync(actor, db.Users.Where(person => !person.IsSimulated), personId, "administrator.appointed", person => person.IsAdministrator = true, ct);

    /// <summary>Takes the administrator's rights from somebody else, within a minute.</summary>
    public Task<bool> DismissAsync(Actor actor, long personId, CancellationToken ct) =>
        ChangeAsync(actor, db.Users, personId, "administrator.dismissed", person => person.IsAdministrator = false, ct);

    /// <summary>Hashes the password (a quarter of a second) before any transaction is open.</summary>
    internal Person Prepare(NewPerson input, bool isAdministrator = false, bool isDemonstration = false)
    {
        var email = input.Email.Normalize();
        var person = new Person
        {
            DisplayName = input.DisplayName.Trim(),
            UserName = email,
            NormalizedUserName = normalizer.NormalizeName(email),
            Email = email,
            NormalizedEmail = normalizer.NormalizeEmail(email),
            SecurityStamp = SecretToken.Create(),
            LockoutEnabled = true,
            IsAdministrator = isAdministrator,
            IsDemonstration = isDemonstration,
            CreatedAt = time.GetUtcNow(),
        };
        person.PasswordHash = hasher.HashPassword(person, input.Password);
        return person;
    }

    /// <summary>Inserts the person, so that the id is known, and leaves its event to the caller's SaveChanges.</summary>
    internal async Task<Person> AddAsync(Person person, long? actorId, CancellationToken ct)
    {
        db.Users.Add(person);
        await db.SaveChangesAsync(ct);
        Audit(actorId ?? person.Id, person.IsAdministrator ? "person.administrator_created" : "person.created", person.Id);
        return person;
    }

    private static void SetLock(Person person, DateTimeOffset? until)
    {
        person.LockoutEnd = until;
        person.AccessFailedCount = 0;
        person.SecurityStamp = SecretToken.Create();
    }

    /// <summary>
    /// Changes somebody else, for who is an administrator at this moment and not only by a session from before. So whoever acts on
    /// whom at once, the last one to act is still an administrator afterwards.
    /// </summary>
    private Task<bool> ChangeAsync(
        Actor actor, IQueryable<Person> among, long personId, string kind, Action<Person> change, CancellationToken ct) => Retry.OnConflictAsync(async () =>
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.BeginAmongAdministratorsAsync(ct);
        var mayAct = await db.Users.AnyAsync(
            person => person.Id == actor.PersonId && person.IsAdministrator && (person.LockoutEnd == null || person.LockoutEnd < Person.UntilUnlocked), ct);
        var person = mayAct && personId != actor.PersonId ? await among.SingleOrDefaultAsync(person => person.Id == personId, ct) : null;
        if (person is null)
        {
            return false;
        }

        change(person);
        if (person.LockoutEnd >= Person.UntilUnlocked)
        {
            await db.EndLeasesAsync(personId, project: null, ct);
        }

        Audit(actor.PersonId, kind, personId);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    });

    private void Audit(long? actorId, string kind, long personId) =>
        db.AuditEvents.Add(new AuditEvent { At = time.GetUtcNow(), ActorId = actorId, Kind = kind, Subject = $"person:{personId}" });
}
