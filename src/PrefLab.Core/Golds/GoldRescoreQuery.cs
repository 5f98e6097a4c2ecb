using Microsoft.EntityFrameworkCore;
using PrefLab.Core.Annotators;
using PrefLab.Core.Audit;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Golds;

/// <param name="Done">Annotators who were looked at, of all who were given the gold.</param>
public sealed record GoldRescoreRow(
    ComparisonId Comparison, string ExternalId, Preference? From, Preference? To, DateTimeOffset RequestedAt, int Annotators, int Done, int Rescored, int Flagged,
    int Reinstated, DateTimeOffset? FinishedAt);

/// <summary>Somebody who was scored anew: right and answered golds before and after, and the standing of now.</summary>
public sealed record RescoredAnnotator(AnnotatorId Id, string Name, Standing Standing, int CorrectBefore, int GoldsBefore, int Correct, int Golds);

/// <summary>The last changes of known answers for which annotators are scored anew, and what comes of them.</summary>
public sealed class GoldRescoreQuery(PrefLabDb db, Database database)
{
    public const int Most = 5;

    /// <summary>The newest first, by the index of the events of which there are few. $1 project, $2 how many.</summary>
    private const string LastSql =
        $"""
        SELECT a.id, p.display_name, a.standing, (e.data -> 'before' ->> 0)::int, (e.data -> 'before' ->> 1)::int, (e.data -> 'after' ->> 0)::int, (e.data -> 'after' ->> 1)::int
        FROM (
            SELECT DISTINCT ON (subject) id, subject, data
            FROM (
                SELECT id, subject, data FROM audit_events
                WHERE project_id = $1 AND kind = 'annotator.rescored' AND {AuditVisibility.FewFilter} ORDER BY id DESC LIMIT $2) newest
            ORDER BY subject, id DESC) e
        JOIN annotators a ON a.project_id = $1 AND a.id = split_part(e.subject, ':', 2)::bigint
        JOIN people p ON p.id = a.person_id
        ORDER BY e.id DESC
        """;

    /// <returns>Those that run first, then the newest.</returns>
    public async Task<IReadOnlyList<GoldRescoreRow>> LoadAsync(ProjectId project, CancellationToken ct) => await (
        from rescore in db.GoldRescores.AsNoTracking()
        join comparison in db.Comparisons on new { rescore.ProjectId, Id = rescore.ComparisonId } equals new { comparison.ProjectId, comparison.Id }
        where rescore.ProjectId == project
        orderby rescore.FinishedAt != null, rescore.Id descending
        select new GoldRescoreRow(
            rescore.ComparisonId, comparison.ExternalId, rescore.FromPreference, rescore.ToPreference, rescore.RequestedAt, rescore.Annotators, rescore.Done,
            rescore.Rescored, rescore.Flagged, rescore.Reinstated, rescore.FinishedAt)).Take(Most).ToListAsync(ct);

    /// <param name="changes">They say how many there are, so that the search ends.</param>
    /// <returns>Whoever was scored anew, the last one first.</returns>
    public async Task<IReadOnlyList<RescoredAnnotator>> LoadLastAsync(ProjectId project, IReadOnlyList<GoldRescoreRow> changes, CancellationToken ct)
    {
        var count = Math.Min(Most, changes.Sum(change => change.Rescored));
        var last = new List<RescoredAnnotator>();
        if (count == 0)
        {
            return last;
        }

        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(LastSql, project.Value, count));
        while (await reader.ReadAsync(ct))
        {
            last.Add(new RescoredAnnotator(
                new AnnotatorId(reader.GetInt64(0)), reader.GetString(1), (Standing)reader.GetInt16(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5), reader.GetInt32(6)));
        }

        return last;
    }
}
