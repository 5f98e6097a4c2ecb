using PrefLab.Core.Storage;

namespace PrefLab.Core.Annotators;

/// <summary>What somebody's newest answers come to: nothing that tells a gold, or another person.</summary>
/// <param name="Seconds">Active seconds, as the person's browser measured them.</param>
public sealed record OwnFigures(
    int AnsweredToday, int AnsweredInWeek, double SecondsToday, double SecondsInWeek, double Seconds, double? PaceInWeek, double? Pace, bool IsCut);

/// <summary>Reads at most 50,000 answers of one person, newest first, along their index.</summary>
public sealed class OwnFiguresQuery(Database database)
{
    public const int Most = 50_000;

    /// <summary>$1 project, $2 annotator, $3 start of the day, $4 a week ago, $5 answers at most.</summary>
    internal const string FiguresSql =
        """
        SELECT (count(*) FILTER (WHERE first AND received_at >= $3))::int, (count(*) FILTER (WHERE first AND received_at >= $4))::int,
               coalesce(sum(active_seconds) FILTER (WHERE received_at >= $3), 0), coalesce(sum(active_seconds) FILTER (WHERE received_at >= $4), 0),
               coalesce(sum(active_seconds), 0),
               percentile_cont(0.5) WITHIN GROUP (ORDER BY active_seconds) FILTER (WHERE first AND received_at >= $4),
               percentile_cont(0.5) WITHIN GROUP (ORDER BY active_seconds) FILTER (WHERE first), count(*) >= $5
        FROM (
            SELECT received_at, active_seconds, supersedes IS NULL AS first FROM labels
            WHERE project_id = $1 AND annotator_id = $2 ORDER BY id DESC LIMIT $5) newest
        """;

    public async Task<OwnFigures> LoadAsync(ProjectId project, AnnotatorId annotator, DateTimeOffset now, CancellationToken ct)
    {
        var utc = now.ToUniversalTime();
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var reader = await connection.ReadAsync(ct, Sql.Statement(
            FiguresSql, project.Value, annotator.Value, new DateTimeOffset(utc.Date, TimeSpan.Zero), utc.AddDays(-7), Most));
        await reader.ReadAsync(ct);
        return new OwnFigures(
            reader.GetInt32(0), reader.GetInt32(1), reader.GetDouble(2), reader.GetDouble(3), reader.GetDouble(4),
            reader.Nullable<double>(5), reader.Nullable<double>(6), reader.GetBoolean(7));
    }
}
