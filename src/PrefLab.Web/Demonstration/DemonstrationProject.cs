using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Audit;
using PrefLab.Core.Exchange;
using PrefLab.Core.Guidelines;
using PrefLab.Core.Onboarding;
using PrefLab.Core.Projects;
using PrefLab.Core.Quality;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Web.Demonstration;

/// <summary>The demonstration's project. Every step looks whether it was taken, so that a start that was cut short is completed by the next.</summary>
public sealed class DemonstrationProject(
    PrefLabDb db, DemonstrationPeople people, ProjectService projects, GuidelineService guidelines, ImportService imports, TimeProvider time)
{
    private const string Name = "Assistant answers, round 1";
    private const int Overlap = 6;
    private const double GoldFraction = .20;
    private const decimal LabelRate = .12m;

    /// <returns>The project, and who administers it; null where somebody has projects of their own.</returns>
    public async Task<(ProjectId Project, long Administrator)?> EnsureAsync(CancellationToken ct)
    {
        if (await db.Projects.AnyAsync(project => !project.IsDemonstration || project.Name != Name, ct))
        {
            return null;
        }

        var administrator = await people.AdministratorAsync(ct);
        var actor = new Actor(administrator, IsAdministrator: true, Scope: null);
        var project = await db.Projects.OrderBy(project => project.Id).FirstOrDefaultAsync(ct) ?? await CreateAsync(administrator, ct);
        await people.JoinAsync(project.Id, ct);
        if (project.GuidelineVersion == 0)
        {
            await guidelines.PublishAsync(actor, project.Id, seen: 0, await ReadAsync("guidelines.md", ct), "The first version", ct);
        }

        if (project.State == ProjectState.Draft)
        {
            await ImportAsync(project.Id, administrator, "comparisons.jsonl", "assistant-answers-round-1.jsonl", ct);
            await ImportAsync(project.Id, administrator, "onboarding.jsonl", "training-and-qualification.jsonl", ct);
            db.ChangeTracker.Clear();
            await projects.ChangeStateAsync(actor, project.Id, ProjectState.Open, version: null, ct);
        }

        return (project.Id, administrator);
    }

    private async Task<Project> CreateAsync(long administrator, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var consent = await ReadAsync("consent.md", ct);
        var project = new Project
        {
            Name = Name,
            Overlap = Overlap,
            GoldFraction = GoldFraction,
            Quality = new QualityPolicy(new QualityRule.None(), new PeerTest()),
            LabelRate = LabelRate,
            IsDemonstration = true,
            Onboarding = new OnboardingSettings { Consent = consent, ConsentVersion = 1, GuidelinesMustBeRead = true, Training = true, Qualification = true },
            CreatedAt = now,
        };
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Projects.Add(project);
        await db.SaveChangesAsync(ct);
        db.ConsentTexts.Add(new ConsentText { ProjectId = project.Id, Version = 1, Markdown = consent, PublishedBy = administrator, PublishedAt = now });
        db.AuditEvents.Add(new AuditEvent
        {
            ProjectId = project.Id,
            At = now,
            ActorId = administrator,
            Kind = ProjectService.CreatedKind,
            Subject = $"project:{project.Id}",
        });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return project;
    }

    private async Task ImportAsync(ProjectId project, long administrator, string source, string name, CancellationToken ct)
    {
        await using var file = Open(source);
        var result = await imports.ImportAsync(new ImportRequest(project, administrator, name), file, ct);
        if (result is not ImportResult.Read { Report.State: ImportState.Done })
        {
            throw new InvalidOperationException($"The demonstration's comparisons were refused: {result}");
        }
    }

    private static async Task<string> ReadAsync(string name, CancellationToken ct)
    {
        using var reader = new StreamReader(Open(name));
        return await reader.ReadToEndAsync(ct);
    }

    private static Stream Open(string name) =>
        typeof(DemonstrationProject).Assembly.GetManifestResourceStream(typeof(DemonstrationProject), name)
        ?? throw new InvalidOperationException($"{name} is not in the program.");
}
