using System.Text.Json;
using PrefLab.Browser.Tests.Site;
using PrefLab.Core;
using PrefLab.Core.Accounts;
using PrefLab.Core.Annotators;
using PrefLab.Core.Assignments;
using PrefLab.Core.Audit;
using PrefLab.Core.Comparisons;
using PrefLab.Core.Exchange;
using PrefLab.Core.Guidelines;
using PrefLab.Core.Labels;
using PrefLab.Core.Onboarding;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;
using PrefLab.Metrics;
using PrefLab.Testing;
using PrefLab.Testing.Database;

namespace PrefLab.Browser.Tests.Security;

/// <summary>
/// A project in which every text that anybody can enter is hostile: names, comments, reasons, ids, files, guidelines, … Written past
/// the checks of forms and imports, so that it is the pages that have to hold.
/// </summary>
internal sealed class HostileScene
{
    public const string ProjectName = "\"'><img src=x onerror=window.__pwned=1></title></textarea><script>window.__pwned=1</script>{{7*7}}\u202E";

    private static readonly DateTimeOffset At = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    /// <summary>Those that fit into a name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. HostileStrings.Own.Where(text => text.Length <= Limits.Name).Distinct(StringComparer.Ordinal)];

    public required TestProject Project { get; init; }

    /// <summary>An administrator, so that every page of the staff opens.</summary>
    public required Person Lead { get; init; }

    public required Person Annotator { get; init; }

    public required Person Newcomer { get; init; }

    public static async Task<HostileScene> CreateAsync(BrowserSite site)
    {
        var lead = await site.AddPersonAsync("Lead", isAdministrator: true);
        var dimensions = Joined(Names, 12).ConvertAll(text => new Dimension(text, 1d / 12, Asked: true));
        var project = await TestProject.CreateAsync(site.Data.Database, goldFraction: 0, change: it =>
        {
            it.Name = ProjectName;
            it.Dimensions = dimensions;
            it.GuidelineVersion = 8;
            it.Onboarding = new OnboardingSettings { Consent = Markdown(0, 60), ConsentVersion = 1, GuidelinesMustBeRead = true, Training = true };
        });
        var (annotator, row) = await site.AddAnnotatorAsync(project, "Hana");
        var newcomer = await site.AddPersonAsync("Nils");
        await project.AddAnnotatorAsync(Standing.Onboarding, newcomer);
        await using var db = site.Data.Open();
        Texts(db, project.Id, lead.Id);
        Comparisons(db, project.Id);
        await db.SaveChangesAsync();
        await PeopleAsync(db, project.Id, lead.Id, row);
        await WorkAsync(new Annotating(site.Data.Database, project, row), dimensions);
        await ReviewsAsync(project, lead.Id);
        return new HostileScene { Project = project, Lead = lead, Annotator = annotator, Newcomer = newcomer };
    }

    /// <summary>Parts of all strings that together hold them all.</summary>
    private static List<string> Joined(IReadOnlyList<string> strings, int parts) =>
        [.. strings.Chunk((strings.Count + parts - 1) / parts).Select(part => string.Join(" \n", part))];

    private static string Markdown(int from, int count) => string.Join("\n\n", HostileStrings.Own.Skip(from).Take(count));

    private static string Problems() => JsonSerializer.Serialize(Names.Select((name, line) => new ImportProblem(line, name, name)), JsonSerializerOptions.Web);

    private static string Object(IEnumerable<string> names) => JsonSerializer.Serialize(names.ToDictionary(name => name, name => name, StringComparer.Ordinal));

