using Npgsql;
using PrefLab.Core.Annotators;
using PrefLab.Core.Storage;

namespace PrefLab.Core.Assignments;

/// <summary>Gives comparisons to a person by name: each takes a place like any other, and waits longer for its answer.</summary>
public sealed class NamedAssignmentService(Database database, Random random)
{
    /// <summary>Comparisons in one request.</summary>
    public const int Most = 500;

    /// <summary>Long enough to be found on another day.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromDays(7);

    /// <summary>$1 project, $2 annotator.</summary>
    private const string LockAnnotatorSql = "SELECT standing FROM annotators WHERE project_id = $1 AND id = $2 FOR NO KEY UPDATE";

    /// <summary>In the order of ids, so that two requests never wait for each other. $1 project, $2 external ids.</summary>
    private const string LockComparisonsSql =
        """
        SELECT external_id, id, gold_preference IS NOT NULL OR taken < overlap, use > 2 FROM comparisons
        WHERE project_id = $1 AND external_id = ANY($2)
        ORDER BY id FOR NO KEY UPDATE
        """;

    /// <summary>Its own statement, so that it sees what the person was given while this waited. $1 project, $2 annotator, $3 external ids.</summary>
    private const string EarlierSql =
        """
        SELECT c.external_id, s.state, s.token, s.left_is_a FROM comparisons c
        JOIN assignments s ON s.project_id = c.project_id AND s.comparison_id = c.id AND s.annotator_id = $2
        WHERE c.project_id = $1 AND c.external_id = ANY($3)
        """;

    /// <summary>
    /// What expired or was withdrawn can be given again, under its token. $1 project, $2 annotator, $3 comparisons, $4 tokens,
    /// $5 left is A, $6 lease, $7 actor.
    /// </summary>
    private const string GiveSql =
        """
        WITH given AS (
            INSERT INTO assignments (project_id, token, comparison_id, annotator_id, left_is_a, state, issued_at, expires_at)
            SELECT $1, wanted.token, wanted.id, $2, wanted.left_is_a, 1, now(), now() + $6
            FROM unnest($3, $4, $5) WITH ORDINALITY AS wanted (id, token, left_is_a, line)
            ORDER BY wanted.line
            ON CONFLICT (project_id, comparison_id, annotator_id) DO UPDATE
                SET state = 1, batch_id = NULL, position = NULL, issued_at = excluded.issued_at, expires_at = excluded.expires_at
                WHERE assignments.state IN (4, 5)
            RETURNING id, comparison_id, token, left_is_a),
        placed AS (
            UPDATE comparisons c
            SET taken = c.taken + CASE WHEN c.gold_preference IS NULL THEN 1 ELSE 0 END,
                exposures = c.exposures + CASE WHEN c.gold_preference IS NULL THEN 0 ELSE 1 END
            FROM given WHERE c.project_id = $1 AND c.id = given.comparison_id),
        event AS (
            INSERT INTO audit_events (project_id, at, actor_id, kind, subject)
            SELECT $1, now(), $7, 'assignment.named', 'assignment:' || id FROM given)
        SELECT comparison_id, token, left_is_a FROM given
        """;

    /// <summary>The annotators first, as everywhere. $1 project, $2 assignments.</summary>
    private const string LockHoldersSql =
        """
        SELECT id FROM annotators
        WHERE project_id = $1 AND id IN (SELECT s.annotator_id FROM assignments s WHERE s.project_id = $1 AND s.id = ANY($2))
        ORDER BY id FOR NO KEY UPDATE
        """;

    /// <summary>$1 project, $2 assignments, $3 actor.</summary>
    private const string WithdrawSql =
        """
        WITH withdrawn AS (
            UPDATE assignments s SET state = 5
            WHERE s.project_id = $1 AND s.id = ANY($2) AND s.state = 1 AND s.batch_id IS NULL
            RETURNING s.id, s.comparison_id),
        given_back AS (
            UPDATE comparisons c SET taken = c.taken - places.count
            FROM (SELECT comparison_id, count(*)::int FROM withdrawn GROUP BY comparison_id) places
            WHERE c.project_id = $1 AND c.id = places.comparison_id AND c.gold_preference IS NULL
            RETURNING c.id),
        released AS (
            UPDATE projects p SET release_version = p.release_version + 1 WHERE p.id = $1 AND EXISTS (SELECT FROM given_back)),
        event AS (
            INSERT INTO audit_events (project_id, at, actor_id, kind, subject)
            SELECT $1, now(), $3, 'assignment.withdrawn', 'assignment:' || id FROM withdrawn)
        SELECT count(*)::int FROM withdrawn
        """;

    /// <summary>Gives all of these comparisons, or none when one of them cannot be given.</summary>
    /// <param name="externalIds">In the order in which the person is to get them; at most <see cref="Most"/>.</param>
    public Task<NamedAssignmentResult> AssignAsync(
        ProjectId project, IReadOnlyList<string> externalIds, AnnotatorId annotator, long actor, CancellationToken ct) => Retry.OnConflictAsync(async () =>
    {
        if (externalIds.Count > Most)
        {
            throw new ArgumentException("There are more than one request holds.", nameof(externalIds));
        }

        await using var connection = await database.Requests.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var (standing, comparisons, earlier) = await LockAsync(connection, project, externalIds, annotator, ct);
        if (standing is not { } now)
        {
            return new NamedAssignmentResult.NoSuchAnnotator();
        }

        if (!now.AllowsWork)
        {
            return new NamedAssignmentResult.NotWorking(now);
        }

        var refusals = Check(externalIds, comparisons, earlier);
        if (refusals.Count > 0)
        {
            return new NamedAssignmentResult.Refused(refusals);
        }

        var ids = externalIds.Select(id => comparisons[id].Id).ToArray();
        var given = await GiveAsync(connection, project, annotator, ids, actor, ct);
        await transaction.CommitAsync(ct);
        return (NamedAssignmentResult)new NamedAssignmentResult.Given([.. ids.Select(id => given[id])]);
    });

