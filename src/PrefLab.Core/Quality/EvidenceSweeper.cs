using Npgsql;
using PrefLab.Core.Annotators;
using PrefLab.Core.Labels;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Quality;

/// <summary>
/// Judges what waited for others of annotators who submit nothing any more: who stops after a hundred careless answers is found too.
/// Those who go on have theirs judged by their own submissions.
/// </summary>
public sealed class EvidenceSweeper(Database database)
{
    /// <summary>Annotators in one round.</summary>
    public const int Portion = 200;

    /// <summary>How long somebody has submitted nothing.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);

    /// <summary>$1 idle seconds, $2 portion.</summary>
    private const string FindSql =
        """
        SELECT a.project_id, a.id FROM annotators a JOIN projects p ON p.id = a.project_id AND p.state = 2
        WHERE a.waiting <> '{}' AND a.standing IN (2, 3) AND a.last_answer_at < now() - make_interval(secs => $1)
          AND EXISTS (
            SELECT FROM unnest(a.waiting) AS packed
            CROSS JOIN LATERAL (
                SELECT c.n0 + c.n1 + c.n2 + c.n3 + c.n4 >= c.overlap OR c.gold_preference IS NOT NULL AS is_over
                FROM comparisons c WHERE c.project_id = a.project_id AND c.id = packed >> 8 LIMIT 1) c
            WHERE c.is_over)
        LIMIT $2
        """;

    /// <summary>$1 project, $2 annotator.</summary>
    private const string LockSql =
        """
        SELECT a.standing, a.evidence, a.waiting, p.quality, clock_timestamp(), a.person_id
        FROM annotators a JOIN projects p ON p.id = a.project_id
        WHERE a.project_id = $1 AND a.id = $2 FOR NO KEY UPDATE OF a
        """;

    /// <summary>$1 project, $2 annotator, $3 evidence, $4 waiting, $5 risk.</summary>
    private const string StoreSql =
        "UPDATE annotators SET evidence = $3::jsonb, waiting = $4, risk = $5 WHERE project_id = $1 AND id = $2";

    /// <returns>Of how many annotators it judged answers.</returns>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        var found = new List<(ProjectId Project, long Annotator)>();
        await using (var reader = await connection.ReadAsync(ct, Sql.Statement(FindSql, Idle.TotalSeconds, Portion)))
        {
            while (await reader.ReadAsync(ct))
            {
                found.Add((new ProjectId(reader.GetInt64(0)), reader.GetInt64(1)));
            }
        }

        foreach (var (project, annotator) in found)
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await JudgeAsync(connection, project, annotator, ct);
            await transaction.CommitAsync(ct);
        }

        return found.Count;
    }

    private static async Task JudgeAsync(NpgsqlConnection connection, ProjectId project, long annotator, CancellationToken ct)
    {
        Standing standing;
        Evidence evidence;
        long[] waiting;
        QualityPolicy quality;
        DateTimeOffset now;
        long person;
        await using (var reader = await connection.ReadAsync(ct, Sql.Statement(LockSql, project.Value, annotator)))
        {
            if (!await reader.ReadAsync(ct))
            {
                return;
            }

            standing = (Standing)reader.GetInt16(0);
            evidence = Evidence.FromJson(reader.NullableString(1));
            waiting = reader.GetFieldValue<long[]>(2);
            quality = QualityPolicy.FromJson(reader.GetString(3));
            now = reader.GetFieldValue<DateTimeOffset>(4);
            person = reader.GetInt64(5);
        }

        Votes?[] votes;
        await using (var reader = await connection.ReadAsync(ct, Sql.Statement(LabelSql.LoadWaiting, project.Value, person, waiting.Length)))
        {
            votes = await Votes.ReadAsync(reader, waiting.Length, ct);
        }

        var tested = LiveTest.AfterWaiting(quality, evidence, waiting, votes);
        await connection.ExecuteAsync(ct, Sql.Statement(
            StoreSql, project.Value, annotator, tested.Evidence.ToJson(), tested.Waiting, LiveTest.Risk(tested.Evidence)));
        await LiveTestOutcome.ApplyAsync(connection, project, annotator, standing, quality, tested, now, ct);
    }
}
