using PrefLab.Core.Storage;

namespace PrefLab.Core.Projects;

/// <summary>How far a project is, from its totals and its annotators' running statistics.</summary>
/// <param name="Comparisons">Golds included.</param>
/// <param name="Needed">Sum of the overlaps of the ordinary comparisons.</param>
/// <param name="Accepted">Labels of what is an ordinary comparison now, excluded ones left out: each has a place, so that they never exceed what is needed.</param>
/// <param name="Answered">Answered assignments, golds included.</param>
public sealed record ProjectProgress(
    int Comparisons, long Needed, long Accepted, long Answered, long GoldsAnswered, long GoldsCorrect, int Annotators, int Flagged, int Paused)
{
    /// <summary>Gets the answers that are paid: all, or those whose labels are not excluded, as the project pays.</summary>
    public long Paid { get; init; } = Answered;
}

/// <summary>Answers of one hour.</summary>
/// <param name="HoursAgo">0 for the 60 minutes that end now.</param>
public sealed record HourlyLabels(int HoursAgo, int Labels);

/// <summary>Progress and pace without counting labels: the work grows with the annotators and the golds, not with the labels.</summary>
public sealed class ProgressQuery(Database database)
{
    public const int Hours = 24;

    /// <summary>
    /// All labels that count, but for those that golds hold, whatever their comparison was when they were given and whether their annotators are
    /// scored anew by now. $1 projects.
    /// </summary>
    internal const string ProgressSql =
        """
        SELECT p.id, p.comparison_count, p.labels_needed,
               (coalesce(sum(a.answered - a.excluded), 0) - coalesce(golds.labels, 0))::bigint,
               coalesce(sum(a.answered), 0)::bigint,
               coalesce(sum(a.golds_answered), 0)::bigint, coalesce(sum(a.golds_correct), 0)::bigint,
               count(a.id)::int, (count(*) FILTER (WHERE a.standing = 3))::int, (count(*) FILTER (WHERE a.standing = 4))::int,
               coalesce(sum(a.answered - CASE WHEN p.pays_excluded THEN 0 ELSE a.excluded END), 0)::bigint
        FROM projects p
        LEFT JOIN annotators a ON a.project_id = p.id
        LEFT JOIN (
            SELECT c.project_id, sum(c.n0 + c.n1 + c.n2 + c.n3 + c.n4) AS labels
            FROM comparisons c WHERE c.project_id = ANY ($1) AND c.use = 2 GROUP BY c.project_id) golds ON golds.project_id = p.id
        WHERE p.id = ANY ($1)
        GROUP BY p.id, golds.labels
        """;

    /// <summary>
    /// Walks the primary key backwards from the newest label: at most 24 hours, and at most $3 labels.
    /// $1 project, $2 now, $3 labels at most.
    /// </summary>
    internal const string PaceSql =
        """
        SELECT least(floor(extract(epoch FROM $2 - recent.received_at) / 3600), 23)::int AS hours_ago,
               (count(*) FILTER (WHERE NOT recent.is_gold AND recent.supersedes IS NULL))::int,
               count(*)::int, min(recent.received_at)
        FROM (SELECT received_at, is_gold, supersedes FROM labels WHERE project_id = $1 ORDER BY id DESC LIMIT $3) recent
        WHERE recent.received_at > $2 - interval '24 hours' AND recent.received_at <= $2
        GROUP BY 1
        ORDER BY 1
        """;

    private const int MostLabels = 50_000;

    /// <returns>Null when there is no such project.</returns>
    public async Task<ProjectProgress?> LoadAsync(ProjectId project, CancellationToken ct) => (await LoadAsync([project], ct)).GetValueOrDefault(project);

    public async Task<IReadOnlyDictionary<ProjectId, ProjectProgress>> LoadAsync(IEnumerable<ProjectId> projects, CancellationToken ct)
    {
        var found = new Dictionary<ProjectId, ProjectProgress>();
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(ProgressSql, projects.Select(it => it.Value).ToArray()));
        while (await reader.ReadAsync(ct))
        {
            found.Add(new ProjectId(reader.GetInt64(0)), new ProjectProgress(
                reader.GetInt32(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6),
                reader.GetInt32(7), reader.GetInt32(8), reader.GetInt32(9))
            {
                Paid = reader.GetInt64(10),
            });
        }

        return found;
    }

    /// <summary>Answers to ordinary comparisons in each of the last hours, newest first.</summary>
    /// <returns>
    /// As many hours as there has been work, at most 24; fewer where more than 50,000 labels arrived, and then the
    /// oldest hour, seen only in part, is left out.
    /// </returns>
    public async Task<IReadOnlyList<HourlyLabels>> LoadPaceAsync(ProjectId project, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(PaceSql, project.Value, now.ToUniversalTime(), MostLabels));
        var byHour = new int[Hours];
        var (seen, oldest) = (0, -1);
        while (await reader.ReadAsync(ct))
        {
            oldest = reader.GetInt32(0);
            byHour[oldest] = reader.GetInt32(1);
            seen += reader.GetInt32(2);
        }

        var whole = seen >= MostLabels && oldest > 0 ? oldest : oldest + 1;
        return [.. byHour.Take(whole).Select((labels, hour) => new HourlyLabels(hour, labels))];
    }
}
