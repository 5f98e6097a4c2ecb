using Npgsql;
using PrefLab.Core.Annotators;
using PrefLab.Testing.Database;

namespace PrefLab.Testing.Load;

/// <summary>A project that is labelled, made by the database: three labels for each comparison, a gold among ten, over the last 20 days.</summary>
public static class GeneratedLabels
{
    /// <summary>What annotator $2 of comparison $1 answers: three in four see the better one, the others answer anything.</summary>
    private const string AnswerSql =
        """
        CREATE FUNCTION pg_temp.answer(n bigint, j int) RETURNS smallint LANGUAGE sql IMMUTABLE AS
        $$ SELECT (CASE WHEN abs(hashint8(n * 3 + j)) % 100 < 75 THEN 1 + 2 * (n % 2) ELSE abs(hashint8(n * 7 + j)) % 5 END)::smallint $$
        """;

    private const string ComparisonsSql =
        """
        INSERT INTO comparisons (project_id, external_id, prompt, response_a, response_b, overlap, gold_preference, gold_key,
                                 prompt_is_chat, priority, taken, n0, n1, n2, n3, n4, exposures, use)
        SELECT $1, 'l-' || n, 'prompt ' || n || ' ' || repeat('x', (n % 600)::int), 'a ' || repeat('y', 300), 'b ' || repeat('z', 300), 3,
               CASE WHEN n % 10 = 0 THEN 1 + 2 * (n % 2) END::smallint, n * 0.6180339887 % 1, false, 0, CASE WHEN n % 10 = 0 THEN 0 ELSE 3 END,
               (p0 = 0)::int + (p1 = 0)::int + (p2 = 0)::int, (p0 = 1)::int + (p1 = 1)::int + (p2 = 1)::int, (p0 = 2)::int + (p1 = 2)::int + (p2 = 2)::int,
               (p0 = 3)::int + (p1 = 3)::int + (p2 = 3)::int, (p0 = 4)::int + (p1 = 4)::int + (p2 = 4)::int, 0, CASE WHEN n % 10 = 0 THEN 2 ELSE 1 END
        FROM generate_series(0::bigint, $2::bigint - 1) n
        CROSS JOIN LATERAL (SELECT pg_temp.answer(n, 0) AS p0, pg_temp.answer(n, 1) AS p1, pg_temp.answer(n, 2) AS p2 OFFSET 0) p
        ORDER BY n
        """;

    /// <summary>$1 project, $2 comparisons, $3 annotators, who meet each other in changing groups of three.</summary>
    private const string MadeSql =
        """
        CREATE TEMP TABLE made AS
        SELECT n, j, pg_temp.answer(n, j) AS preference, (SELECT min(id) FROM comparisons WHERE project_id = $1 AND external_id LIKE 'l-%') + n AS comparison_id,
               $3[1 + ((n + CASE j WHEN 0 THEN 0 WHEN 1 THEN 1 + n / size % (size / 2 - 1) ELSE size / 2 + n / size % (size - size / 2) END) % size)::int] AS annotator_id,
               hashint8(n * 5 + j) % 2 = 0 AS left_is_a, now() - interval '20 days' * (1 - n::double precision / $2) AS at
        FROM (SELECT cardinality($3)::bigint AS size) people, generate_series(0::bigint, $2::bigint - 1) n, generate_series(0, 2) j
        ORDER BY n, j
        """;

    private const string AssignmentsSql =
        """
        INSERT INTO assignments (project_id, token, comparison_id, annotator_id, left_is_a, state, issued_at, expires_at)
        SELECT $1, gen_random_uuid(), comparison_id, annotator_id, left_is_a, 2, at, at + interval '30 minutes' FROM made ORDER BY n, j
        """;

    private const string LabelsSql =
        """
        INSERT INTO labels (project_id, assignment_id, comparison_id, annotator_id, submission_key, preference, left_is_a, both_bad,
                            server_seconds, received_at, guideline_version, is_gold, is_current, excluded, flagged)
        SELECT $1, (SELECT min(id) FROM assignments WHERE project_id = $1) + n * 3 + j, comparison_id, annotator_id, gen_random_uuid(), preference, left_is_a, false,
               10 + abs(hashint8(n + j)) % 40 + (n % 600) / 20.0, at, 0, n % 10 = 0, true, false, false
        FROM made ORDER BY n, j
        """;

    private const string StatisticsSql =
        """
        UPDATE annotators a
        SET answered = mine.answered, golds_answered = mine.golds, golds_correct = mine.golds_correct, left_answers = mine.on_left, right_answers = mine.on_right,
            time_bins = array_fill(0, ARRAY[20]) || ARRAY[mine.answered] || array_fill(0, ARRAY[43]), last_answer_at = mine.at, risk = abs(hashint8(a.id)) % 1000 / 1000.0
        FROM (
            SELECT annotator_id, count(*)::int AS answered, (count(*) FILTER (WHERE n % 10 = 0))::int AS golds,
                   (count(*) FILTER (WHERE n % 10 = 0 AND preference = 1 + 2 * (n % 2)))::int AS golds_correct,
                   (count(*) FILTER (WHERE preference <> 2 AND (preference < 2) = left_is_a))::int AS on_left,
                   (count(*) FILTER (WHERE preference <> 2 AND (preference < 2) <> left_is_a))::int AS on_right, max(at) AS at
            FROM made GROUP BY annotator_id) mine
        WHERE a.project_id = $1 AND a.id = mine.annotator_id
        """;

    /// <param name="connectionString">The owner's, who may leave the checks of foreign keys aside.</param>
    /// <param name="annotators">At least six.</param>
    public static async Task<IReadOnlyList<Annotator>> AddAsync(string connectionString, TestProject project, int comparisons, int annotators)
    {
        var people = new List<Annotator>();
        for (var i = 0; i < annotators; i++)
        {
            people.Add(await project.AddAnnotatorAsync());
        }

        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync();
        var ids = people.Select(it => it.Id.Value).ToArray();
        await ExecuteAsync(connection, "SET session_replication_role = replica");
        await ExecuteAsync(connection, AnswerSql);
        await ExecuteAsync(connection, ComparisonsSql, project.Id.Value, comparisons);
        await ExecuteAsync(connection, MadeSql, project.Id.Value, comparisons, ids);
        await ExecuteAsync(connection, AssignmentsSql, project.Id.Value);
        await ExecuteAsync(connection, LabelsSql, project.Id.Value);
        await ExecuteAsync(connection, StatisticsSql, project.Id.Value);
        await ExecuteAsync(connection, "UPDATE projects SET comparison_count = $2, labels_needed = 3 * $2 WHERE id = $1", project.Id.Value, comparisons);
        await ExecuteAsync(connection, "DROP TABLE made");
        await ExecuteAsync(connection, "VACUUM (ANALYZE) comparisons, assignments, labels, annotators");
        return people;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(Array.ConvertAll(values, value => new NpgsqlParameter { Value = value }));
        await command.ExecuteNonQueryAsync();
    }
}
