using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Guidelines;

/// <summary>A version and, in a sentence, what it changed.</summary>
public sealed record GuidelineChange(int Version, string? Summary, DateTimeOffset PublishedAt);

/// <summary>What somebody has seen of a project's guidelines, and what is new to them.</summary>
public sealed class GuidelineReadings(PrefLabDb db, TimeProvider time)
{
    /// <summary>Versions that are listed as new; who missed more reads the text anyway.</summary>
    private const int MostChanges = 20;

    /// <returns>The newest version seen, 0 for none; null for who is no annotator of the project.</returns>
    public Task<int?> SeenAsync(ProjectId project, long person, CancellationToken ct) => db.Annotators
        .Where(annotator => annotator.ProjectId == project && annotator.PersonId == person)
        .Select(annotator => (int?)db.GuidelineReadings
            .Where(reading => reading.ProjectId == project && reading.AnnotatorId == annotator.Id)
            .Select(reading => reading.Version).FirstOrDefault())
        .SingleOrDefaultAsync(ct);

    /// <summary>Versions after <paramref name="seen"/>, newest first.</summary>
    public Task<List<GuidelineChange>> ChangesAsync(ProjectId project, int seen, CancellationToken ct) => db.Guidelines
        .Where(version => version.ProjectId == project && version.Version > seen)
        .OrderByDescending(version => version.Version).Take(MostChanges)
        .Select(version => new GuidelineChange(version.Version, version.Summary, version.PublishedAt))
        .ToListAsync(ct);

    /// <summary>Notes that an annotator has seen a version; an older one than before changes nothing, and who is no annotator leaves no trace.</summary>
    /// <returns>False when there is no such version.</returns>
    public async Task<bool> MarkAsync(ProjectId project, long person, int version, CancellationToken ct)
    {
        if (!await db.Guidelines.AnyAsync(it => it.ProjectId == project && it.Version == version, ct))
        {
            return false;
        }

        var now = time.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO guideline_readings (project_id, annotator_id, version, at)
            SELECT a.project_id, a.id, {version}, {now} FROM annotators a WHERE a.project_id = {project.Value} AND a.person_id = {person}
            ON CONFLICT (project_id, annotator_id) DO UPDATE SET version = excluded.version, at = excluded.at
                WHERE guideline_readings.version < excluded.version
            """,
            ct);
        return true;
    }
}
