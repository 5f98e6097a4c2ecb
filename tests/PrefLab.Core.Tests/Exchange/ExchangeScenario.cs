using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Assignments;
using PrefLab.Core.Labels;
using PrefLab.Metrics;
using PrefLab.Testing.Database;

namespace PrefLab.Core.Tests.Exchange;

/// <summary>Three ordinary comparisons (a majority for B, a draw, no labels) and a gold with one answer.</summary>
internal static class ExchangeScenario
{
    public static async Task<ProjectId> LabelledAsync(Core.Storage.Database database)
    {
        var project = await TestProject.CreateAsync(database);
        await project.AddComparisonsAsync(3);
        await project.AddGoldsAsync(1);
        var people = new[] { await project.AddAnnotatorAsync(), await project.AddAnnotatorAsync() };
        await using var db = TestProject.Open(database);
        var comparisons = await db.Comparisons.Where(c => c.ProjectId == project.Id).OrderBy(c => c.Id).ToListAsync();
        foreach (var (comparison, person, preference) in new[]
        {
            (comparisons[0], people[0], Preference.BBetter), (comparisons[0], people[1], Preference.BMuchBetter),
            (comparisons[1], people[0], Preference.ABetter), (comparisons[1], people[1], Preference.BBetter),
            (comparisons[3], people[0], Preference.ABetter),
        })
        {
            var assignment = new Assignment
            {
                ProjectId = project.Id,
                Token = Guid.NewGuid(),
                ComparisonId = comparison.Id,
                AnnotatorId = person.Id,
                State = AssignmentState.Answered,
                IssuedAt = DateTimeOffset.UnixEpoch,
                ExpiresAt = DateTimeOffset.UnixEpoch.AddMinutes(30),
            };
            db.Assignments.Add(assignment);
            await db.SaveChangesAsync();
            db.Labels.Add(new Label
            {
                ProjectId = project.Id,
                AssignmentId = assignment.Id,
                ComparisonId = comparison.Id,
                AnnotatorId = person.Id,
                SubmissionKey = Guid.NewGuid(),
                Preference = preference,
                Dimensions = """{"helpfulness": 1, "b": -1}""",
                Comment = "said <so>",
                ServerSeconds = 0.0000123,
                ActiveSeconds = 12.5,
                ReceivedAt = DateTimeOffset.UnixEpoch.AddSeconds(1),
                IsGold = comparison.GoldPreference is not null,
            });
            await db.SaveChangesAsync();
            if (comparison.GoldPreference is null)
            {
                var level = (int)preference;
                await db.Comparisons.Where(c => c.ProjectId == project.Id && c.Id == comparison.Id).ExecuteUpdateAsync(set => set
                    .SetProperty(c => c.Taken, c => c.Taken + 1)
                    .SetProperty(c => c.N1, c => c.N1 + (level == 1 ? 1 : 0))
                    .SetProperty(c => c.N3, c => c.N3 + (level == 3 ? 1 : 0))
                    .SetProperty(c => c.N4, c => c.N4 + (level == 4 ? 1 : 0)));
            }
        }

        return project.Id;
    }

    /// <summary>Gives a comparison to somebody.</summary>
    public static async Task AssignAsync(Core.Storage.Database database, ProjectId project, ComparisonId comparison)
    {
        await using var db = TestProject.Open(database);
        var name = $"somebody-{Guid.NewGuid():N}";
        var person = new Core.Accounts.Person { UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = name, CreatedAt = DateTimeOffset.UnixEpoch };
        db.Users.Add(person);
        await db.SaveChangesAsync();
        var annotator = new Core.Annotators.Annotator { ProjectId = project, PersonId = person.Id, JoinedAt = DateTimeOffset.UnixEpoch, StandingSince = DateTimeOffset.UnixEpoch };
        db.Annotators.Add(annotator);
        await db.SaveChangesAsync();
        db.Assignments.Add(new Assignment
        {
            ProjectId = project,
            Token = Guid.NewGuid(),
            ComparisonId = comparison,
            AnnotatorId = annotator.Id,
            State = AssignmentState.Leased,
            IssuedAt = DateTimeOffset.UnixEpoch,
            ExpiresAt = DateTimeOffset.UnixEpoch.AddMinutes(30),
        });
        await db.SaveChangesAsync();
    }
}
