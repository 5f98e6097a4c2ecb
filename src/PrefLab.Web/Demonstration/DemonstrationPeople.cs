using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Storage;

namespace PrefLab.Web.Demonstration;

/// <summary>The people of the demonstration, who sign in with one click and have passwords that nobody knows.</summary>
public sealed class DemonstrationPeople(PrefLabDb db, PersonService people, TimeProvider time)
{
    /// <summary>Who has not been through the onboarding.</summary>
    private const string Newcomer = "newcomer@demonstration.example";

    private static readonly (string Name, string Email, Role? Role)[] Cast =
    [
        ("Robin Ames", "administrator@demonstration.example", null),
        ("Lena Moreau", "lead@demonstration.example", Role.Lead),
        ("Omar Haddad", "operations@demonstration.example", Role.Operations),
        ("Ines Duarte", "annotator-1@demonstration.example", Role.Annotator),
        ("Jonas Weber", "annotator-2@demonstration.example", Role.Annotator),
        ("Nora Lind", Newcomer, Role.Annotator),
        ("Mei Tanaka", "expert@demonstration.example", Role.Expert),
    ];

    /// <summary>The administrator, made with the first start.</summary>
    public Task<long> AdministratorAsync(CancellationToken ct) => FindOrCreateAsync(Cast[0].Name, Cast[0].Email, isAdministrator: true, ct);

    public async Task JoinAsync(ProjectId project, CancellationToken ct)
    {
        foreach (var (name, email, role) in Cast)
        {
            var person = await FindOrCreateAsync(name, email, isAdministrator: role is null, ct);
            if (role is { } own && !await db.Memberships.AnyAsync(member => member.ProjectId == project && member.PersonId == person, ct))
            {
                Join(project, person, own, email == Newcomer ? Standing.Onboarding : Standing.Active);
            }
        }

        await db.SaveChangesAsync(ct);
    }

    private void Join(ProjectId project, long person, Role role, Standing standing)
    {
        var now = time.GetUtcNow();
        db.Memberships.Add(new Membership { ProjectId = project, PersonId = person, Role = role, CreatedAt = now });
        if (role == Role.Annotator)
        {
            db.Annotators.Add(new Annotator { ProjectId = project, PersonId = person, Standing = standing, StandingSince = now, JoinedAt = now });
        }
    }

    private async Task<long> FindOrCreateAsync(string name, string email, bool isAdministrator, CancellationToken ct)
    {
        var known = await db.Users.Where(person => person.Email == email).Select(person => person.Id).SingleOrDefaultAsync(ct);
        if (known != 0)
        {
            return known;
        }

        var input = new NewPerson(email, name, SecretToken.Create());
        return await people.CreateAsync(input, actorId: null, isAdministrator, isDemonstration: true, ct) is CreatePersonResult.Created made
            ? made.Person.Id
            : throw new InvalidOperationException($"The demonstration's person {name} was refused.");
    }
}