    /// <summary>Takes named assignments that are not answered yet back, and gives their places to others.</summary>
    /// <returns>How many were still open.</returns>
    public Task<int> WithdrawAsync(ProjectId project, IReadOnlyCollection<AssignmentId> assignments, long actor, CancellationToken ct) =>
        Retry.OnConflictAsync(async () =>
        {
            var ids = assignments.Select(id => id.Value).ToArray();
            await using var connection = await database.Requests.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            int withdrawn;
            await using (var reader = await connection.ReadAsync(
                ct, Sql.Statement(LockHoldersSql, project.Value, ids), Sql.Statement(WithdrawSql, project.Value, ids, actor)))
            {
                await reader.NextResultAsync(ct);
                await reader.ReadAsync(ct);
                withdrawn = reader.GetInt32(0);
            }

            await transaction.CommitAsync(ct);
            return withdrawn;
        });

    private static async Task<(Standing? Standing, Dictionary<string, Wanted> Comparisons, Dictionary<string, Had> Earlier)> LockAsync(
        NpgsqlConnection connection, ProjectId project, IReadOnlyList<string> externalIds, AnnotatorId annotator, CancellationToken ct)
    {
        // What cannot be stored is no comparison's id, and the database would not take it even as a question.
        var ids = externalIds.Where(id => id.IsStorable()).ToArray();
        await using var reader = await connection.ReadAsync(
            ct,
            Sql.Statement(LockAnnotatorSql, project.Value, annotator.Value),
            Sql.Statement(LockComparisonsSql, project.Value, ids),
            Sql.Statement(EarlierSql, project.Value, annotator.Value, ids));
        var standing = await reader.ReadAsync(ct) ? (Standing)reader.GetInt16(0) : (Standing?)null;
        await reader.NextResultAsync(ct);
        var comparisons = new Dictionary<string, Wanted>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            comparisons[reader.GetString(0)] = new Wanted(reader.GetInt64(1), reader.GetBoolean(2), reader.GetBoolean(3));
        }

        await reader.NextResultAsync(ct);
        var earlier = new Dictionary<string, Had>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            earlier[reader.GetString(0)] = new Had((AssignmentState)reader.GetInt16(1), new GivenAssignment(reader.GetGuid(2), reader.GetBoolean(3)));
        }

        return (standing, comparisons, earlier);
    }

    private static List<NamedRefusal> Check(
        IReadOnlyList<string> externalIds, Dictionary<string, Wanted> comparisons, Dictionary<string, Had> earlier)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var refusals = new List<NamedRefusal>();
        for (var index = 0; index < externalIds.Count; index++)
        {
            var id = externalIds[index];
            var had = earlier.GetValueOrDefault(id);
            NamedRefusalReason? reason = !comparisons.TryGetValue(id, out var comparison) ? NamedRefusalReason.NoSuchComparison
                : !seen.Add(id) ? NamedRefusalReason.Repeated
                : comparison.IsForOnboarding ? NamedRefusalReason.ForOnboarding
                : Blocks(had.State) is { } blocks ? blocks
                : comparison.HasPlace ? null
                : NamedRefusalReason.NoPlace;
            if (reason is { } because)
            {
                refusals.Add(new NamedRefusal(index, because, because == NamedRefusalReason.InHand ? had.Assignment : null));
            }
        }

        return refusals;
    }

    private static NamedRefusalReason? Blocks(AssignmentState state) => state switch
    {
        AssignmentState.Leased => NamedRefusalReason.InHand,
        AssignmentState.Answered => NamedRefusalReason.Answered,
        AssignmentState.Skipped => NamedRefusalReason.Skipped,
        _ => null,
    };

    private async Task<Dictionary<long, GivenAssignment>> GiveAsync(
        NpgsqlConnection connection, ProjectId project, AnnotatorId annotator, long[] ids, long actor, CancellationToken ct)
    {
        var tokens = Array.ConvertAll(ids, _ => random.NextToken());
        var sides = Array.ConvertAll(ids, _ => random.Next(2) == 0);
        await using var reader = await connection.ReadAsync(
            ct, Sql.Statement(GiveSql, project.Value, annotator.Value, ids, tokens, sides, Lease, actor));
        var given = new Dictionary<long, GivenAssignment>();
        while (await reader.ReadAsync(ct))
        {
            given[reader.GetInt64(0)] = new GivenAssignment(reader.GetGuid(1), reader.GetBoolean(2));
        }

        return given.Count == ids.Length
            ? given
            : throw new InvalidOperationException("A place was taken for somebody who has the comparison already.");
    }

    private readonly record struct Wanted(long Id, bool HasPlace, bool IsForOnboarding);

    private readonly record struct Had(AssignmentState State, GivenAssignment Assignment);
}
