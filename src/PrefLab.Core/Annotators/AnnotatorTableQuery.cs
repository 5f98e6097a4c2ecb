using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using PrefLab.Core.Storage;
using PrefLab.Metrics;

namespace PrefLab.Core.Annotators;

/// <summary>How far an annotator agrees with the others.</summary>
/// <param name="Share">Mean, over the comparisons, of the share of the other labels that have the same direction; 0 to 1.</param>
/// <param name="Comparisons">Comparisons with at least one other label.</param>
/// <param name="Excluded">Those of them where the annotator's own label is excluded: evidence all the same, as the answer was given.</param>
public sealed record AgreementWithOthers(double Share, int Comparisons, int Excluded);

/// <summary>What an annotator did last.</summary>
/// <param name="Agreement">Null when the annotator shares no comparison with anybody.</param>
/// <param name="Pace">The median time as a multiple of what people usually take for as much to read; null while that is not known.</param>
/// <param name="Daily">Labels of each of the last days in UTC, corrections included; the last entry is today.</param>
public sealed record RecentWork(AgreementWithOthers? Agreement, double? Pace, IReadOnlyList<int> Daily)
{
    public static readonly RecentWork None = new(null, null, new int[AnnotatorTableQuery.Days]);
}

/// <summary>What the newest labels of annotators say: leave-one-out agreement on direction, golds left out, pace, and labels a day.</summary>
public sealed class AnnotatorTableQuery(Database database)
{
    /// <summary>The newest labels of one annotator that are looked at: recent behaviour counts, and the work stays bounded.</summary>
    public const int NewestLabels = 1_000;

    /// <summary>Of each annotator in a list.</summary>
    public const int NewestInList = 100;

    public const int Days = 14;

