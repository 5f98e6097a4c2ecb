using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Accounts;
using PrefLab.Core.Audit;
using PrefLab.Core.Onboarding;
using PrefLab.Core.Projects;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Guidelines;

public abstract record PublishResult
{
    private PublishResult()
    {
    }

    public sealed record Published(int Version) : PublishResult;

    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : PublishResult;

    /// <summary>Somebody published <paramref name="Version"/> meanwhile; nothing was stored.</summary>
    public sealed record Stale(int Version) : PublishResult;

    public sealed record Missing : PublishResult;
}

/// <summary>Publishes guidelines; a version never changes afterwards.</summary>
public sealed class GuidelineService(PrefLabDb db, TimeProvider time)
{
    public const string PublishedKind = "guidelines.published";

    /// <summary>Names every error, by field; empty when the text may be published.</summary>
    public static IReadOnlyList<FieldError> Check(string? markdown, string? summary)
    {
        var errors = new List<FieldError>();
        if (string.IsNullOrWhiteSpace(markdown))
        {
            errors.Add(new("markdown", "Guidelines need some text."));
        }
        else if (markdown.Length > Limits.Guidelines || !markdown.IsStorable())
        {
            errors.Add(new("markdown", $"At most {Limits.Guidelines:N0} characters, and no NUL."));
        }

        if (summary?.Length > Limits.Name || summary?.IsStorable() == false)
        {
            errors.Add(new("summary", $"At most {Limits.Name} characters."));
        }

        return errors;
    }

    /// <param name="seen">The version that the text started from; 0 when there was none.</param>
    /// <param name="requalify">Sends everybody who works here back to the qualification, in the same transaction.</param>
    public async Task<PublishResult> PublishAsync(
        Actor actor, ProjectId id, int seen, string markdown, string? summary, CancellationToken ct, bool requalify = false)
    {
        if (Check(markdown, summary) is { Count: > 0 } errors)
        {
            return new PublishResult.Invalid(errors);
        }

        var qualifies = requalify && await db.Projects.VisibleTo(actor).Where(project => project.Id == id)
            .Select(project => project.Onboarding).SingleOrDefaultAsync(ct) is { Qualification: true };
        return requalify && !qualifies
            ? new PublishResult.Invalid([new("requalify", "This project has no qualification that anybody could take again.")])
            : await Retry.OnConflictAsync(() => TryPublishAsync(actor, id, seen, markdown, summary, requalify, ct));
    }

    private async Task<PublishResult> TryPublishAsync(
        Actor actor, ProjectId id, int seen, string markdown, string? summary, bool requalify, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (requalify)
        {
            // The annotators first and the project last, as everywhere.
            await db.LockWorkingAsync(id, ct);
        }

        // The update waits for another publication, and then finds no row. Settings have a version of their own.
        var updated = await db.Projects.VisibleTo(actor).Where(project => project.Id == id && project.GuidelineVersion == seen)
            .ExecuteUpdateAsync(set => set.SetProperty(project => project.GuidelineVersion, seen + 1), ct);
        if (updated == 0)
        {
            var version = await db.Projects.VisibleTo(actor).Where(project => project.Id == id)
                .Select(project => (int?)project.GuidelineVersion).SingleOrDefaultAsync(ct);
            return version is { } newest ? new PublishResult.Stale(newest) : new PublishResult.Missing();
        }

        var now = time.GetUtcNow();
        db.Guidelines.Add(new GuidelineVersion
        {
            ProjectId = id,
            Version = seen + 1,
            Markdown = markdown,
            Summary = string.IsNullOrWhiteSpace(summary) ? null : summary.Trim(),
            PublishedBy = actor.PersonId,
            PublishedAt = now,
        });
        db.AuditEvents.Add(new AuditEvent
        {
            ProjectId = id,
            At = now,
            ActorId = actor.PersonId,
            Kind = PublishedKind,
            Subject = $"guidelines:{seen + 1}",
        });
        await db.SaveChangesAsync(ct);
        if (requalify)
        {
            await db.RequalifyAsync(id, $"Version {seen + 1} of the guidelines: everybody qualifies again.", now, actor.PersonId, ct);
        }

        await transaction.CommitAsync(ct);
        return new PublishResult.Published(seen + 1);
    }
}
