using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Audit;
using PrefLab.Core.Guidelines;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Projects;

/// <summary>Creates, edits and clones projects, and moves them through their states.</summary>
public sealed class ProjectService(PrefLabDb db, TimeProvider time)
{
    public const string CreatedKind = "project.created";
    public const string EditedKind = "project.edited";
    public const string StateKind = "project.state";

    public async Task<ProjectResult> CreateAsync(Actor actor, ProjectSettings settings, CancellationToken ct)
    {
        if (!MayCreate(actor))
        {
            return new ProjectResult.Forbidden();
        }

        settings = settings.Trimmed();
        if (ProjectRules.Check(settings) is { Count: > 0 } errors)
        {
            return new ProjectResult.Invalid(errors);
        }

        var project = NewProject(settings);
        await AddAsync(project, actor, SettingChange.ToAudit(project.Version, []), ct);
        return new ProjectResult.Saved(project.Id, project.Version);
    }

    /// <summary>Saves all settings, unless somebody else has changed them since <paramref name="version"/>.</summary>
    public async Task<ProjectResult> EditAsync(Actor actor, ProjectId id, int version, ProjectSettings settings, CancellationToken ct)
    {
        settings = settings.Trimmed();
        if (await FindAsync(actor, id, ct) is not { } project)
        {
            return new ProjectResult.Missing();
        }

        if (ProjectRules.Check(settings) is { Count: > 0 } errors)
        {
            return new ProjectResult.Invalid(errors);
        }

        if (project.Version != version)
        {
            return await StaleAsync(actor, id, version, ct);
        }

        var changes = SettingChange.Between(ProjectSettings.Of(project), settings);
        if (changes.Count == 0)
        {
            return new ProjectResult.Saved(id, version);
        }

        settings.ApplyTo(project);
        project.Version++;
        db.AuditEvents.Add(Event(id, actor, EditedKind, SettingChange.ToAudit(project.Version, changes)));
        return await SaveAsync(actor, project, version, ct);
    }

    /// <param name="version">The version that the actor saw; null when only the state matters.</param>
    public async Task<ProjectResult> ChangeStateAsync(Actor actor, ProjectId id, ProjectState to, int? version, CancellationToken ct)
    {
        if (await FindAsync(actor, id, ct) is not { } project)
        {
            return new ProjectResult.Missing();
        }

        var (from, seen) = (project.State, project.Version);
        if (version is { } expected && expected != seen)
        {
            return await StaleAsync(actor, id, expected, ct);
        }

        if (!project.TryChangeState(to))
        {
            return new ProjectResult.StateRefused(from, to);
        }

        var change = new SettingChange("state", from.ToString(), to.ToString());
        db.AuditEvents.Add(Event(id, actor, StateKind, SettingChange.ToAudit(project.Version, [change])));
        return await SaveAsync(actor, project, seen, ct);
    }

    /// <summary>Makes a draft with the settings and the newest guidelines of a project, and none of its data.</summary>
    public async Task<ProjectResult> CloneAsync(Actor actor, ProjectId id, string name, CancellationToken ct)
    {
        if (!MayCreate(actor))
        {
            return new ProjectResult.Forbidden();
        }

        if (await FindAsync(actor, id, ct) is not { } source)
        {
            return new ProjectResult.Missing();
        }

        var settings = (ProjectSettings.Of(source) with { Name = name }).Trimmed();
        if (ProjectRules.Check(settings) is { Count: > 0 } errors)
        {
            return new ProjectResult.Invalid(errors);
        }

        var guidelines = await db.Guidelines.AsNoTracking()
            .SingleOrDefaultAsync(guideline => guideline.ProjectId == id && guideline.Version == source.GuidelineVersion, ct);
        var clone = NewProject(settings);
        clone.GuidelineVersion = guidelines is null ? 0 : 1;
        clone.Onboarding = source.Onboarding with { ConsentVersion = source.Onboarding.Consent is null ? 0 : 1 };
        await AddAsync(clone, actor, $$"""{"clonedFrom":{{id}}}""", ct, guidelines);
        return new ProjectResult.Saved(clone.Id, clone.Version);
    }

    private static bool MayCreate(Actor actor) => actor is { IsAdministrator: true, Scope: null or Role.Lead };

    private Project NewProject(ProjectSettings settings)
    {
        var project = new Project { Name = settings.Name, CreatedAt = time.GetUtcNow() };
        settings.ApplyTo(project);
        return project;
    }

    /// <summary>The event names the project's id, which only the database knows: two saves in one transaction.</summary>
    private async Task AddAsync(Project project, Actor actor, string data, CancellationToken ct, GuidelineVersion? guidelines = null)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Projects.Add(project);
        await db.SaveChangesAsync(ct);
        db.AuditEvents.Add(Event(project.Id, actor, CreatedKind, data));
        if (project.Onboarding.Consent is { } consent)
        {
            db.ConsentTexts.Add(new() { ProjectId = project.Id, Version = 1, Markdown = consent, PublishedBy = actor.PersonId, PublishedAt = time.GetUtcNow() });
        }

        if (guidelines is not null)
        {
            db.Guidelines.Add(new GuidelineVersion
            {
                ProjectId = project.Id,
                Version = 1,
                Markdown = guidelines.Markdown,
                Summary = "Taken over from an earlier project",
                PublishedBy = actor.PersonId,
                PublishedAt = time.GetUtcNow(),
            });
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private Task<Project?> FindAsync(Actor actor, ProjectId id, CancellationToken ct) =>
        db.Projects.VisibleTo(actor).SingleOrDefaultAsync(project => project.Id == id, ct);

    private async Task<ProjectResult> SaveAsync(Actor actor, Project project, int seen, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return new ProjectResult.Saved(project.Id, project.Version);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await StaleAsync(actor, project.Id, seen, ct);
        }
    }

    private async Task<ProjectResult> StaleAsync(Actor actor, ProjectId id, int seen, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await FindAsync(actor, id, ct) is not { } current)
        {
            return new ProjectResult.Missing();
        }

        var events = await db.AuditEvents.Few()
            .Where(happened => happened.ProjectId == id && (happened.Kind == EditedKind || happened.Kind == StateKind))
            .OrderByDescending(happened => happened.Id)
            .Take(100)
            .Select(happened => happened.Data)
            .ToListAsync(ct);
        var theirs = events.Select(SettingChange.FromAudit).Where(change => change.Version > seen).Reverse().SelectMany(change => change.Changes);
        return new ProjectResult.Stale(current.Version, current.State, ProjectSettings.Of(current), [.. theirs]);
    }

    private AuditEvent Event(ProjectId id, Actor actor, string kind, string data) => new()
    {
        ProjectId = id,
        At = time.GetUtcNow(),
        ActorId = actor.PersonId,
        Kind = kind,
        Subject = $"project:{id}",
        Data = data,
    };
}
