using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Audit;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Onboarding;

/// <summary>Changes what a project asks before the first batch. Who works already goes on; who is in it goes by the new settings from the next step.</summary>
public sealed class OnboardingSettingsService(PrefLabDb db, TimeProvider time)
{
    /// <param name="version">The project's version that the change started from.</param>
    public async Task<ProjectResult> SaveAsync(Actor actor, ProjectId id, int version, OnboardingSettings wanted, CancellationToken ct)
    {
        if (await db.Projects.VisibleTo(actor).SingleOrDefaultAsync(project => project.Id == id, ct) is not { } project)
        {
            return new ProjectResult.Missing();
        }

        if (OnboardingRules.Check(wanted) is { Count: > 0 } errors)
        {
            return new ProjectResult.Invalid(errors);
        }

        if (project.Version != version)
        {
            return Stale(project);
        }

        var before = project.Onboarding;
        var consent = string.IsNullOrWhiteSpace(wanted.Consent) ? null : wanted.Consent;
        var isNewText = consent is not null && !string.Equals(consent, before.Consent, StringComparison.Ordinal);
        var after = wanted with { Consent = consent, ConsentVersion = before.ConsentVersion + (isNewText ? 1 : 0) };
        if (after == before)
        {
            return new ProjectResult.Saved(id, version);
        }

        project.Onboarding = after;
        project.Version++;
        if (isNewText)
        {
            db.ConsentTexts.Add(new ConsentText
            {
                ProjectId = id,
                Version = after.ConsentVersion,
                Markdown = consent!,
                PublishedBy = actor.PersonId,
                PublishedAt = time.GetUtcNow(),
            });
        }

        db.AuditEvents.Add(new AuditEvent
        {
            ProjectId = id,
            At = time.GetUtcNow(),
            ActorId = actor.PersonId,
            Kind = ProjectService.EditedKind,
            Subject = $"project:{id}",
            Data = SettingChange.ToAudit(project.Version, [new SettingChange("onboarding", Text(before), Text(after))]),
        });
        try
        {
            await db.SaveChangesAsync(ct);
            return new ProjectResult.Saved(id, project.Version);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return Stale(await db.Projects.AsNoTracking().SingleAsync(it => it.Id == id, ct));
        }
    }

    private static ProjectResult.Stale Stale(Project project) => new(project.Version, project.State, ProjectSettings.Of(project), []);

    private static string Text(OnboardingSettings settings)
    {
        string?[] parts =
        [
            settings.Consent is null ? null : string.Create(CultureInfo.InvariantCulture, $"consent {settings.ConsentVersion}"),
            settings.GuidelinesMustBeRead ? "guidelines" : null,
            settings.Training ? "training" : null,
            settings.Qualification
                ? string.Create(CultureInfo.InvariantCulture, $"qualification: {settings.Questions} questions, {settings.PassPercent} %, {settings.Attempts} attempts")
                : null,
        ];
        return string.Join("; ", parts.Where(part => part is not null)) is { Length: > 0 } text ? text : "nothing";
    }
}