    private static void Texts(PrefLabDb db, ProjectId project, long lead)
    {
        db.ConsentTexts.Add(new ConsentText { ProjectId = project, Version = 1, Markdown = Markdown(0, 60), PublishedBy = lead, PublishedAt = At });
        db.Guidelines.AddRange(Enumerable.Range(1, 8).Select(version => new GuidelineVersion
        {
            ProjectId = project,
            Version = version,
            Markdown = Markdown((version - 1) * 50, 50),
            Summary = Names[version],
            PublishedBy = lead,
            PublishedAt = At,
        }));
        db.Imports.AddRange(Names.Take(40).Select(name => new Import
        {
            ProjectId = project,
            FileName = name,
            Format = name,
            State = ImportState.Refused,
            StartedBy = lead,
            StartedAt = At,
            FinishedAt = At,
            ErrorCount = Names.Count,
            Errors = Problems(),
            WarningCount = Names.Count,
            Warnings = Problems(),
        }));
        db.AuditEvents.AddRange(Names.Select(name => new AuditEvent
        {
            ProjectId = project,
            At = At,
            ActorId = lead,
            Kind = name[..Math.Min(name.Length, 64)],
            Subject = name,
            Data = Object([name]),
        }));
        db.ApiKeys.AddRange(Names.Take(100).Select(name => new ApiKey { PersonId = lead, Name = name, Prefix = name[..Math.Min(name.Length, 16)], Hash = Guid.NewGuid().ToByteArray(), CreatedAt = At }));
        db.OneTimeLinks.AddRange(Names.Take(100).Select(name => new OneTimeLink
        {
            Purpose = LinkPurpose.Invitation,
            TokenHash = Guid.NewGuid().ToByteArray(),
            ProjectId = project,
            Role = Role.Annotator,
            Email = name,
            CreatedBy = lead,
            CreatedAt = At,
            ExpiresAt = At.AddYears(100),
        }));
        db.Projects.AddRange(Names.Select(name => new Project { Name = name, CreatedAt = At }));
    }

    private static void Comparisons(PrefLabDb db, ProjectId project)
    {
        // The first is a conversation that holds them all, and everybody answers it.
        var turns = Names.Select(name => new { role = name, name, content = name, tool_calls = new[] { new { function = new { name, arguments = name } } } });
        db.Comparisons.Add(new Comparison
        {
            ProjectId = project,
            ExternalId = ProjectName,
            Prompt = JsonSerializer.Serialize(turns),
            PromptIsChat = true,
            ResponseA = Markdown(0, 100),
            ResponseB = Markdown(100, 100),
            ModelA = Names[3],
            ModelB = Names[4],
            Metadata = Object(Names),
            Overlap = Limits.MaxOverlap,
            Priority = 1,
            Use = ComparisonUse.Gold,
            GoldPreference = Preference.ABetter,
            GoldExplanation = Markdown(0, 500),
            ImportedLabels = JsonSerializer.Serialize(Names),
        });
        db.Comparisons.AddRange(Names.Select(name => new Comparison
        {
            ProjectId = project,
            ExternalId = name,
            Prompt = name,
            ResponseA = name,
            ResponseB = name + " ",
            ModelA = name,
            ModelB = name,
            Metadata = Object([name]),
            Overlap = 3,
        }));
        db.Comparisons.AddRange(Enumerable.Range(0, 3).Select(part => new Comparison
        {
            ProjectId = project,
            ExternalId = $"training {part}",
            Prompt = Markdown(part * 130, 130),
            ResponseA = Names[part],
            ResponseB = Markdown(part, 60),
            Overlap = 1,
            Use = ComparisonUse.Training,
            GoldPreference = Preference.ABetter,
            GoldExplanation = Markdown(part * 130, 130),
        }));
    }