    /// <summary>
    /// The counters of a comparison hold everybody's labels that are not excluded; those in the label's own direction, less itself if it is in there, agree.
    /// The number of labels stands in the text: plans are made without the values of parameters, and for a tenth of a table they scan it.
    /// $1 project, $2 annotators, $3 and $4 the usual pace (<see cref="ReadingPace"/>), $5 and $6 the times that are told apart.
    /// </summary>
    internal static string NewestSql(int newest) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT wanted.id, avg(votes.agreeing::double precision / votes.others) FILTER (WHERE votes.others > 0),
               (count(*) FILTER (WHERE votes.others > 0))::int, (count(*) FILTER (WHERE votes.others > 0 AND mine.counted = 0))::int,
               percentile_cont(.5) WITHIN GROUP (
                   ORDER BY ln(least(greatest(mine.server_seconds, $5), $6)) - $3 - $4 * ln(1 + votes.length)) FILTER (WHERE mine.server_seconds IS NOT NULL)
        FROM unnest($2) AS wanted(id)
        CROSS JOIN LATERAL (
            SELECT l.comparison_id, l.preference, l.server_seconds, CASE WHEN l.excluded THEN 0 ELSE 1 END AS counted
            FROM labels l
            WHERE l.project_id = $1 AND l.annotator_id = wanted.id AND l.is_current AND NOT l.is_gold
            ORDER BY l.id DESC
            LIMIT {newest}) mine
        JOIN comparisons c ON c.project_id = $1 AND c.id = mine.comparison_id
        CROSS JOIN LATERAL (
            SELECT nullif(c.n0 + c.n1 + c.n2 + c.n3 + c.n4 - mine.counted, 0) AS others,
                   CASE WHEN mine.preference < 2 THEN c.n0 + c.n1 WHEN mine.preference = 2 THEN c.n2 ELSE c.n3 + c.n4 END - mine.counted AS agreeing,
                   (octet_length(c.prompt) + octet_length(c.response_a) + octet_length(c.response_b))::double precision AS length) votes
        GROUP BY wanted.id
        """);

    /// <summary>
    /// Labels have no index by time, but their ids follow it: where each day begins is found by halving, and the index by annotator alone counts between.
    /// $1 project, $2 annotators, $3 midnight, $4 days.
    /// </summary>
    internal const string DailySql =
        """
        WITH RECURSIVE search AS (
            SELECT day, $3 - make_interval(days => day) AS start,
                   (SELECT id - 1 FROM labels WHERE project_id = $1 ORDER BY id LIMIT 1) AS low,
                   (SELECT id FROM labels WHERE project_id = $1 ORDER BY id DESC LIMIT 1) AS high
            FROM generate_series(0, $4 - 1) day
            UNION ALL
            SELECT s.day, s.start, CASE WHEN probe.received_at >= s.start THEN s.low ELSE middle.id END,
                   CASE WHEN probe.received_at >= s.start THEN probe.id - 1 ELSE s.high END
            FROM search s
            CROSS JOIN LATERAL (SELECT (s.low + s.high + 1) / 2 AS id) middle
            LEFT JOIN LATERAL (
                SELECT l.id, l.received_at FROM labels l
                WHERE l.project_id = $1 AND l.id > s.low AND l.id <= middle.id
                ORDER BY l.id DESC LIMIT 1) probe ON true
            WHERE s.low < s.high),
        days AS (
            SELECT day, low AS after, coalesce(lag(low) OVER (ORDER BY day), 9223372036854775807) AS until FROM search WHERE low = high)
        SELECT wanted.id, days.day, counted.labels
        FROM unnest($2) AS wanted(id)
        CROSS JOIN days
        CROSS JOIN LATERAL (
            SELECT count(*)::int AS labels FROM labels l
            WHERE l.project_id = $1 AND l.annotator_id = wanted.id AND l.id > days.after AND l.id <= days.until) counted
        WHERE counted.labels > 0
        """;

    /// <param name="pace">What people in the project usually take; null while that is not known.</param>
    /// <param name="now">The last of the days that are counted.</param>
    /// <returns>An entry for each annotator who has answered.</returns>
    public async Task<IReadOnlyDictionary<AnnotatorId, RecentWork>> LoadAsync(
        ProjectId project, IEnumerable<AnnotatorId> annotators, int newest, ReadingPace? pace, DateTimeOffset now, CancellationToken ct)
    {
        var ids = annotators.Select(annotator => annotator.Value).ToArray();
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(
            ct,
            Sql.Statement(DailySql, project.Value, ids, new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero), Days),
            Sql.Statement(
                NewestSql(newest), project.Value, ids, Sql.Maybe(pace?.Intercept, NpgsqlDbType.Double), Sql.Maybe(pace?.Slope, NpgsqlDbType.Double),
                LogTimeHistogram.Shortest, LogTimeHistogram.Longest));
        var result = new Dictionary<AnnotatorId, RecentWork>();
        foreach (var person in (await ReadDaysAsync(reader, ct)).GroupBy(row => row.Annotator))
        {
            var daily = new int[Days];
            foreach (var (_, daysAgo, labels) in person)
            {
                daily[Days - 1 - daysAgo] = labels;
            }

            result[person.Key] = RecentWork.None with { Daily = daily };
        }

        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var annotator = new AnnotatorId(reader.GetInt64(0));
            result[annotator] = result.GetValueOrDefault(annotator, RecentWork.None) with
            {
                Agreement = reader.Nullable<double>(1) is { } share ? new AgreementWithOthers(share, reader.GetInt32(2), reader.GetInt32(3)) : null,
                Pace = reader.Nullable<double>(4) is { } log ? Math.Exp(log) : null,
            };
        }

        return result;
    }

    private static async Task<List<(AnnotatorId Annotator, int DaysAgo, int Labels)>> ReadDaysAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var rows = new List<(AnnotatorId, int, int)>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add((new AnnotatorId(reader.GetInt64(0)), reader.GetInt32(1), reader.GetInt32(2)));
        }

        return rows;
    }
}
