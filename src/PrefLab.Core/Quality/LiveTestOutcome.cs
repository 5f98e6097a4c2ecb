using Npgsql;
using NpgsqlTypes;
using PrefLab.Core.Annotators;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Quality;

/// <summary>Lets what follows from the evidence happen, in the transaction that holds the annotator's lock. Mostly nothing does.</summary>
internal static class LiveTestOutcome
{
    /// <summary>What an annotator is told who was paused by a test: no number that says which answers were golds.</summary>
    public const string PausedByTest = "An automatic check paused your work until somebody has looked at it.";

    /// <summary>$1 project, $2 annotator, $3 reason, $4 at.</summary>
    private const string FlagSql =
        """
        WITH flagged AS (
            UPDATE annotators SET standing = 3, standing_reason = $3, standing_since = $4
            WHERE project_id = $1 AND id = $2 AND standing = 2
            RETURNING id)
        INSERT INTO audit_events (project_id, at, kind, subject, data)
        SELECT $1, $4, 'annotator.flagged', 'annotator:' || id, jsonb_build_object('reason', $3::text) FROM flagged
        """;

    /// <summary>$1 project, $2 annotator, $3 at.</summary>
    private const string RaiseConcernSql =
        """
        WITH concerned AS (
            UPDATE annotators SET concern_since = $3 WHERE project_id = $1 AND id = $2 AND concern_since IS NULL RETURNING id)
        INSERT INTO audit_events (project_id, at, kind, subject)
        SELECT $1, $3, 'annotator.dropped', 'annotator:' || id FROM concerned
        """;

    public static async Task ApplyAsync(
        NpgsqlConnection connection, ProjectId project, long annotator, Standing standing, QualityPolicy quality, TestedAnswers tested,
        DateTimeOffset now, CancellationToken ct)
    {
        if (tested.HasDropped && quality.NoticesDrops)
        {
            await connection.ExecuteAsync(ct, Sql.Statement(RaiseConcernSql, project.Value, annotator, now));
        }

        if (standing != Standing.Active || LiveTest.FlagReason(quality, tested.Evidence) is not { } reason)
        {
            return;
        }

        await connection.ExecuteAsync(ct, Sql.Statement(FlagSql, project.Value, annotator, reason, now));
        if (quality.Pauses)
        {
            await connection.ExecuteAsync(ct, Sql.Statement(
                StandingSql.Change, project.Value, annotator, (short)Standing.Paused, PausedByTest,
                Sql.Maybe(null, NpgsqlDbType.Bigint), "annotator.paused", true, false, Sql.Maybe(null, NpgsqlDbType.Bigint)));
        }
    }
}