    private static async Task PeopleAsync(PrefLabDb db, ProjectId project, long lead, Annotator own)
    {
        var people = Names.Select(name => new Person { UserName = $"{Guid.NewGuid()}", NormalizedUserName = $"{Guid.NewGuid()}", DisplayName = name, Email = name, CreatedAt = At }).ToList();
        db.Users.AddRange(people);
        await db.SaveChangesAsync();
        db.Memberships.AddRange(people.Select(person => new Membership { ProjectId = project, PersonId = person.Id, Role = Role.Annotator, CreatedAt = At }));
        var annotators = people.ConvertAll(person => new Annotator
        {
            ProjectId = project,
            PersonId = person.Id,
            Standing = Standing.Paused,
            StandingReason = person.DisplayName,
            StandingSince = At,
            JoinedAt = At,
        });
        db.Annotators.AddRange(annotators);
        var crowded = db.Comparisons.Single(comparison => comparison.ProjectId == project && comparison.ExternalId == ProjectName).Id;
        await db.SaveChangesAsync();
        var assignments = annotators.ConvertAll(annotator => new Assignment
        {
            ProjectId = project,
            Token = Guid.NewGuid(),
            ComparisonId = crowded,
            AnnotatorId = annotator.Id,
            State = AssignmentState.Answered,
            IssuedAt = At,
            ExpiresAt = At.AddHours(1),
        });
        db.Assignments.AddRange(assignments);
        await db.SaveChangesAsync();
        db.Labels.AddRange(assignments.Zip(Names, (assignment, name) => new Label
        {
            ProjectId = project,
            AssignmentId = assignment.Id,
            ComparisonId = crowded,
            AnnotatorId = assignment.AnnotatorId,
            SubmissionKey = Guid.NewGuid(),
            Comment = name,
            Preference = Preference.ABetter,
            ReceivedAt = At,
            GuidelineVersion = 1,
            IsGold = true,
        }));
        db.Appeals.AddRange(annotators.Take(150).Zip(Names, (annotator, name) => new Appeal
        {
            ProjectId = project,
            AnnotatorId = annotator.Id,
            Standing = Standing.Paused,
            StandingReason = name,
            Text = name,
            MadeAt = At,
        }));
        db.Appeals.AddRange(Joined(Names, 20).Select(text => new Appeal
        {
            ProjectId = project,
            AnnotatorId = own.Id,
            Standing = Standing.Paused,
            StandingReason = text,
            Text = text,
            Answer = text,
            AnsweredBy = lead,
            AnsweredAt = At,
            MadeAt = At,
        }));
        await db.SaveChangesAsync();
    }

    /// <summary>Ten answers with hostile comments, and a draft.</summary>
    private static async Task WorkAsync(Annotating annotating, List<Dimension> dimensions)
    {
        var ratings = dimensions.ToDictionary(dimension => dimension.Name, _ => 2, StringComparer.Ordinal);
        foreach (var comment in Joined(Names, 10))
        {
            await annotating.AcceptAsync(new Submission((await annotating.NextAsync()).Token, Guid.NewGuid(), 2, ratings, Comment: comment));
        }

        await annotating.SaveDraftAsync((await annotating.NextAsync()).Token, new Draft(4, ratings, Comment: Markdown(0, 100)));
    }

    /// <summary>All else waits for an expert; what the annotator answered, and what everybody did, is decided.</summary>
    private static async Task ReviewsAsync(TestProject project, long lead)
    {
        await project.ExecuteAsync("UPDATE comparisons SET flags = 1 WHERE project_id = $1 AND use = 1", project.Id.Value);
        await project.ExecuteAsync(
            """
            INSERT INTO reviews (project_id, comparison_id, expert_id, state, dispute, left_is_a, opened_at, expires_at, blind_preference, blind_at, preference, reason, became, decided_at)
            SELECT $1, c.id, $2, 2, 4, true, now(), now() + interval '1 hour', 0, now(), 0,
                   left(coalesce((SELECT l.comment FROM labels l WHERE l.project_id = $1 AND l.comparison_id = c.id AND NOT l.is_gold LIMIT 1), $3), 2000), 0, now()
            FROM comparisons c
            WHERE c.project_id = $1 AND c.id IN (SELECT l.comparison_id FROM labels l WHERE l.project_id = $1)
            """,
            project.Id.Value, lead, Markdown(0, 5));
        await project.ExecuteAsync(
            "UPDATE comparisons c SET expert_preference = 0 FROM reviews r WHERE c.project_id = $1 AND r.project_id = $1 AND r.comparison_id = c.id", project.Id.Value);
    }
}
